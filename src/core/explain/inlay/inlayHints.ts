import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { podTemplatePath } from '../../manifest/podSpecs';
import type { SourceRange } from '../../manifest/sourceNode';
import type { ExplainOptions } from '../difference/explainedPod';
import { partsOf } from '../meaning/standing';
import { admittedPod } from './admittedPod';
import { behindOnLine } from './behindOnLine';
import { fillings } from './fillings';
import type { InlayHint, InlayKind } from './inlayHint';
import { isCertain } from './isCertain';

export interface InlayOptions extends ExplainOptions {
  /** Which are wanted. */
  kinds: ReadonlySet<InlayKind>;
  /** The file's path, as of `partsOf`. */
  file?: string;
}

/**
 * What the API server fills into the pods of a part of a manifest, and what follows from it, in the order of the text; a
 * step for each object. Only what lies in the part is parsed and started.
 *
 * @param range of the text: the lines that are seen
 */
export function* inlayHints(
  manifest: Manifest,
  range: SourceRange,
  options: InlayOptions,
): Generator<void, InlayHint[]> {
  const { kinds, file, ...others } = options;
  const found: InlayHint[] = [];
  const isSeen = ({ start, end }: SourceRange): boolean =>
    start <= range.end && lineEnd(manifest.text, end) >= range.start;
  for (const document of manifest.documents) {
    if (!isSeen(document)) continue;
    for (const object of document.objects) {
      if (!isSeen(object.range) || podTemplatePath(object.kind) === undefined) continue;
      // Of what only changes another object nobody knows what that says.
      if (partsOf({ objects: [object] }, file).length > 0) continue;
      found.push(...hintsOf(manifest, object, kinds, others));
      yield;
    }
  }
  return found
    .filter(({ offset }) => offset >= range.start && offset <= range.end)
    .sort((one, other) => one.offset - other.offset);
}

function hintsOf(
  manifest: Manifest,
  object: ManifestObject,
  kinds: ReadonlySet<InlayKind>,
  options: ExplainOptions,
): InlayHint[] {
  const admitted = admittedPod(manifest, object, options);
  if (!admitted) return [];
  const prefix = podTemplatePath(object.kind) ?? [];
  const hints: InlayHint[] = [];
  for (const filling of fillings(admitted)) {
    const { kind, parts, at } = filling;
    if (!kinds.has(kind)) continue;
    const placed = object.rangeOf([...prefix, ...at]);
    if (!placed || !isCertain(filling, admitted, manifest, object, prefix)) continue;
    hints.push({
      kind,
      object,
      offset: behindOnLine(manifest.text, placed),
      parts: parts.map((part) => ({ ...part, path: [...prefix, ...part.path] })),
    });
  }
  return hints;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
