import { Quantity } from '../../../api/quantity';
import type { Container, Node, Pod, Taint } from '../../../api/types';
import { podRequests } from '../../../componentHelpers/podResources';
import { hostPortsOf, type HostPort } from '../../../componentHelpers/hostPorts';

/** Amounts by resource: CPU in thousandths, everything else in whole units. */
export type Amounts = ReadonlyMap<string, bigint>;

/** What the scheduler keeps of a pod. */
export interface PodInfo {
  pod: Pod;
  requests: Amounts;
  /** CPU and memory, where a container that asks for none is supposed to take a little: only for comparing nodes. */
  readonly supposed: Amounts;
  hostPorts: readonly HostPort[];
}

/** A pod with its requests, overhead included (pkg/scheduler/framework/types.go NewPodInfo, 1.37). */
export function podInfoOf(pod: Pod): PodInfo {
  let supposed: Amounts | undefined;
  return {
    pod,
    requests: requestsOf(pod),
    get supposed() {
      return (supposed ??= requestsOf(withSupposedRequests(pod)));
    },
    hostPorts: hostPortsOf(pod),
  };
}

function requestsOf(pod: Pod): Amounts {
  const requests = new Map<string, bigint>();
  for (const [name, amount] of podRequests(pod, { overhead: true })) {
    if (isCounted(name)) requests.set(name, wholeAmount(name, amount));
  }
  return requests;
}

/** 0.1 CPU and 200 MiB where a container says nothing (pkg/scheduler/util/pod_resources.go, 1.37). */
function withSupposedRequests(pod: Pod): Pod {
  const supposing = (containers: Container[] | undefined): Container[] =>
    (containers ?? []).map((container) => ({
      ...container,
      resources: { requests: { cpu: '100m', memory: '200Mi', ...container.resources?.requests } },
    }));
  const { containers, initContainers } = pod.spec ?? {};
  return {
    ...pod,
    spec: { ...pod.spec, containers: supposing(containers), initContainers: supposing(initContainers) },
  };
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

/** A node and what is on it (pkg/scheduler/framework/types.go NodeInfo, 1.37). */
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

  constructor({ metadata, spec, status }: Node) {
    this.name = metadata?.name ?? '';
    this.labels = metadata?.labels ?? {};
    this.taints = spec?.taints ?? [];
    this.unschedulable = spec?.unschedulable ?? false;
    this.allocatable = new Map(
      Object.entries(status?.allocatable ?? {}).map(([name, amount]) => [name, wholeAmount(name, Quantity.of(amount))]),
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

/** The pods of some nodes. */
export function podsOn(nodes: readonly NodeInfo[]): Pod[] {
  return nodes.flatMap(({ pods }) => [...pods.values()].map(({ pod }) => pod));
}
