import { visibleText } from '../visibleText';
import type { PodAt, Sandbox } from './podAt';

const words: Readonly<Record<Sandbox['state'], string>> = {
  making: 'being made',
  ready: 'ready',
  failed: 'could not be made',
  stopped: 'stopped',
  removed: 'removed',
};

/** A pod's sandbox and address in words: `ready, 0af05596d1e2, IP 10.244.0.5`. */
export function sandboxText({ sandbox, pod }: PodAt): string {
  const ip = sandbox?.ip ?? pod?.status?.podIP;
  const address = ip === undefined ? '' : `, IP ${ip}`;
  if (!sandbox) return `none is known${address}`;
  return `${words[sandbox.state]}${sandbox.id === undefined ? '' : `, ${sandbox.id.slice(0, 12)}`}${address}`;
}

/**
 * A pod's volumes in words. The kubelet makes the sandbox when all volumes are mounted (SyncPod,
 * pkg/kubelet/kubelet.go, 1.37).
 */
export function volumesText({ sandbox, pod }: PodAt): string {
  const names = (pod?.spec?.volumes ?? []).map(({ name }) => visibleText(name));
  if (names.length === 0) return 'none';
  const are = names.length === 1 ? 'is' : 'are';
  return `${names.join(', ')} ${sandbox ? `${are} mounted (inferred: the kubelet makes the sandbox after that)` : `${are} not known to be mounted yet`}`;
}
