import { textAt } from '../../../trace/payload';
import type { Draft } from './draft';
import { processOutcome } from '../../../trace/processEnd';
import type { Where } from './places';
import type { NodeProcessEnd } from './traceParts';

/** The ends of containers' processes; one that the kubelet has stopped ends inside of that call. */
export function processMessages(ends: readonly NodeProcessEnd[], calls: readonly Draft[], where: Where): Draft[] {
  const stops = calls.filter(({ method }) => method === 'StopContainer' || method === 'StopPodSandbox');
  return ends.map(({ containerId, sandboxId, namespace, pod, container, node, at, exitCode, reason }) => {
    const outer = stops.find(
      ({ request, at: from, until }) =>
        from <= at && at <= until && [containerId, sandboxId].includes(stoppedBy(request) ?? ''),
    );
    const cause =
      outer?.because?.type === 'stopContainer' || outer?.because?.type === 'stopSandbox'
        ? outer.because.cause
        : undefined;
    return {
      from: 'container',
      to: 'runtimeService',
      protocol: 'process',
      method: 'exit',
      subject: { namespace, pod, container },
      ...where(node),
      response: { exit_code: exitCode, reason },
      ...(cause && { because: { type: 'stopped', cause } as const }),
      at,
      until: at,
      outcome: processOutcome(exitCode, reason),
      ...(outer && { outer }),
    };
  });
}

/** The container or the sandbox that a call stops. */
function stoppedBy(request: unknown): string | undefined {
  return textAt(request, 'container_id') ?? textAt(request, 'pod_sandbox_id');
}
