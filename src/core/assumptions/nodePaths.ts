import type { PersistentVolume } from '../api/types';
import { pathType, plainPath } from '../cluster/kubelet/volumes/hostPathProblem';
import { isMounted } from '../cluster/kubelet/kuberuntime/podVolumes';
import type { NodeDescription, PathType } from '../scenario/scenario';
import type { AskedPods } from './askedPods';
import type { Need } from './need';
import type { AskingPlace } from '../trace/assumption';
import type { Known } from './known';
import { isOfOtherNodes } from '../scenario/nodeKinds';
import { usualNodePaths } from '../scenario/nodePaths';
import { entryOf } from '../entryOf';

/**
 * What of the node's files the volumes ask for: the path is there, and is what `type` says.
 *
 * @param node what is known of it: what lies only on nodes of another kind is not taken for granted
 * @param runtime the container runtime that somebody chose
 */
export function nodePaths(asked: AskedPods, known: Known, node: NodeDescription, runtime: string | undefined): Need[] {
  const need = (path: string | undefined, type: string | undefined, place: AskingPlace): Need[] =>
    isPathType(type) && path ? pathNeed(plainPath(path), type, place, node, runtime) : [];
  const volumes = asked.pod.spec.volumes ?? [];
  const own = volumes.flatMap(({ name, hostPath }, i) =>
    hostPath && isMounted(asked.pod, name)
      ? need(hostPath.path, hostPath.type, asked.placeOf(['spec', 'volumes', i, 'hostPath', 'path']))
      : [],
  );
  const claims = volumes.some(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim ?? ephemeral);
  const behind = (claims ? known.all<PersistentVolume>('PersistentVolume', '') : []).flatMap(({ metadata, spec }) => {
    const place = { kind: 'PersistentVolume', name: metadata?.name ?? '' };
    return [
      ...(spec?.hostPath
        ? need(spec.hostPath.path, spec.hostPath.type, { ...place, path: ['spec', 'hostPath', 'path'] })
        : []),
      ...(spec?.local
        ? need(spec.local.path, spec.volumeMode === 'Block' ? 'BlockDevice' : 'Directory', {
            ...place,
            path: ['spec', 'local', 'path'],
          })
        : []),
    ];
  });
  return [...own, ...behind];
}

function isPathType(type: string | undefined): type is PathType {
  return type !== undefined && Object.hasOwn(words, type);
}

function pathNeed(
  plain: string,
  type: PathType,
  place: AskingPlace,
  { like, paths }: NodeDescription,
  runtime: string | undefined,
): Need[] {
  const usual = entryOf(paths, plain) ?? usualNodePaths.get(plain);
  if (pathType(plain, paths) !== undefined || (usual !== undefined && usual !== type)) return [];
  if (isOfOtherNodes(plain, like, runtime)) return [];
  return [
    {
      id: `path ${plain}`,
      what: `path ${plain} on the node (${words[type]})`,
      place,
      gift: { paths: { [plain]: type } },
    },
  ];
}

/** What is asked for by its type; other types ask for nothing that has to be there. */
const words: Readonly<Record<PathType, string>> = {
  Directory: 'a directory',
  File: 'a file',
  Socket: 'a socket',
  CharDevice: 'a character device',
  BlockDevice: 'a block device',
};
