import { isSameValue } from '../../isSameValue';
import { misfits } from '../../api/misfits';
import { parseManifest, type Manifest } from '../../manifest/parseManifest';
import { withValue } from '../../changedValue';
import type { WrittenObject } from '../../api/kubernetesObject';
import { withoutSecrets } from '../../manifest/secretMask';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { SourceRange } from '../../manifest/sourceNode';
import type { ExplainOptions } from '../difference/explainedPod';
import { unknownFields } from '../hints/unknownFields';
import { applied } from './applied';
import { bytesFixes } from './bytesFixes';
import { fieldFixes } from './fieldFixes';
import type { Candidate, Fix } from './fix';
import type { FixScope } from './fixScope';
import { identityFixes } from './identityFixes';
import { listFixes } from './listFixes';
import { nameFixes } from './nameFixes';
import { portFixes } from './portFixes';
import { selectorFixes } from './selectorFixes';
import { sidecarFixes } from './sidecarFixes';
import { typeFixes } from './typeFixes';
import { volumeFixes } from './volumeFixes';

/** One that finds what can be mended in an object. */
type Finder = (scope: FixScope) => Iterable<Candidate>;

const finders: readonly Finder[] = [
  identityFixes,
  fieldFixes,
  typeFixes,
  listFixes,
  bytesFixes,
  portFixes,
  nameFixes,
  selectorFixes,
  sidecarFixes,
  volumeFixes,
];

/**
 * The fixes of mistakes that stand in a range of a manifest. Each is tried: it is told only if the changed text reads as
 * what was meant, and has no mistake that it had not before. A text that something else renders first has none.
 */
export function fixesAt(manifest: Manifest, range: SourceRange, options: ExplainOptions = {}): Fix[] {
  const isNear = ({ start, end }: SourceRange): boolean => start <= range.end && end >= range.start;
  return manifest.objects
    .filter((object) => isNear(object.range) && !manifest.documents[object.document]?.parsed.templates.length)
    .flatMap((object) => finders.flatMap((find) => [...find({ manifest, object, options })]))
    .filter((candidate) => isNear(candidate.at) && helps(manifest, candidate))
    .map(({ code, title, at, edits, isCertain }) => ({ code, title, at, edits, isCertain }));
}

/** Whether the text reads afterwards as it should, with fewer mistakes or as many of another sort. */
function helps(manifest: Manifest, { object, edits, becomes }: Candidate): boolean {
  const after = parseManifest(applied(manifest.text, edits), manifest);
  const changed = after.objects[manifest.objects.indexOf(object)];
  const isRead = changed !== undefined && isSameValue(asMasked(changed.value, object), asMasked(becomes, object));
  return isRead && after.objects.length === manifest.objects.length && mistakes(changed) <= mistakes(object);
}

/** A value as it is shown under the object's own kind: one that is not known may be a Secret, of which less is shown. */
function asMasked(value: WrittenObject, { kind }: ManifestObject): WrittenObject {
  return value.kind === kind ? value : withoutSecrets(withValue(value, ['kind'], kind));
}

function mistakes(object: ManifestObject): number {
  return unknownFields(object).length + misfits(object.value, object.kind).length;
}
