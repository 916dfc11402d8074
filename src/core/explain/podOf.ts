import type { ObjectMeta, PodSpec, Volume } from '../api/types';
import type { KubernetesObject } from '../apiserver/objectStore';
import { valueAt, type Path } from '../manifest/path';
import { podTemplatePath } from '../manifest/podSpecs';

/** A pod as a manifest has it: types may be wrong and fields missing. */
export interface WrittenPod extends KubernetesObject {
  spec?: PodSpec;
}

/**
 * The pod that an object makes, as written: the object itself, or the first one that a workload's controller makes
 * of its template. Shares the spec with the object, and is the same
 * for the same object. Undefined where the object makes none.
 */
export function podOf(object: KubernetesObject): WrittenPod | undefined {
  const known = pods.get(object);
  if (known) return known;
  const pod = makePod(object);
  if (pod) pods.set(object, pod);
  return pod;
}

const pods = new WeakMap<KubernetesObject, WrittenPod>();

function makePod(object: KubernetesObject): WrittenPod | undefined {
  const kind = object.kind ?? '';
  const path = podTemplatePath(kind);
  if (!path) return undefined;
  if (kind === 'Pod') return object;
  const template = valueAt(object, path);
  if (typeof template !== 'object' || template === null) return undefined;
  const { metadata, spec } = template as { metadata?: ObjectMeta; spec?: PodSpec };
  const owner = object.metadata?.name ?? 'pod';
  const name = kind === 'StatefulSet' ? `${owner}-0` : `${owner}-x`;
  const isMap = typeof spec === 'object' && spec !== null;
  const own =
    kind === 'StatefulSet' && isMap
      ? { hostname: name, subdomain: serviceNameOf(object), ...claimVolumes(object, name, spec) }
      : {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name, namespace: object.metadata?.namespace },
    spec: isMap ? { ...spec, ...own } : spec,
  };
}

/** The path in the pod of what stands at the path in the object; undefined for what is no part of the pod. */
export function pathInPod(kind: string, path: Path): Path | undefined {
  const template = podTemplatePath(kind);
  if (!template || !template.every((step, i) => path[i] === step)) return undefined;
  const below = path.slice(template.length);
  return below[0] === 'metadata' || below[0] === 'spec' || kind === 'Pod' ? below : undefined;
}

/** The pod's volumes with those of the claim templates, behind the others so that these keep their places. */
function claimVolumes(object: KubernetesObject, podName: string, spec: PodSpec): { volumes?: Volume[] } {
  const templates = valueAt(object, ['spec', 'volumeClaimTemplates']);
  if (!Array.isArray(templates)) return {};
  const names = templates.map((template: unknown) => valueAt(template, ['metadata', 'name']));
  const written: unknown = spec.volumes ?? [];
  if (!Array.isArray(written)) return {};
  const claimed = names
    .filter((name): name is string => typeof name === 'string')
    .map((name) => ({ name, persistentVolumeClaim: { claimName: `${name}-${podName}` } }));
  return { volumes: [...(written as Volume[]), ...claimed] };
}

function serviceNameOf(object: KubernetesObject): string | undefined {
  const name = valueAt(object, ['spec', 'serviceName']);
  return typeof name === 'string' ? name : undefined;
}
