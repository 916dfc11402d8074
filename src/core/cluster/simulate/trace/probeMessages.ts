import type { ProbeAttempt } from '../../kubelet/probes/probeAttempt';
import type { Outcome } from '../../../trace/trace';
import { ok, type Draft } from './draft';
import type { Where } from './places';

/** The kubelets' attempts of probes over the network, each as it went. */
export function probeMessages(attempts: readonly ProbeAttempt[], where: Where): Draft[] {
  return attempts.map(({ node, namespace, pod, container, kind, probe, start, end, because, ...answer }) => {
    const { httpGet, tcpSocket, grpc } = probe;
    return {
      from: 'kubelet',
      to: 'container',
      protocol: 'probe',
      method: `${kind} probe`,
      subject: { namespace, pod, container },
      ...where(node),
      request: { ...(httpGet && { httpGet }), ...(tcpSocket && { tcpSocket }), ...(grpc && { grpc }) },
      because,
      at: start,
      until: end,
      outcome: outcomeOf(answer),
    };
  });
}

function outcomeOf({ result, output }: Pick<ProbeAttempt, 'result' | 'output'>): Outcome {
  return result === 'Success' ? ok : { ok: false, code: result, text: output };
}
