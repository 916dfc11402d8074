import { Quantity } from '../api/quantity';
import type { Node, Pod, Taint } from '../api/types';
import { podRequests } from '../kubelet/kuberuntime/podResources';
import type { NodeDescription } from '../simulate/scenario';
import { hostPortsOf, type HostPort } from './hostPorts';

/** Amounts by resource: CPU in thousandths, everything else in whole units. */
export type Amounts = ReadonlyMap<string, bigint>;

/** What the scheduler keeps of a pod. */
export interface PodInfo {
  pod: Pod;
  requests: Amounts;
  hostPorts: readonly HostPort[];
}

/** A pod with its requests, overhead included (pkg/scheduler/framework/types.go NewPodInfo, 1.37). */
export function podInfoOf(pod: Pod): PodInfo {
  const requests = new Map<string, bigint>();
  for (const [name, amount] of podRequests(pod, { overhead: true })) {
    if (isCounted(name)) requests.set(name, wholeAmount(name, amount));
  }
  return { pod, requests, hostPorts: hostPortsOf(pod) };
}

/** Resources that the scheduler adds up: the usual ones, huge pages, and everything with a domain of its own. */
function isCounted(name: string): boolean {
  return (
    name === 'cpu' ||
    name === 'memory' ||
    name === 'ephemeral-storage' ||
    name.startsWith('hugepages-') ||
    name.startsWith('attachable-volumes-') ||
    (name.includes('/') && !name.startsWith('requests.'))
  );
}

function wholeAmount(name: string, amount: Quantity): bigint {
  return name === 'cpu' ? amount.milliValue() : amount.value();
}

/** The node and what is on it (pkg/scheduler/framework/types.go NodeInfo, 1.37). */
export class NodeInfo {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly unschedulable: boolean;
  readonly allocatable: Amounts;
  readonly allowedPods: number;
  /** By uid. */
  readonly pods = new Map<string, PodInfo>();
  readonly requested = new Map<string, bigint>();

  /** @param object the node as an object of the API, where there is one: its taints count */
  constructor(
    readonly description: NodeDescription,
    object?: Node,
  ) {
    this.name = description.name;
    this.labels = object?.metadata?.labels ?? description.labels;
    this.taints = object?.spec?.taints ?? [];
    this.unschedulable = object?.spec?.unschedulable ?? false;
    const amounts = object?.status?.allocatable ?? description.capacity;
    this.allocatable = new Map(
      Object.entries(amounts).map(([name, amount]) => [name, wholeAmount(name, Quantity.of(amount))]),
    );
    this.allowedPods = Number(this.allocatable.get('pods') ?? 0n);
  }

  add(info: PodInfo): void {
    this.remove(info.pod);
    this.pods.set(info.pod.metadata?.uid ?? '', info);
    this.#count(info, 1n);
  }

  remove({ metadata }: Pod): void {
    const info = this.pods.get(metadata?.uid ?? '');
    if (!info) return;
    this.pods.delete(metadata?.uid ?? '');
    this.#count(info, -1n);
  }

  #count({ requests }: PodInfo, sign: bigint): void {
    for (const [name, amount] of requests) {
      this.requested.set(name, (this.requested.get(name) ?? 0n) + sign * amount);
    }
  }
}
