import { withValue } from '../../changedValue';
import { missingText } from '../../trace/missingText';
import { valueAt } from '../../path';
import { explainedPod } from '../difference/explainedPod';
import type { Candidate } from './fix';
import type { FixScope } from './fixScope';
import { scalarEdit } from './scalarEdit';

/** Names of objects and keys that are not there, where one is that is nearly written so. */
export function* nameFixes({ manifest, object, options }: FixScope): Generator<Candidate> {
  const input = explainedPod(manifest, object, options);
  for (const missing of input?.surroundings.world.missing ?? []) {
    const { place, meant, key, name } = missing;
    if (meant === undefined || !place) continue;
    const asking = [object, ...manifest.objects].find(
      (one) => one.kind === place.kind && one.name === place.name && one.namespace === place.namespace,
    );
    const placed = asking?.rangeOf(place.path);
    if (!asking || !placed || placed.alias || valueAt(asking.value, place.path) !== (key ?? name)) continue;
    const edit = scalarEdit(manifest.text, placed.value, meant);
    if (!edit) continue;
    yield {
      code: key === undefined ? 'object-missing' : 'key-missing',
      title: `Change ${missingText(missing).what} to ${meant}`,
      at: placed.value,
      edits: [edit],
      isCertain: true,
      object: asking,
      becomes: withValue(asking.value, place.path, meant),
    };
  }
}
