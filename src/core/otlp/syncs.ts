import type { Message } from '../trace/trace';

/** Calls that the kubelet makes in one turn of its pod worker. */
export interface Sync {
  name: 'syncPod' | 'syncTerminatingPod';
  first: Message;
  calls: Message[];
}

/** Calls of which a turn makes one of each container at the most. */
const once = new Set(['RunPodSandbox', 'PullImage', 'CreateContainer', 'StartContainer']);

/**
 * The kubelet's calls of each pod in the turns in which SyncPod makes them (pkg/kubelet/kubelet.go and
 * kuberuntime/kuberuntime_manager.go, 1.37). No call says in which turn it was made: a turn is over when a process of the pod
 * ended, as the kubelet then looks anew, and where a call comes again that a turn makes once. Probes are of no turn.
 */
export function syncsOf(messages: readonly Message[]): Sync[] {
  const open = new Map<string, { sync: Sync; made: Set<string> }>();
  const syncs: Sync[] = [];
  for (const message of messages) {
    const { protocol, method, subject, because } = message;
    if (!subject) continue;
    const pod = `${subject.namespace} ${subject.pod}`;
    if (protocol === 'process' && because?.type !== 'stopped') open.delete(pod);
    if (protocol !== 'CRI' || method === 'ExecSync') continue;
    const name = isOfEnd(message) ? 'syncTerminatingPod' : 'syncPod';
    const call = once.has(method) ? `${method} ${subject.container ?? ''}` : undefined;
    let turn = open.get(pod);
    if (!turn || turn.sync.name !== name || (call !== undefined && turn.made.has(call))) {
      turn = { sync: { name, first: message, calls: [] }, made: new Set() };
      open.set(pod, turn);
      syncs.push(turn.sync);
    }
    turn.sync.calls.push(message);
    if (call !== undefined) turn.made.add(call);
  }
  return syncs;
}

function isOfEnd({ because }: Message): boolean {
  return (
    (because?.type === 'stopContainer' || because?.type === 'stopSandbox') &&
    (because.cause.type === 'podDeleted' || because.cause.type === 'podEnded')
  );
}
