import type { Event, Pod } from '../api/types';
import type { Gate } from './gate';

/**
 * Who holds a pod whose node is chosen, while the volume of a claim is made for that node: the scheduler binds the pod only
 * then (pkg/scheduler/framework/plugins/volumebinding, PreBind, 1.37). Undefined where no volume is being made.
 *
 * @param events those up to the moment, in the order of time
 */
export function madeVolume(
  { metadata, spec }: Pod,
  events: readonly Event[],
): Pick<Gate, 'heldBy' | 'opensWhen'> | undefined {
  const claims = (spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) =>
    ephemeral ? `${metadata?.name}-${name}` : (persistentVolumeClaim?.claimName ?? []),
  );
  for (const claim of claims) {
    const own = events.filter(
      ({ involvedObject: { kind, name, namespace } }) =>
        kind === 'PersistentVolumeClaim' && name === claim && namespace === metadata?.namespace,
    );
    const last = own
      .filter(({ reason }) => /^(?:External)?Provisioning(?:Succeeded|Failed)?$/.test(reason ?? ''))
      .at(-1);
    if (last?.reason !== 'ExternalProvisioning' && last?.reason !== 'Provisioning') continue;
    const [by] = own.flatMap(({ message }) => /external provisioner '([^']+)'/.exec(message ?? '')?.[1] ?? []);
    return {
      heldBy: `${by ? `provisioner ${by}` : 'the provisioner'}, which makes the volume of claim ${claim} for the chosen node`,
      opensWhen: 'the claim is bound to the volume, and the scheduler then binds the pod to the node',
    };
  }
  return undefined;
}
