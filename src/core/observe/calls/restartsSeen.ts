import type { ContainerStatus, Pod } from '../../api/types';
import type { ObservedCall } from '../evidence/observedCall';

/**
 * How often a container was restarted when a call made or started it, counted from the newest status that tells when it
 * was started: its restartCount is that of the container which then ran or had ended (convertToAPIContainerStatuses,
 * pkg/kubelet/kubelet_pods.go, 1.37). Undefined where no status tells.
 */
export function restartsSeen(
  call: ObservedCall,
  { states, calls }: { states: readonly Pod[]; calls: readonly ObservedCall[] },
): number | undefined {
  const own = calls.filter(({ container }) => container === call.container);
  const place = runsUntil(own, call);
  for (const { status } of [...states].reverse()) {
    const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    const told = all.find(({ name }) => name === call.container);
    const second = told && newestStart(told);
    if (!told || second === undefined) continue;
    const earlier = own.filter(
      ({ method, outcome, start }) =>
        method === 'StartContainer' && outcome.ok && (start?.earliest ?? Infinity) < second + 1000,
    );
    // Of several in one second nothing tells which one it is.
    const [started, ...others] = earlier.filter(
      ({ end }, i) => i === earlier.length - 1 || (end?.latest ?? Infinity) >= second,
    );
    if (!started || others.length > 0) continue;
    const count = told.restartCount - (runsUntil(own, started) - place);
    return count >= 0 ? count : undefined;
  }
  return undefined;
}

/** How many containers of the name were made until a call, the one that it makes or starts included. */
function runsUntil(own: readonly ObservedCall[], call: ObservedCall): number {
  return own.slice(0, own.indexOf(call) + 1).filter(({ method, outcome }) => method === 'CreateContainer' && outcome.ok)
    .length;
}

/** When the container of a status was started, cut to whole seconds. */
function newestStart({ state, lastState }: ContainerStatus): number | undefined {
  const { startedAt } = state?.running ?? state?.terminated ?? lastState?.terminated ?? {};
  const at = Date.parse(startedAt ?? '');
  return at > 0 ? at : undefined;
}
