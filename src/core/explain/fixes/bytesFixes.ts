import { withValue } from '../../changedValue';
import { entryOf } from '../../entryOf';
import type { Candidate } from './fix';
import { everyValue } from './everyValue';
import type { FixScope } from './fixScope';
import { scalarEdit } from './scalarEdit';

/** What counts bytes among resources, by its name. */
const countsBytes = /^(?:memory|storage|ephemeral-storage|sizeLimit|hugepages-.+)$/;
const holdsAmounts = new Set<unknown>(['requests', 'limits', 'overhead', 'capacity', 'emptyDir']);

/** Suffixes that are no suffix of bytes, and those that may have been meant: `m` is a thousandth, `MB` is told of both. */
const meantSuffixes: Readonly<Record<string, readonly string[]>> = {
  m: ['Mi'], mi: ['Mi'], MI: ['Mi'], gi: ['Gi'], GI: ['Gi'], g: ['G'], ki: ['Ki'], KI: ['Ki'], K: ['k'],
  kb: ['k', 'Ki'], KB: ['k', 'Ki'], kB: ['k', 'Ki'], MB: ['M', 'Mi'], Mb: ['M', 'Mi'], mb: ['M', 'Mi'],
  GB: ['G', 'Gi'], Gb: ['G', 'Gi'], gb: ['G', 'Gi'], MiB: ['Mi'], GiB: ['Gi'], KiB: ['Ki'],
}; // prettier-ignore

/** Amounts of bytes with a suffix of something else: `512m` is half a byte. */
export function* bytesFixes({ manifest, object }: FixScope): Generator<Candidate> {
  for (const [path, value] of everyValue(object.value)) {
    const [name, owner] = [path.at(-1), path.at(-2)];
    if (typeof value !== 'string' || typeof name !== 'string') continue;
    if (!countsBytes.test(name) || !holdsAmounts.has(owner)) continue;
    const [, number = '', blank = '', suffix = ''] = /^(\d+(?:\.\d+)?)( ?)([A-Za-z]{1,3})$/.exec(value) ?? [];
    const isKnown = /^(?:[kMGTPE]|[KMGTPE]i)$/.test(suffix);
    // A thousandth that makes whole bytes counts as written.
    if (suffix === 'm' && !blank && Number(number) % 1000 === 0) continue;
    const meant = entryOf(meantSuffixes, suffix) ?? (blank && isKnown ? [suffix] : []);
    const placed = object.rangeOf(path);
    for (const word of meant.map((one) => number + one)) {
      const edit = placed && !placed.alias && scalarEdit(manifest.text, placed.value, word);
      if (!edit) continue;
      yield {
        code: suffix === 'm' ? 'memory-in-millibytes' : 'invalid-value',
        title: `Change ${value} to ${word}`,
        at: placed.value,
        edits: [edit],
        isCertain: meant.length === 1,
        object,
        becomes: withValue(object.value, path, word),
      };
    }
  }
}
