import type { WrittenObject } from '../../api/kubernetesObject';
import type { Circumstances } from '../../circumstances/circumstances';
import { parseManifest, type Manifest } from '../../manifest/parseManifest';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { SourceRange } from '../../manifest/sourceNode';
import type { Fix } from '../fixes/fix';
import { fixesAt } from '../fixes/fixesAt';
import type { ManifestHint } from '../hints/manifestHint';

/** The quick fix of what a hint tells, if there is one; it is looked for in the object's own document alone. */
export function fixFor(
  manifest: Manifest,
  object: ManifestObject,
  { code, range }: ManifestHint,
  options: Circumstances & { existing: readonly WrittenObject[] },
): Fix | undefined {
  const document = manifest.documents[object.document];
  if (!document) return undefined;
  const { text, start } = document;
  const moved = (one: SourceRange, by: number): SourceRange => ({ start: one.start + by, end: one.end + by });
  const found = fixesAt(parseManifest(text), moved(range, -start), options).find((fix) => fix.code === code);
  if (!found) return undefined;
  const edits = found.edits.map((edit) => ({ ...edit, range: moved(edit.range, start) }));
  return { ...found, at: moved(found.at, start), edits };
}
