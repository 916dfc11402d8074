import type { Event, Pod } from '../api/types';
import { claimsOf } from '../componentHelpers/claimsOf';
import { groupedBy } from '../groupedBy';
import type { Gate } from './gate';

/** The events about claims, by the claim; each list as it was. */
export function eventsByClaim(events: readonly Event[]): ReadonlyMap<string, readonly Event[]> {
  const ofClaims = events.filter(({ involvedObject: { kind } }) => kind === 'PersistentVolumeClaim');
  return groupedBy(ofClaims, ({ involvedObject: { namespace, name } }) => keyOf(namespace, name));
}

function keyOf(namespace = '', name = ''): string {
  return `${namespace}/${name}`;
}

/**
 * Who holds a pod whose node is chosen, while the volume of a claim is made for that node: the scheduler binds the pod only
 * then (pkg/scheduler/framework/plugins/volumebinding, PreBind, 1.37). Undefined where no volume is being made.
 *
 * @param events those up to the moment, by the claim, in the order of time
 */
export function madeVolume(
  pod: Pod,
  events: ReadonlyMap<string, readonly Event[]>,
): Pick<Gate, 'heldBy' | 'opensWhen'> | undefined {
  for (const { name } of claimsOf(pod)) {
    const own = events.get(keyOf(pod.metadata?.namespace, name)) ?? [];
    const last = own
      .filter(({ reason }) => /^(?:External)?Provisioning(?:Succeeded|Failed)?$/.test(reason ?? ''))
      .at(-1);
    if (last?.reason !== 'ExternalProvisioning' && last?.reason !== 'Provisioning') continue;
    const [by] = own.flatMap(({ message }) => /external provisioner '([^']+)'/.exec(message ?? '')?.[1] ?? []);
    return {
      heldBy: `${by ? `provisioner ${by}` : 'the provisioner'}, which makes the volume of claim ${name} for the chosen node`,
      opensWhen: 'the claim is bound to the volume, and the scheduler then binds the pod to the node',
    };
  }
  return undefined;
}
