import type { Pod } from '../../api/types';
import type { ApiView } from '../../api/view';
import type { StoredObjects } from '../../api/objectStore';

/** A pod that has not become ready by then shows what is wrong with it, in seconds. */
const enoughSeconds = 45;
/** By then the volume controller has looked at a claim for a second time (every 15 s). */
const claimResyncSeconds = 20;

/**
 * Whether nothing more is to be expected that a person would want to see of the start.
 *
 * @param isPlanned whether containers of a pod are planned to end or its commands to fail
 * @param seconds since the start
 * @param now milliseconds since the epoch
 */
export function isSettled(
  view: ApiView,
  store: StoredObjects,
  isPlanned: (pod: Pod) => boolean,
  seconds: number,
  now: number,
): boolean {
  const { pods, errors } = view;
  if (pods.length === 0) return errors.length > 0 || seconds >= 2 || store.list('Pod').length > 0;
  // Containers that are planned to end, commands that are planned to fail, and deadlines make news after a pod was ready.
  const planned =
    pods.some(({ spec }) => (spec?.activeDeadlineSeconds ?? enoughSeconds) < enoughSeconds) || pods.some(isPlanned);
  let waits: boolean | undefined;
  const waitsForClaim = (): boolean =>
    (waits ??= view.events.some(({ reason }) => reason === 'ProvisioningFailed' || reason === 'Provisioning'));
  return pods.every(
    (pod) => isDone(pod, planned) || seconds >= enoughSeconds || isStuck(pod, view, now, waitsForClaim),
  );
}

function isDone({ status }: Pod, planned: boolean): boolean {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return true;
  if (planned) return false;
  return status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
}

/** Waiting for something that time alone does not bring. */
function isStuck({ metadata, status }: Pod, view: ApiView, now: number, waitsForClaim: () => boolean): boolean {
  const unscheduled = status?.conditions?.some(
    ({ type, status: value }) => type === 'PodScheduled' && value === 'False',
  );
  if (!unscheduled || view.events.length === 0) return false;
  const age = (now - Date.parse(metadata?.creationTimestamp ?? '')) / 1000;
  // A claim that has no volume yet is looked at again.
  return age >= (waitsForClaim() ? claimResyncSeconds : 3);
}
