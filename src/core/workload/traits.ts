import type { KubernetesObject } from '../api/kubernetesObject';
import type { PersistentVolumeClaim, Pod } from '../api/types';
import type { ApiView } from '../api/view';
import { controllerOf } from '../componentHelpers/controllerRef';
import { readPulled } from '../trace/pulledMessage';

/** What pods may share that makes their starts slow. */
export const traitKinds = ['node', 'zone', 'image', 'owner', 'revision', 'pull', 'volume', 'hour'] as const;
export type TraitKind = (typeof traitKinds)[number];

/** One thing that a pod has in common with others. */
export interface Trait {
  kind: TraitKind;
  /** `node-b`, `nginx:1.27`, `ReplicaSet web-5d4f`, `claim data`, `2026-11-29 14 h UTC` */
  value: string;
}

/** What of the API's objects traits are read from. */
export interface TraitFacts {
  objects: ReadonlyMap<string, KubernetesObject>;
  /** By uid of the pod: the images that were pulled for it, and those that were there. */
  pulls: ReadonlyMap<string, readonly Trait[]>;
}

/** The facts of a view, gathered once for all of its pods. */
export function traitFacts({ objects = [], events }: ApiView): TraitFacts {
  const byName = new Map<string, KubernetesObject>();
  for (const object of objects) {
    const { namespace = '', name = '' } = object.metadata ?? {};
    byName.set(objectKey(object.kind ?? '', object.kind === 'Node' ? '' : namespace, name), object);
  }
  const pulls = new Map<string, Trait[]>();
  for (const { reason, message = '', involvedObject } of events) {
    if (reason !== 'Pulled' || involvedObject.kind !== 'Pod' || involvedObject.uid === undefined) continue;
    const { image, present } = readPulled(message);
    if (image === '') continue;
    const trait: Trait = { kind: 'pull', value: `${image} ${present ? 'was there' : 'was pulled'}` };
    const own = pulls.get(involvedObject.uid);
    if (own) own.push(trait);
    else pulls.set(involvedObject.uid, [trait]);
  }
  return { objects: byName, pulls };
}

/** What a pod has in common with others, as far as it is told; each thing once. */
export function traitsOf(pod: Pod, facts: TraitFacts): Trait[] {
  const { nodeName, initContainers = [], containers = [], volumes = [] } = pod.spec ?? {};
  const { namespace = 'default', uid = '', creationTimestamp } = pod.metadata ?? {};
  const owner = controllerOf(pod);
  const zone = nodeName === undefined ? undefined : zoneOf(facts.objects.get(objectKey('Node', '', nodeName)));
  const revision = revisionOf(pod, facts);
  const all: Trait[] = [
    ...told('node', nodeName),
    ...told('zone', zone),
    ...[...initContainers, ...containers].flatMap(({ image }) => told('image', image)),
    ...told('owner', owner && `${owner.kind} ${owner.name}`),
    ...told('revision', revision),
    ...(facts.pulls.get(uid) ?? []),
    ...volumes.flatMap((volume) => {
      const claim =
        volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral && `${pod.metadata?.name}-${volume.name}`);
      if (claim === undefined) return told('volume', volumeName(volume));
      const object = facts.objects.get(objectKey('PersistentVolumeClaim', namespace, claim));
      return [...told('volume', `claim ${claim}`), ...told('volume', storageClassOf(object))];
    }),
    ...told('hour', hourOf(creationTimestamp)),
  ];
  return [...new Map(all.map((trait) => [`${trait.kind} ${trait.value}`, trait])).values()];
}

/** When a node came into the cluster, in milliseconds since the epoch; undefined where that is not known. */
export function nodeAddedAt(node: string, { objects }: TraitFacts): number | undefined {
  const at = Date.parse(objects.get(objectKey('Node', '', node))?.metadata?.creationTimestamp ?? '');
  return Number.isNaN(at) ? undefined : at;
}

function objectKey(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

function told(kind: TraitKind, value: string | undefined): Trait[] {
  return value === undefined || value === '' ? [] : [{ kind, value }];
}

/** By the label that cloud providers set, or that of before 1.17 (k8s.io/api/core/v1/well_known_labels.go, 1.37). */
function zoneOf(node: KubernetesObject | undefined): string | undefined {
  const labels = node?.metadata?.labels ?? {};
  return labels['topology.kubernetes.io/zone'] ?? labels['failure-domain.beta.kubernetes.io/zone'];
}

/** The number that the Deployment gives its ReplicaSet, or the hash of the template that the pod is made from. */
function revisionOf(pod: Pod, { objects }: TraitFacts): string | undefined {
  const { namespace = 'default', labels = {} } = pod.metadata ?? {};
  const owner = controllerOf(pod);
  if (owner?.kind === 'ReplicaSet') {
    const annotations = objects.get(objectKey('ReplicaSet', namespace, owner.name))?.metadata?.annotations;
    const number = annotations?.['deployment.kubernetes.io/revision'];
    if (number !== undefined && /^\d+$/.test(number)) return `revision ${number}`;
  }
  const hash = labels['pod-template-hash'] ?? labels['controller-revision-hash'];
  return hash === undefined ? undefined : `template ${hash}`;
}

function storageClassOf(claim: PersistentVolumeClaim | undefined): string | undefined {
  const name = claim?.spec?.storageClassName;
  return name === undefined ? undefined : `storage class ${name}`;
}

type Volume = NonNullable<NonNullable<Pod['spec']>['volumes']>[number];

/** A volume that takes its time: what it is read from, or by which driver it is mounted. */
function volumeName({ csi, nfs, configMap, secret }: Volume): string | undefined {
  if (csi) return `driver ${csi.driver}`;
  if (nfs) return `NFS server ${nfs.server}`;
  if (configMap?.name !== undefined) return `ConfigMap ${configMap.name}`;
  return secret?.secretName === undefined ? undefined : `Secret ${secret.secretName}`;
}

function hourOf(time = ''): string | undefined {
  const at = Date.parse(time);
  return Number.isNaN(at) ? undefined : `${new Date(at).toISOString().slice(0, 13).replace('T', ' ')} h UTC`;
}
