import type { PersistentVolumeClaim, Pod, PodSpec } from '../api/types';
import { asDeclared, declaredObject } from '../api/asDeclared';
import type { WrittenObject } from '../api/kubernetesObject';
import { podOf, type WrittenPod } from '../manifest/podOf';
import { valueAt, type Path } from '../path';
import { podTemplatePath } from '../manifest/podSpecs';
import type { AskingPlace } from '../trace/assumption';

/** The pods that one object of a manifest makes. */
export interface AskedPods {
  /** One of them, as it is written. */
  written: WrittenPod;
  /** The same as far as its types are right. */
  pod: Pod & { spec: PodSpec };
  /** Where they go. */
  namespace: string;
  /** How many there are at the same time; of a DaemonSet, one for each node. */
  count: number;
  /** The claims that come with the pod, and the paths of their templates in the object. */
  claims: { claim: PersistentVolumeClaim; path: Path }[];
  /** Where a path of the pod stands in the object. */
  placeOf(path: Path): AskingPlace;
}

/** So many pods of one object are counted at most: more of them ask for nothing else. */
const mostPods = 500;

/**
 * What an object asks for; undefined where it makes no pods.
 *
 * @param namespace where objects go that name none
 */
export function askedPodsOf(object: WrittenObject, namespace: string): AskedPods | undefined {
  const written = podOf(object);
  const { kind = '', metadata } = declaredObject(object);
  const template = podTemplatePath(kind);
  if (!written || !template) return undefined;
  const pod = declaredObject<Pod>(written);
  const { name, generateName, namespace: own } = metadata ?? {};
  const owner = {
    kind,
    name: name ?? generateName ?? '',
    ...(own !== undefined && { namespace: own }),
  };
  const spec: PodSpec = { ...pod.spec, containers: pod.spec?.containers ?? [] };
  const claims = claimsOf(object, pod.metadata?.name ?? '', own ?? namespace);
  const templates = new Map(claims.map(({ claim, path }) => [claim.metadata?.name, path]));
  return {
    written,
    pod: { ...pod, spec },
    namespace: own ?? namespace,
    count: Math.min(countOf(object), mostPods),
    claims,
    placeOf: (path) => {
      const [, list, index] = path;
      const ofTemplate =
        list === 'volumes' &&
        typeof index === 'number' &&
        templates.get(spec.volumes?.[index]?.persistentVolumeClaim?.claimName);
      if (ofTemplate) return { ...owner, path: ofTemplate };
      return { ...owner, path: [...template, ...path] };
    },
  };
}

function countOf(object: WrittenObject): number {
  const at = (path: Path): number | undefined => {
    const value = valueAt(object, path);
    return typeof value === 'number' && value >= 0 ? Math.floor(value) : undefined;
  };
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'ReplicationController':
      return at(['spec', 'replicas']) ?? 1;
    case 'Job':
      return Math.min(at(['spec', 'parallelism']) ?? 1, at(['spec', 'completions']) ?? Infinity);
    case 'CronJob':
      return at(['spec', 'jobTemplate', 'spec', 'parallelism']) ?? 1;
    default:
      return 1;
  }
}

function claimsOf(object: WrittenObject, podName: string, namespace: string): AskedPods['claims'] {
  const templates = object.kind === 'StatefulSet' ? valueAt(object, ['spec', 'volumeClaimTemplates']) : [];
  if (!Array.isArray(templates)) return [];
  return templates.map((template: unknown, i) => {
    const { metadata, spec } = asDeclared<PersistentVolumeClaim>(template, 'PersistentVolumeClaim') ?? {};
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { ...metadata, name: `${metadata?.name}-${podName}`, namespace },
      spec: spec ?? {},
    };
    return { claim, path: ['spec', 'volumeClaimTemplates', i] };
  });
}
