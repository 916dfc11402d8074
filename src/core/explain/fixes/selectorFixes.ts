import { withValue } from '../../changedValue';
import { strangeSelectors } from '../hints/strangeSelectors';
import type { Candidate } from './fix';
import type { FixScope } from './fixScope';
import { scalarEdit } from './scalarEdit';

/** A Service's selector that one letter keeps from the pods that are known. */
export function* selectorFixes({ manifest, object, options }: FixScope): Generator<Candidate> {
  if (object.kind !== 'Service') return;
  for (const { service, key, value, meant } of strangeSelectors(manifest, options.existing)) {
    const path = ['spec', 'selector', key];
    const placed = object.rangeOf(path);
    if (service !== object || !placed?.key || placed.alias) continue;
    const changes = [
      ...(meant.key === key ? [] : [scalarEdit(manifest.text, placed.key, meant.key)]),
      ...(meant.value === value ? [] : [scalarEdit(manifest.text, placed.value, meant.value)]),
    ];
    const edits = changes.flatMap((edit) => edit ?? []);
    if (edits.length < changes.length) continue;
    yield {
      code: 'selector-chooses-nothing',
      title: `Change the label ${key}: ${value} to ${meant.key}: ${meant.value}`,
      at: meant.key === key ? placed.value : placed.key,
      edits,
      isCertain: true,
      object,
      becomes: withValue(withValue(object.value, path, undefined), ['spec', 'selector', meant.key], meant.value),
    };
  }
}
