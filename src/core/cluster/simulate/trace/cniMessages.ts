import type { RecordedCall } from '../../kubelet/context/criClient';
import type { Draft } from './draft';
import { inside } from './inside';

/** What the network plugin is asked while a sandbox is made. */
export function cniMessages(outer: Draft, calls: readonly RecordedCall[]): Draft[] {
  if (outer.method !== 'RunPodSandbox') return [];
  const request = outer.request as {
    config?: { linux?: { security_context?: { namespace_options?: { network?: string } } } };
  };
  if (request.config?.linux?.security_context?.namespace_options?.network === 'NODE') return [];
  const ip = outer.outcome.ok ? ipOf(outer, calls) : undefined;
  const args = {
    CNI_COMMAND: 'ADD',
    CNI_IFNAME: 'eth0',
    K8S_POD_NAMESPACE: outer.subject?.namespace,
    K8S_POD_NAME: outer.subject?.pod,
  };
  return [
    inside(outer, [0.15, 0.75], {
      from: 'runtimeService',
      to: 'cni',
      protocol: 'CNI',
      method: 'ADD',
      request: args,
      ...(ip !== undefined && { response: { ips: [{ address: ip }] } }),
    }),
  ];
}

/** The address that a sandbox was given, as its status tells it afterwards. */
function ipOf({ response }: Draft, calls: readonly RecordedCall[]): string | undefined {
  const id = (response as { pod_sandbox_id?: string } | undefined)?.pod_sandbox_id;
  const status = calls.find(
    ({ method, request }) =>
      method === 'PodSandboxStatus' && (request as { pod_sandbox_id?: string }).pod_sandbox_id === id,
  );
  return (status?.response as { status?: { network?: { ip?: string } } } | undefined)?.status?.network?.ip;
}
