import type { Node } from '../../api/types';
import { clockTime, sinceTime } from '../facts/clockTime';
import type { Finding } from '../facts/finding';
import { conditionText, type PodFacts } from '../facts/podFacts';
import { kubectl } from '../facts/suggestedCommand';
import { lastSeen } from '../../trace/eventTimes';

/** Why a pod is not ready whatever its containers do: its node does not report, or is gone. */
export function lostNode(facts: PodFacts): Finding | undefined {
  const node = facts.pod.spec?.nodeName;
  if (!node) return undefined;
  return notReady(facts, node) ?? goneNode(facts, node) ?? unknownPhase(facts, node) ?? toldByEvent(facts, node);
}

/** By the node's own condition Ready, which the node controller sets to Unknown where the kubelet is silent (1.37). */
function notReady(facts: PodFacts, name: string): Finding | undefined {
  const node: Node | undefined = facts.objects.find(({ kind, metadata }) => kind === 'Node' && metadata?.name === name);
  const ready = node?.status?.conditions?.find(({ type }) => type === 'Ready');
  if (!ready || ready.status === 'True') return undefined;
  const isSilent = ready.status === 'Unknown';
  return {
    name: 'node-not-ready',
    cause: `its node ${name} is not ready (NotReady)${sinceTime(ready.lastTransitionTime, facts.now)}: ${ready.message || ready.reason || (isSilent ? 'its kubelet does not report' : 'the kubelet does not say why')}`,
    evidence: `node ${name}: ${conditionText(ready)}`,
    next: isSilent
      ? 'check whether the node runs, and its kubelet and network; after 5 minutes its pods are replaced elsewhere'
      : 'find out what the kubelet of the node complains about',
    command: kubectl`describe node ${name}`,
  };
}

/** Where all nodes were seen, and this is none of them. */
function goneNode({ objects, knowsNodes }: PodFacts, name: string): Finding | undefined {
  const nodes = objects.filter(({ kind }) => kind === 'Node');
  if (!knowsNodes || nodes.some(({ metadata }) => metadata?.name === name)) return undefined;
  return {
    name: 'node-gone',
    cause: `its node ${name} is gone: it is not among the nodes that were seen (${nodes.map(({ metadata }) => metadata?.name ?? '').join(', ')})`,
    evidence: `spec.nodeName is ${name}`,
    next: 'the pod is removed by the garbage collector; delete it with --force only if the machine is off for good',
    command: kubectl`get nodes`,
  };
}

/** The phase that nodes give that were lost, and that no kubelet of today gives. */
function unknownPhase({ pod, now }: PodFacts, name: string): Finding | undefined {
  const { phase, reason, message, conditions } = pod.status ?? {};
  const isLost = reason === 'NodeLost' || reason === 'NodeUnreachable';
  if (phase !== 'Unknown' && !(isLost && phase !== 'Failed')) return undefined;
  const ready = conditions?.find(({ type }) => type === 'Ready');
  return {
    name: 'node-unreachable',
    cause: `its state is not known (phase ${phase ?? 'Unknown'})${sinceTime(ready?.lastTransitionTime, now)}: its node ${name} does not report${message ? `: ${message}` : ''}`,
    evidence: `status.phase: ${phase ?? ''}${reason ? `, reason ${reason}` : ''}`,
    next: 'check whether the node and its kubelet run and reach the API server',
    command: kubectl`describe node ${name}`,
  };
}

/** By an event of the pod or its node that no later one takes back. */
function toldByEvent(facts: PodFacts, name: string): Finding | undefined {
  const ofNode = facts.others.filter(
    ({ involvedObject, reason = '' }) =>
      involvedObject.kind === 'Node' && involvedObject.name === name && /^Node(?:Not)?Ready$/.test(reason),
  );
  const own = facts.events.filter(({ reason }) => reason === 'NodeNotReady');
  const event = [...own, ...ofNode].sort((a, b) => (lastSeen(a)?.at ?? 0) - (lastSeen(b)?.at ?? 0)).at(-1);
  if (event?.reason !== 'NodeNotReady' || facts.containers.some(({ status }) => status.state?.waiting))
    return undefined;
  const seen = lastSeen(event);
  const time = seen && clockTime(new Date(seen.at).toISOString(), facts.now);
  return {
    name: 'node-not-ready',
    cause: `its node ${name} is not ready${time ? ` since ${time}` : ''}`,
    evidence: `event NodeNotReady: ${event.message ?? ''}`,
    next: 'find out why the node does not report; after 5 minutes its pods are replaced elsewhere',
    command: kubectl`describe node ${name}`,
  };
}
