import { likelyName } from '../../assumptions/nearName';
import { withValue } from '../../changedValue';
import type { Candidate } from './fix';
import type { FixScope } from './fixScope';
import { scalarEdit } from './scalarEdit';
import { strangePorts } from '../hints/strangePorts';

/** Probes and hooks that ask for a port by a name that their container does not have. */
export function* portFixes({ manifest, object }: FixScope): Generator<Candidate> {
  for (const { path, name, ports } of strangePorts(object)) {
    const placed = object.rangeOf(path);
    if (!placed || placed.alias) continue;
    const names = ports.flatMap((port) => port.name ?? []);
    const near = likelyName(name, names);
    const [only] = ports.length === 1 ? ports : [];
    const meant = near ?? only?.name ?? only?.containerPort;
    const edit = meant === undefined ? undefined : scalarEdit(manifest.text, placed.value, String(meant));
    if (meant === undefined || !edit) continue;
    yield {
      code: 'port-unknown',
      title: `Change the port ${name} to ${meant}`,
      at: placed.value,
      // A number is none in quotes.
      edits: [typeof meant === 'number' ? { ...edit, text: String(meant) } : edit],
      isCertain: true,
      object,
      becomes: withValue(object.value, path, meant),
    };
  }
}
