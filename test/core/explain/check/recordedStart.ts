import type { Pod } from '../../../../src/core/api/types';
import type { Circumstances } from '../../../../src/core/circumstances/circumstances';
import { nearestVersion } from '../../../../src/core/release/nearestVersion';
import { controlPlaneOf, type Recording } from '../../../recordings/recordings';

/** What a recording says of its start: `started`, `hurt`, or `none` where nothing was to start or somebody ended it. */
export function recordedEnd(recording: Recording): 'started' | 'hurt' | 'none' {
  const { watch, errors, events, actions = [] } = recording;
  const pods = [...new Map(watch.map(({ object }) => [object.metadata?.uid, object])).values()];
  const isRestarted = events.some(
    ({ reason, message }) => reason === 'Killing' && /failed (?:liveness|startup) probe/.test(message ?? ''),
  );
  if (errors.length === 0 && actions.some((action) => 'delete' in action)) return 'none';
  if (errors.length > 0 || isRestarted || events.some(({ reason }) => reason === 'FailedCreate')) return 'hurt';
  if (pods.length === 0) return 'none';
  return pods.every(isUp) ? 'started' : 'hurt';
}

/** Ready, or ended as it was to. */
function isUp({ spec, status }: Pod): boolean {
  const isReady = status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
  if (status?.phase === 'Succeeded' || isReady) return true;
  const containers = status?.containerStatuses ?? [];
  const hasEnded = ({ name, state }: (typeof containers)[number]): boolean => {
    const own = spec?.containers.find((one) => one.name === name)?.restartPolicy;
    return state?.terminated?.exitCode === 0 && (own ?? spec?.restartPolicy) !== 'Always';
  };
  return (
    status?.phase === 'Running' &&
    containers.some(hasEnded) &&
    containers.every((one) => hasEnded(one) || (one.ready && one.state?.running))
  );
}

/** The circumstances in which a recording was made. */
export function recordedCircumstances(recording: Recording): Circumstances {
  const { namespace, plan, services, node, actions, namespaceLabels, runtime, kubernetes } = recording;
  const scenario = {
    ...plan,
    runtime,
    services,
    node,
    controlPlane: controlPlaneOf(kubernetes),
    ...(actions && { actions }),
    ...(namespaceLabels && { namespaceLabels }),
  };
  return { scenario, namespace, kubernetes: nearestVersion(kubernetes)!.version };
}
