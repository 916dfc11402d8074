import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import type { ContainerConfig, PodSandboxConfig } from '../cri/types';
import { mapsAt, type Inspected } from './inspected';
import type { NodeDifference } from './nodeDifference';
import { ociDifferences } from './ociDifferences';
import type { Replay, ReplayedContainer } from './replay';
import { requestDifferences, type Alike } from './requestDifferences';

/** A sandbox or a container of a node beside what is predicted of it. */
export interface NodeComparison {
  of: Inspected;
  differences: NodeDifference[];
  /** What it was compared by. */
  compared: ('request' | 'status' | 'oci')[];
  /** Whether the container's part of the pod's spec is that of the manifest, by the kubelet's hash; undefined where nothing tells. */
  isSameSpec?: boolean;
  /** Why there is no prediction of it. */
  unknown?: string;
}

/** What crictl printed beside the starts that are predicted; without these, what was made of each request. */
export function nodeComparisons(inspected: readonly Inspected[], replays?: readonly Replay[]): NodeComparison[] {
  return inspected.map((of) => {
    const replay = replays && replayOf(of, replays);
    if (!replay) {
      const unknown = replays && `the manifest has no pod ${of.namespace}/${of.pod}`;
      return compared(of, undefined, undefined, unknown);
    }
    if (of.type === 'sandbox') return compared(of, replay, replay.sandbox);
    const container = replay.containers.find(({ name }) => name === of.container);
    if (container) return compared(of, replay, container.config, undefined, container);
    const extra: NodeDifference = { field: 'container', found: of.container, cause: 'spec' };
    return { of, differences: [extra], compared: ['status'] };
  });
}

/** The pod by its name; of a workload, the one that is made alike. */
function replayOf({ namespace, pod }: Inspected, replays: readonly Replay[]): Replay | undefined {
  const inNamespace = replays.filter((one) => one.pod.metadata?.namespace === namespace);
  return inNamespace.find((one) => one.pod.metadata?.name === pod) ?? inNamespace.find((one) => isMadeAlike(one, pod));
}

/** `web-5d4f7c9b8-x2x4z` and `web-66b6c48dd5-9ztpr` are of one Deployment. */
function isMadeAlike({ pod: { metadata } }: Replay, name: string): boolean {
  const owner = metadata?.ownerReferences?.[0];
  if (!owner) return false;
  const stem = owner.kind === 'ReplicaSet' ? owner.name.slice(0, owner.name.lastIndexOf('-')) : owner.name;
  return stem !== '' && name.startsWith(`${stem}-`);
}

function compared(
  of: Inspected,
  replay: Replay | undefined,
  predicted: PodSandboxConfig | ContainerConfig | undefined,
  unknown?: string,
  container?: ReplayedContainer,
): NodeComparison {
  let differences: NodeDifference[] = [];
  const by: NodeComparison['compared'] = [];
  const hash = container?.config.annotations?.['io.kubernetes.container.hash'];
  const isSameSpec = hash === undefined || of.hash === '' ? undefined : hash === of.hash;
  if (replay && predicted) {
    const alike = alikeOf(of, replay, isSameSpec);
    if (of.config) differences = requestDifferences(predicted, of.config, alike);
    else {
      const [ours, theirs] = ofStatus(predicted, of);
      differences = requestDifferences(ours, theirs, alike);
    }
    by.push(of.config ? 'request' : 'status');
    differences = differences.concat(handlerDifferences(of, replay));
  }
  const request = of.config ?? (of.type === 'container' ? predicted : undefined);
  if (request && of.spec && of.type === 'container') {
    differences = differences.concat(ociDifferences(request, of.spec));
    by.push('oci');
  }
  return {
    of,
    differences,
    compared: by,
    ...(isSameSpec !== undefined && { isSameSpec }),
    ...(unknown !== undefined && { unknown }),
  };
}

function alikeOf(of: Inspected, replay: Replay, isSameSpec: boolean | undefined): Alike {
  const { name = '', uid = '' } = replay.pod.metadata ?? {};
  const names = [
    [uid, of.uid],
    [uid.replaceAll('-', '_'), of.uid.replaceAll('-', '_')],
    [name, of.pod],
  ] as const;
  return {
    names: names.filter(([, real]) => real !== ''),
    rootDir: replay.setUp.rootDir.replace(uid, () => of.uid || uid),
    address: replay.address,
    isSameSpec,
  };
}

/** What the status shows of the request: for runtimes other than containerd, and for lists, there is nothing else. */
function ofStatus(predicted: PodSandboxConfig | ContainerConfig, { status }: Inspected): [object, object] {
  const { labels, annotations } = status;
  const found: Record<string, unknown> = { labels, annotations };
  const own: Record<string, unknown> = { labels: predicted.labels, annotations: predicted.annotations };
  if (Array.isArray(status['mounts']) && 'mounts' in predicted) {
    found['mounts'] = mapsAt(status, ['mounts']).map(({ containerPath, readonly }) => ({
      container_path: containerPath,
      readonly,
    }));
    own['mounts'] = (predicted.mounts ?? []).map(({ container_path, readonly }) => ({ container_path, readonly }));
  }
  const known = Object.entries(found).flatMap(([name, value]) => (isMap(value) || Array.isArray(value) ? [name] : []));
  const only = (all: Record<string, unknown>) => Object.fromEntries(known.map((name) => [name, entryOf(all, name)]));
  return [only(own), only(found)];
}

function handlerDifferences({ type, handler, runtimeType }: Inspected, replay: Replay): NodeDifference[] {
  if (type === 'sandbox' && handler !== replay.handler)
    return [{ field: 'runtime_handler', predicted: replay.handler || 'the default one', found: handler || 'the default one', cause: 'handler' }]; // prettier-ignore
  if (replay.handler === '' && runtimeType !== '' && runtimeType !== 'io.containerd.runc.v2')
    return [{ field: 'runtime type', predicted: 'io.containerd.runc.v2', found: runtimeType, cause: 'handler' }];
  return [];
}
