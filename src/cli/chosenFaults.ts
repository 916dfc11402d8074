import { faultCatalog } from '../core/circumstances/faultCatalog';
import { podOf, podSpecOf } from '../core/manifest/podOf';
import { referencesOf } from '../core/manifest/references';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { Fault } from '../core/scenario/fault';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';

/** The faults that the flags ask for, of the pods that objects make. Throws CommandError for one that they cannot have. */
export function chosenFaults({ fault: ids = [] }: Flags, objects: readonly ManifestObject[]): Fault[] {
  if (ids.length === 0) return [];
  const faults = objects.flatMap(({ kind, value }) => {
    const pod = podOf(value);
    return pod ? faultCatalog(podSpecOf(pod), referencesOf(kind, value)) : [];
  });
  return ids.map((id) => {
    const found = faults.find((fault) => fault.id === id);
    if (found) return found;
    const known = [...new Set(faults.map((fault) => fault.id))].join(', ');
    throw new CommandError(`--fault is one of ${known}; not ${id}`, 2);
  });
}
