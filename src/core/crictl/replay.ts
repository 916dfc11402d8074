import type { Container, Pod } from '../api/types';
import type { PodSetUp } from '../cluster/kubelet/kubelet';
import type { Simulation } from '../cluster/simulate/simulate';
import type { ContainerConfig, PodSandboxConfig } from '../cri/types';
import { expand } from '../cluster/kubelet/kuberuntime/expansion';
import { isMap } from '../isMap';

/** A container as its kubelet asks for it. */
export interface ReplayedContainer {
  name: string;
  config: ContainerConfig;
  /** `init`: the next one waits for its end. `sidecar`: an init container that goes on. */
  role: 'init' | 'sidecar' | 'main';
  spec: Container;
}

/** What a kubelet asks of its runtime for a pod, and what it sets up for it. */
export interface Replay {
  pod: Pod;
  sandbox: PodSandboxConfig;
  /** '' for the runtime's default. */
  handler: string;
  /** In the order in which they start. */
  containers: ReplayedContainer[];
  setUp: PodSetUp;
  /** The address that the simulated runtime gave; '' in the network of the node. */
  address: string;
  /** Containers of the pod that the simulated start never came to. */
  missing: string[];
}

/** What of a simulated start can be replayed, a pod each; of pods that are made alike the first. */
export function replaysOf(simulation: Pick<Simulation, 'calls' | 'watch' | 'setUpFor'>): Replay[] {
  const last = new Map(simulation.watch.map(({ object }) => [object.metadata?.uid ?? '', object]));
  const owners = new Set<string>();
  return [...last.values()].flatMap((pod) => {
    const owner = pod.metadata?.ownerReferences?.[0]?.uid;
    if (owner !== undefined && owners.has(owner)) return [];
    const found = replayOf(simulation, pod);
    if (!found) return [];
    if (owner !== undefined) owners.add(owner);
    return [found];
  });
}

function replayOf({ calls, setUpFor }: Pick<Simulation, 'calls' | 'setUpFor'>, pod: Pod): Replay | undefined {
  const setUp = setUpFor(pod);
  const uid = pod.metadata?.uid;
  const configs = new Map<string, ContainerConfig>();
  let asked: { config: PodSandboxConfig; handler: string; id: string } | undefined;
  let address = '';
  for (const call of calls) {
    if (call.method === 'RunPodSandbox' && call.request.config?.metadata?.uid === uid)
      asked ??= {
        config: call.request.config ?? {},
        handler: call.request.runtime_handler ?? '',
        id: call.response?.pod_sandbox_id ?? '',
      };
    if (call.method === 'PodSandboxStatus' && asked && call.request.pod_sandbox_id === asked.id)
      address ||= call.response?.status?.network?.ip ?? '';
    if (call.method === 'CreateContainer' && call.request.sandbox_config?.metadata?.uid === uid) {
      const { config } = call.request;
      const name = config?.metadata?.name;
      if (config && name !== undefined && !configs.has(name)) configs.set(name, config);
    }
  }
  if (!setUp || !asked) return undefined;
  const { initContainers = [], containers = [] } = pod.spec ?? {};
  const all = [
    ...initContainers.map((spec) => ({
      spec,
      role: spec.restartPolicy === 'Always' ? ('sidecar' as const) : ('init' as const),
    })),
    ...containers.map((spec) => ({ spec, role: 'main' as const })),
  ];
  return {
    pod,
    sandbox: asked.config,
    handler: asked.handler,
    containers: all.flatMap(({ spec, role }) => {
      const config = configs.get(spec.name);
      return config ? [{ name: spec.name, config, role, spec }] : [];
    }),
    setUp,
    address: pod.spec?.hostNetwork ? '' : address,
    missing: all.map(({ spec }) => spec.name).filter((name) => !configs.has(name)),
  };
}

/** The part of its volume that the mount at an index shows; '' for all of it. */
export function subPathOf({ spec, config }: ReplayedContainer, index: number): string {
  const { subPath = '', subPathExpr } = spec.volumeMounts?.[index] ?? {};
  if (!subPathExpr) return subPath;
  const values = new Map((config.envs ?? []).map(({ key, value = '' }) => [key, value]));
  return expand(subPathExpr, (name) => values.get(name) ?? '');
}

/** Whether a text stands anywhere in a value. */
export function holds(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.includes(text);
  if (Array.isArray(value)) return value.some((item) => holds(item, text));
  return isMap(value) && Object.entries(value).some(([key, entry]) => key.includes(text) || holds(entry, text));
}
