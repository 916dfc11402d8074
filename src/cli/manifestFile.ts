import type { Manifest } from '../core/manifest/parseManifest';

/** A manifest, and the file that it stands in. */
export interface ManifestFile {
  manifest: Manifest;
  file: string;
  /** Where the text of each file begins, of a manifest that was read from several. */
  parts?: readonly { file: string; start: number }[];
  /** Where a line (from 1) of rendered text comes from; undefined if that is unknown. */
  sourceOf?: (line: number) => { file: string; line?: number } | undefined;
}

/** A place in a file; lines and columns count from 1. */
export interface FilePlace {
  file: string;
  /** Absent if unknown. */
  line?: number;
  column?: number;
}

/** The place of an offset. */
export function placeIn({ manifest, file, parts = [], sourceOf }: ManifestFile, offset: number): FilePlace {
  const source = sourceOf?.(manifest.positionAt(offset).line);
  if (source) return source;
  const part = parts.filter(({ start }) => start <= offset).at(-1);
  const { line, column } = manifest.positionAt(offset);
  const above = part ? manifest.positionAt(part.start).line - 1 : 0;
  return { file: part?.file ?? file, line: line - above, column };
}

/** `FILE:LINE:COLUMN` of an offset. */
export function placeText(source: ManifestFile, offset: number): string {
  const { file, line, column } = placeIn(source, offset);
  return [file, line, column].filter((one) => one !== undefined).join(':');
}
