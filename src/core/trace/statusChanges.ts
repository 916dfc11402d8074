import type { ContainerStatus, PodStatus } from '../api/types';
import { isSameValue } from '../isSameValue';
import type { StatusChange } from './because';

/** What is new in a pod's status: for this the kubelet sends it (needsUpdate, pkg/kubelet/status/status_manager.go, 1.37). */
export function statusChanges(before: PodStatus | undefined, now: PodStatus): StatusChange[] {
  const changes: StatusChange[] = [];
  if (now.phase !== undefined && before?.phase !== now.phase) {
    changes.push({ type: 'phase', to: now.phase, ...(before?.phase !== undefined && { from: before.phase }) });
  }
  if (now.podIP !== undefined && now.podIP !== before?.podIP) changes.push({ type: 'ip', ip: now.podIP });
  for (const [list, old] of [
    [now.initContainerStatuses, before?.initContainerStatuses],
    [now.containerStatuses, before?.containerStatuses],
    [now.ephemeralContainerStatuses, before?.ephemeralContainerStatuses],
  ]) {
    for (const status of list ?? []) {
      changes.push(
        ...containerChanges(
          old?.find(({ name }) => name === status.name),
          status,
        ),
      );
    }
  }
  for (const { type, status, reason } of now.conditions ?? []) {
    const old = before?.conditions?.find((condition) => condition.type === type);
    if (old?.status === status && old.reason === reason) continue;
    changes.push({
      type: 'condition',
      condition: type,
      status,
      ...(old && { was: old.status }),
      ...(reason && { reason }),
    });
  }
  return changes.length > 0 ? changes : [{ type: 'other' }];
}

function containerChanges(before: ContainerStatus | undefined, now: ContainerStatus): StatusChange[] {
  const { name: container, ready, started, restartCount } = now;
  const changes: StatusChange[] = [];
  const state = stateOf(now);
  const old = before && stateOf(before);
  if (state && !isSameValue(state, old)) changes.push({ type: 'container', container, ...state });
  if (restartCount > (before?.restartCount ?? 0)) changes.push({ type: 'restarts', container, count: restartCount });
  if (ready !== (before?.ready ?? false)) changes.push({ type: 'ready', container, ready });
  // A container without a startup probe counts as started as soon as it runs.
  if (started === true && before?.started !== true && state?.state === old?.state)
    changes.push({ type: 'started', container });
  return changes;
}

type State = Pick<Extract<StatusChange, { type: 'container' }>, 'state' | 'reason' | 'exitCode'>;

function stateOf({ state }: ContainerStatus): State | undefined {
  if (state?.running) return { state: 'running' };
  if (state?.waiting) return { state: 'waiting', ...(state.waiting.reason && { reason: state.waiting.reason }) };
  if (!state?.terminated) return undefined;
  const { exitCode, reason } = state.terminated;
  return { state: 'terminated', exitCode, ...(reason && { reason }) };
}
