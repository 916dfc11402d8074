import { declaredObject } from '../apiserver/asDeclared';
import type { KubernetesObject, WrittenObject } from '../apiserver/objectStore';
import type { WrittenPod } from './podOf';
import { referencesOfPod, type Reference } from './references';
import { setEntry } from '../entryOf';

/**
 * Objects that a pod needs and nothing provides, made up so that its start can be shown to the end: in a cluster they
 * will most likely be there. Values say that they are not known. What is optional is left out.
 */
export function standIns(pod: WrittenPod, related: readonly WrittenObject[], namespace: string): KubernetesObject[] {
  const missing = missingReferences(pod, related);
  const made = new Map<string, KubernetesObject>();
  for (const reference of missing) {
    if (reference.isOptional) continue;
    const id = `${reference.kind}/${reference.name}`;
    const object = made.get(id) ?? standIn(reference, namespace);
    if (!object) continue;
    made.set(id, object);
    const { kind, key } = reference;
    if (key === undefined) continue;
    const values = (object as { data?: Record<string, string> }).data ?? {};
    setEntry(values, key, kind === 'Secret' ? '' : `‹ConfigMap ${reference.name}/${key}›`);
  }
  const claims = [...made.values()].filter(({ kind }) => kind === 'PersistentVolumeClaim');
  return [...made.values(), ...claims.map(volumeFor)];
}

/** The references of a pod for which no object is known. */
export function missingReferences(pod: WrittenPod, related: readonly WrittenObject[]): Reference[] {
  const known = new Set(
    related.map((object) => {
      const { kind, metadata } = declaredObject(object);
      return `${kind}/${metadata?.name}`;
    }),
  );
  return referencesOfPod(pod).filter(({ kind, name }) => {
    if (kind === 'ServiceAccount' && name === 'default') return false;
    if (kind === 'PriorityClass' && name.startsWith('system-')) return false;
    return !known.has(`${kind}/${name}`);
  });
}

function standIn({ kind, name }: Reference, namespace: string): KubernetesObject | undefined {
  const metadata = { name, namespace };
  switch (kind) {
    case 'ConfigMap':
    case 'Secret':
      return { apiVersion: 'v1', kind, metadata, data: {} } as KubernetesObject;
    case 'ServiceAccount':
      return { apiVersion: 'v1', kind, metadata };
    case 'PriorityClass':
      return { apiVersion: 'scheduling.k8s.io/v1', kind, metadata: { name }, value: 1000 } as KubernetesObject;
    case 'RuntimeClass':
      return { apiVersion: 'node.k8s.io/v1', kind, metadata: { name }, handler: name } as KubernetesObject;
    case 'PersistentVolumeClaim':
      return {
        apiVersion: 'v1',
        kind,
        metadata,
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: '',
          volumeName: `volume-of-${name}`,
          resources: { requests: { storage: '1Gi' } },
        },
      } as KubernetesObject;
    default:
      return undefined;
  }
}

/** A volume for a claim that is made up. */
function volumeFor(claim: KubernetesObject): KubernetesObject {
  const name = claim.metadata?.name ?? '';
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `volume-of-${name}` },
    spec: {
      accessModes: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'],
      capacity: { storage: '1Gi' },
      storageClassName: '',
      hostPath: { path: `/‹volume of ${name}›` },
      claimRef: { kind: 'PersistentVolumeClaim', namespace: claim.metadata?.namespace, name },
    },
  } as KubernetesObject;
}
