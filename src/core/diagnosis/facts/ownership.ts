import type { Event, Pod } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';
import type { Diagnosis } from './finding';

/** What is told already, and what else was seen. */
export interface Around {
  told: readonly Diagnosis[];
  /** Those of what is no pod, each once, in the order of time. */
  events: readonly Event[];
  now: number | undefined;
  /** All pods that are there. */
  pods: readonly Pod[];
  /** The pods that are Ready: news of them may be younger than their owner's status. */
  ready: readonly Pod[];
  /** Everything that was seen beside pods and events, of which some belong to one another. */
  objects: readonly KubernetesObject[];
}

/** How many of the pods that belong to the workload are Ready. */
export function readyOf(owner: KubernetesObject, { ready, objects }: Around): number {
  return ready.filter((pod) => belongsTo(pod, owner, objects)).length;
}

/** Whether what was told is of the workload, or of what belongs to it. */
export function isOf({ subject, namespace }: Diagnosis, owner: KubernetesObject, around: Around): boolean {
  const { name = '', namespace: own } = owner.metadata ?? {};
  if (namespace !== undefined && own !== undefined && namespace !== own) return false;
  const [kind = '', ofName = ''] = subject.split(' ', 2);
  if (ofName === name) return true;
  const seen: KubernetesObject | undefined = [...around.pods, ...around.objects].find(
    (one) => (one.kind ?? 'Pod').toLowerCase() === kind.toLowerCase() && one.metadata?.name === ofName,
  );
  return seen ? belongsTo(seen, owner, around.objects) : ofName.startsWith(`${name}-`);
}

/**
 * Whether an object is the workload's, by its controller and that one's controller; where nothing names a controller, by
 * the names that workloads give.
 */
function belongsTo(object: KubernetesObject, owner: KubernetesObject, objects: readonly KubernetesObject[]): boolean {
  const { name = '', namespace = 'default', uid } = owner.metadata ?? {};
  const { metadata } = object;
  if ((metadata?.namespace ?? 'default') !== namespace) return false;
  const controller = metadata?.ownerReferences?.find((one) => one.controller);
  if (!controller) return metadata?.ownerReferences === undefined && (metadata?.name ?? '').startsWith(`${name}-`);
  if (controller.uid === uid) return true;
  const between = objects.find((one) => one.metadata?.uid === controller.uid);
  if (between) return belongsTo(between, owner, objects);
  // The ReplicaSet or Job in between was not seen.
  return (
    controller.kind !== owner.kind &&
    /^(?:ReplicaSet|Job)$/.test(controller.kind ?? '') &&
    (controller.name ?? '').startsWith(`${name}-`)
  );
}
