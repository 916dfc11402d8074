import type { Pod, StatefulSetSpec } from '../api/types';
import type { KubernetesObject } from '../apiserver/objectStore';
import type { Missing } from '../trace/trace';

interface Reference {
  kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  name: string;
  consequence: string;
  container?: string;
}

/** What the pods refer to, is not optional, and is in none of the given objects. */
export function missingObjects(
  pods: readonly Pod[],
  objects: readonly KubernetesObject[],
  namespace: string,
): Missing[] {
  const have = new Set(
    objects.map(({ kind, metadata }) => `${kind}/${metadata?.namespace ?? namespace}/${metadata?.name}`),
  );
  const templates = objects.flatMap(({ kind, spec }: KubernetesObject & { spec?: StatefulSetSpec }) =>
    kind === 'StatefulSet' ? (spec?.volumeClaimTemplates ?? []) : [],
  );
  const found = new Map<string, Missing>();
  for (const pod of pods) {
    const { namespace: where = namespace, name: podName = '' } = pod.metadata ?? {};
    for (const { metadata } of templates) have.add(`PersistentVolumeClaim/${where}/${metadata?.name}-${podName}`);
    for (const { kind, name, consequence, container } of references(pod)) {
      const key = `${kind}/${where}/${name}`;
      if (have.has(key) || found.has(key) || name === 'kube-root-ca.crt') continue;
      found.set(key, {
        kind,
        name,
        consequence,
        subject: { namespace: where, pod: podName, ...(container && { container }) },
      });
    }
  }
  return [...found.values()];
}

function references({ spec }: Pod): Reference[] {
  const found: Reference[] = [];
  for (const { name: container, env = [], envFrom = [] } of [
    ...(spec?.initContainers ?? []),
    ...(spec?.containers ?? []),
  ]) {
    const consequence = `container ${container} waits with CreateContainerConfigError`;
    for (const { configMapRef, secretRef } of envFrom) {
      if (configMapRef?.name && !configMapRef.optional)
        found.push({ kind: 'ConfigMap', name: configMapRef.name, consequence, container });
      if (secretRef?.name && !secretRef.optional)
        found.push({ kind: 'Secret', name: secretRef.name, consequence, container });
    }
    for (const { valueFrom } of env) {
      const { configMapKeyRef: map, secretKeyRef: secret } = valueFrom ?? {};
      if (map?.name && !map.optional) found.push({ kind: 'ConfigMap', name: map.name, consequence, container });
      if (secret?.name && !secret.optional) found.push({ kind: 'Secret', name: secret.name, consequence, container });
    }
  }
  for (const { name, configMap, secret, projected, persistentVolumeClaim } of spec?.volumes ?? []) {
    const consequence = `volume ${name} is never mounted, and no container starts (FailedMount)`;
    if (configMap?.name && !configMap.optional) found.push({ kind: 'ConfigMap', name: configMap.name, consequence });
    if (secret?.secretName && !secret.optional) found.push({ kind: 'Secret', name: secret.secretName, consequence });
    for (const source of projected?.sources ?? []) {
      if (source.configMap?.name && !source.configMap.optional)
        found.push({ kind: 'ConfigMap', name: source.configMap.name, consequence });
      if (source.secret?.name && !source.secret.optional)
        found.push({ kind: 'Secret', name: source.secret.name, consequence });
    }
    if (persistentVolumeClaim) {
      found.push({
        kind: 'PersistentVolumeClaim',
        name: persistentVolumeClaim.claimName,
        consequence: 'the pod is not scheduled (FailedScheduling)',
      });
    }
  }
  for (const { name } of spec?.imagePullSecrets ?? []) {
    if (name) found.push({ kind: 'Secret', name, consequence: 'images are pulled without these credentials' });
  }
  return found;
}
