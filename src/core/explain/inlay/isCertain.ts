import { isSameValue } from '../../isSameValue';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { isShown } from '../../manifest/secretMask';
import type { SourceRange } from '../../manifest/sourceNode';
import { isControl } from '../../manifest/templateBlocks';
import { valueAt, type Path } from '../../path';
import type { AdmittedPod } from './admittedPod';
import type { Filling } from './fillings';

/**
 * Whether the text alone says that a value is filled in: what it is derived from is written as it is sent, can be read, and no
 * template expression can bring the field.
 *
 * @param prefix where the pod lies in the object
 */
export function isCertain(
  { grounds, owner, kind }: Filling,
  { written, sent }: AdmittedPod,
  manifest: Manifest,
  object: ManifestObject,
  prefix: Path,
): boolean {
  const areLiteral = grounds.every((path) => {
    const value = valueAt(written, path);
    return (
      isSameValue(value, valueAt(sent, path)) && (value === undefined || isShown(object.value, [...prefix, ...path]))
    );
  });
  if (!areLiteral) return false;
  const placed = object.rangeOf([...prefix, ...owner]);
  if (!placed || isBroken(manifest, object, placed.value)) return false;
  // Of the class of the pod all containers are a part, and what is written under a condition may not be there.
  return !mayBring(manifest, object, placed.value, kind === 'qosClass');
}

/** Whether the text of a map cannot be read as it was meant. */
function isBroken(manifest: Manifest, object: ManifestObject, { start, end }: SourceRange): boolean {
  const document = manifest.documents[object.document];
  return (document?.parsed.problems ?? []).some((problem) => {
    const at = (document?.start ?? 0) + problem.start;
    return problem.severity === 'error' && at >= start && at <= end;
  });
}

/** Whether an expression in a map, or right behind it, may bring fields into it. */
function mayBring(
  manifest: Manifest,
  object: ManifestObject,
  { start, end }: SourceRange,
  alsoControl: boolean,
): boolean {
  const document = manifest.documents[object.document];
  const templates = document?.parsed.templates ?? [];
  if (!document || templates.length === 0) return false;
  const last = behindTemplates(manifest.text, end);
  return templates.some(({ offset, source }) => {
    const at = document.start + offset;
    if (at < start || at >= last || object.pathAt(at)?.part === 'value') return false;
    return alsoControl || !isControl(source) || /^\{\{-?\s*else\b/.test(source);
  });
}

/** Where the lines of nothing but expressions, blanks and comments end that follow an offset. */
function behindTemplates(text: string, offset: number): number {
  let end = offset;
  for (;;) {
    const newline = text.indexOf('\n', end);
    if (newline < 0) return text.length;
    const next = text.indexOf('\n', newline + 1);
    const line = text.slice(newline + 1, next < 0 ? text.length : next).trim();
    if (line !== '' && !line.startsWith('{{') && !line.startsWith('#')) return newline;
    if (next < 0) return text.length;
    end = next;
  }
}
