import type { WrittenObject } from '../../api/kubernetesObject';
import { declaredObject } from '../../api/asDeclared';
import { knownObjects } from '../../assumptions/known';
import { withValue } from '../../changedValue';
import { worldOf } from '../../circumstances/worldOf';
import type { WrittenPod } from '../../manifest/podOf';
import type { PodSurroundings } from './podStart';

/** What a pod asks of nodes and schedulers. Nothing of it reaches the kubelet's requests. */
const wishes = [
  'affinity',
  'nodeName',
  'nodeSelector',
  'schedulerName',
  'schedulingGates',
  'topologySpreadConstraints',
] as const;

/** Kinds of objects that the scheduler waits for. */
const awaited = new Set(['PersistentVolumeClaim', 'PersistentVolume', 'StorageClass', 'DeviceClass', 'ResourceClaim']);

/**
 * The same pod in a cluster whose scheduler finds a node for it: without its wishes, on an empty node that is large
 * enough, and with the claims that it names. The containers, images and faults of the scenario stay.
 */
export function schedulable(
  pod: WrittenPod,
  related: readonly WrittenObject[],
  surroundings: PodSurroundings,
): { pod: WrittenPod; related: readonly WrittenObject[]; surroundings: PodSurroundings } {
  const { scenario } = surroundings.world;
  const namespace = declaredObject(pod).metadata?.namespace ?? surroundings.namespace ?? 'default';
  const bare = wishes.reduce((rest, field) => withValue(rest, ['spec', field], undefined), pod);
  // An amount that is said is no less than the truth: what is left open becomes large enough.
  const { capacity: _, ...node } = scenario.node ?? {};
  const usual = worldOf([bare], knownObjects([], namespace), {
    assume: 'usual',
    namespace,
    node: { ...node, taints: [] },
  });
  const { node: large, nodes = [], providers = [], answers } = usual.scenario;
  const others = related.filter(({ kind }) => !awaited.has(String(kind)));
  const names = new Set(others.map(nameOf));
  return {
    pod: bare,
    related: others,
    surroundings: {
      ...surroundings,
      world: {
        ...surroundings.world,
        scenario: {
          ...scenario,
          ...(large && { node: large }),
          nodes,
          running: [],
          hasStorage: true,
          providers,
          ...(answers && { answers }),
        },
        objects: usual.objects.filter((object) => !names.has(nameOf(object))),
      },
    },
  };
}

function nameOf(object: WrittenObject): string {
  const { kind, metadata } = declaredObject(object);
  return `${kind} ${metadata?.name}`;
}
