import type { ContainerStatus } from '../../../api/types';

const known = new WeakMap<readonly ContainerStatus[], Map<string, ContainerStatus>>();

/** The status of the container of that name. The list is not changed once it has been asked. */
export function statusNamed(statuses: readonly ContainerStatus[], name: string): ContainerStatus | undefined {
  let byName = known.get(statuses);
  if (!byName) known.set(statuses, (byName = new Map(statuses.map((status) => [status.name, status]))));
  return byName.get(name);
}
