import { isCustom, kindMeant, kindOf, servedIn } from '../../api/kinds';
import { withValue } from '../../changedValue';
import type { Candidate } from './fix';
import type { FixScope } from './fixScope';
import { scalarEdit } from './scalarEdit';
import { inFrontOf, quotedLike } from './inFrontOf';

/** A kind that nobody serves, a version in which it is not served, or none at all. */
export function* identityFixes({ manifest, object }: FixScope): Generator<Candidate> {
  const { kind, apiVersion } = object.value;
  if (typeof kind !== 'string' || isCustom(apiVersion)) return;
  const kindPlace = object.rangeOf(['kind']);
  if (!kindPlace || kindPlace.alias) return;
  if (!kindOf(kind)) {
    const meant = kindMeant(kind);
    const edit = meant === undefined ? undefined : scalarEdit(manifest.text, kindPlace.value, meant);
    if (meant === undefined || !edit) return;
    const becomes = withValue(object.value, ['kind'], meant);
    const title = `Change kind ${kind} to ${meant}`;
    yield { code: 'unknown-kind', title, at: kindPlace.value, edits: [edit], isCertain: true, object, becomes };
    return;
  }
  const [served] = servedIn(kind);
  if (served === undefined || (typeof apiVersion === 'string' && servedIn(kind).includes(apiVersion))) return;
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
