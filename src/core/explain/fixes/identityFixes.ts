import { isCustom, kindMeant, kindOf } from '../../api/kinds';
import { servedIn, versionsOf } from '../../api/servedVersions';
import { newestVersion } from '../../release/kubernetesRelease';
import { unservedVersion } from '../../api/unservedVersion';
import { withValue } from '../../changedValue';
import type { Candidate } from './fix';
import type { FixScope } from './fixScope';
import { scalarEdit } from './scalarEdit';
import { inFrontOf, quotedLike } from './inFrontOf';

/** A kind that nobody serves, a version in which it is not served (where the apiVersion is all that has to change), or none at all. */
export function* identityFixes({ manifest, object, options }: FixScope): Generator<Candidate> {
  const { kind, apiVersion } = object.value;
  if (typeof kind !== 'string' || isCustom(apiVersion)) return;
  const kindPlace = object.rangeOf(['kind']);
  if (!kindPlace || kindPlace.alias) return;
  if (!kindOf(kind) && versionsOf(kind).length === 0) {
    const meant = kindMeant(kind);
    const edit = meant === undefined ? undefined : scalarEdit(manifest.text, kindPlace.value, meant);
    if (meant === undefined || !edit) return;
    const becomes = withValue(object.value, ['kind'], meant);
    const title = `Change kind ${kind} to ${meant}`;
    yield { code: 'unknown-kind', title, at: kindPlace.value, edits: [edit], isCertain: true, object, becomes };
    return;
  }
  const { kubernetes = newestVersion } = options;
  const unserved =
    typeof apiVersion === 'string' ? unservedVersion(kind, apiVersion, kubernetes, object.value) : undefined;
  if (unserved ? !unserved.isEnough : typeof apiVersion === 'string') return;
  const served = unserved?.instead ?? servedIn(kind, kubernetes)[0];
  if (served === undefined) return;
  const becomes = withValue(object.value, ['apiVersion'], served);
  const placed = object.rangeOf(['apiVersion']);
  if (!placed) {
    const { key } = kindPlace;
    const like = (word: string): string => (key ? quotedLike(manifest.text, key, word) : word);
    const edit = key && inFrontOf(manifest.text, object.range, key, `${like('apiVersion')}: ${like(served)}`);
    const title = `Add apiVersion: ${served}`;
    if (edit)
      yield {
        code: 'api-version-missing',
        title,
        at: kindPlace.value,
        edits: [edit],
        isCertain: true,
        object,
        becomes,
      };
    return;
  }
  const isEmpty = placed.value.start === placed.value.end;
  const edit = isEmpty ? { range: placed.value, text: ` ${served}` } : scalarEdit(manifest.text, placed.value, served);
  if (!edit || placed.alias) return;
  const title = `Change apiVersion to ${served}`;
  yield { code: 'api-version-not-served', title, at: placed.value, edits: [edit], isCertain: true, object, becomes };
}
