import type { RecordedCall } from '../../kubelet/context/criClient';
import type { Draft } from './draft';
import { inside } from './inside';

/** What the network plugin is asked while a sandbox is made. */
export function cniMessages(outer: Draft, call: RecordedCall, calls: readonly RecordedCall[]): Draft[] {
  if (call.method !== 'RunPodSandbox') return [];
  if (call.request.config?.linux?.security_context?.namespace_options?.network === 'NODE') return [];
  const ip = outer.outcome.ok ? ipOf(call.response?.pod_sandbox_id, calls) : undefined;
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
function ipOf(id: string | undefined, calls: readonly RecordedCall[]): string | undefined {
  for (const call of calls)
    if (call.method === 'PodSandboxStatus' && call.request.pod_sandbox_id === id)
      return call.response?.status?.network?.ip;
  return undefined;
}
