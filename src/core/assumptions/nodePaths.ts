import type { PersistentVolume } from '../api/types';
import { pathType } from '../kubelet/hostPathProblem';
import { isMounted } from '../kubelet/kuberuntime/podVolumes';
import type { PathType } from '../simulate/scenario';
import type { AskedPods } from './askedPods';
import type { AskingPlace, Need } from './assumption';
import type { Known } from './known';
import { usualNodePaths } from './usualNodePaths';
import { wellTyped } from './wellTyped';

const checked = new Set(['Directory', 'File', 'Socket', 'CharDevice', 'BlockDevice']);

/** What of the node's files the volumes ask for: the path is there, and is what `type` says. */
export function nodePaths(asked: AskedPods, known: Known): Need[] {
  const volumes = asked.pod.spec.volumes ?? [];
  const own = volumes.flatMap(({ name, hostPath }, i) =>
    hostPath && isMounted(asked.pod, name)
      ? need(hostPath.path, hostPath.type, asked.placeOf(['spec', 'volumes', i, 'hostPath', 'path']))
      : [],
  );
  const claims = volumes.some(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim ?? ephemeral);
  const behind = (claims ? known.all('PersistentVolume', '') : []).flatMap((object) => {
    const { metadata, spec } = wellTyped<PersistentVolume>('PersistentVolume', object);
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

function need(path: string | undefined, type: string | undefined, place: AskingPlace): Need[] {
  if (!path || type === undefined || !checked.has(type)) return [];
  const plain = path.replace(/\/+$/, '') || '/';
  const usual = usualNodePaths.get(plain);
  if (pathType(plain) !== undefined || (usual !== undefined && usual !== type)) return [];
  return [
    {
      id: `path ${plain}`,
      what: `path ${plain} on the node (${words[type as PathType]})`,
      place,
      gift: { paths: { [plain]: type as PathType } },
    },
  ];
}

const words: Readonly<Record<PathType, string>> = {
  Directory: 'a directory',
  File: 'a file',
  Socket: 'a socket',
  CharDevice: 'a character device',
  BlockDevice: 'a block device',
};
