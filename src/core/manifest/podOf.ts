import { isMap } from '../isMap';
import type { PodSpec, Volume } from '../api/types';
import { asDeclared, declaredObject } from '../api/asDeclared';
import type { WrittenObject } from '../api/kubernetesObject';
import { valueAt, type Path } from '../path';
import { podTemplatePath } from './podSpecs';

/** A pod as a manifest has it: types may be wrong and fields missing. */
export type WrittenPod = WrittenObject;

/**
 * The pod that an object makes, as written: the object itself, or the first one that a workload's controller makes
 * of its template. Shares the spec with the object, and is the same
 * for the same object. Undefined where the object makes none.
 */
export function podOf(object: WrittenObject): WrittenPod | undefined {
  const known = pods.get(object);
  if (known) return known;
  const pod = makePod(object);
  if (pod) pods.set(object, pod);
  return pod;
}

const pods = new WeakMap<WrittenObject, WrittenPod>();

/** What a written pod's spec says in the right types; undefined where it has none. */
export function podSpecOf({ spec }: WrittenPod): PodSpec | undefined {
  return asDeclared<PodSpec>(spec, 'PodSpec');
}

function makePod(object: WrittenObject): WrittenPod | undefined {
  const { kind = '', metadata: own } = declaredObject(object);
  const path = podTemplatePath(kind);
  if (!path) return undefined;
  if (kind === 'Pod') return object;
  const template = valueAt(object, path);
  if (typeof template !== 'object' || template === null) return undefined;
  const { metadata, spec }: { metadata?: unknown; spec?: unknown } = template;
  const owner = own?.name ?? 'pod';
  const name = kind === 'StatefulSet' ? `${owner}-0` : `${owner}-x`;
  const added =
    kind === 'StatefulSet' && isMap(spec)
      ? { hostname: name, subdomain: serviceNameOf(object), ...claimVolumes(object, name, spec) }
      : {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...(isMap(metadata) && metadata), name, namespace: own?.namespace },
    spec: isMap(spec) ? { ...spec, ...added } : spec,
  };
}

/** The path in the pod of what stands at the path in the object; undefined for what is no part of the pod. */
export function pathInPod(kind: string, path: Path): Path | undefined {
  const template = podTemplatePath(kind);
  if (!template || !template.every((step, i) => path[i] === step)) return undefined;
  const below = path.slice(template.length);
  return below[0] === 'metadata' || below[0] === 'spec' || kind === 'Pod' ? below : undefined;
}

/**
 * The pod's volumes with those of the claim templates: instead of a written one of that name (updateStorage,
 * pkg/controller/statefulset/stateful_set_utils.go, 1.37), else behind the others so that these keep their places.
 */
function claimVolumes(object: WrittenObject, podName: string, spec: { volumes?: unknown }): { volumes?: Volume[] } {
  const templates = valueAt(object, ['spec', 'volumeClaimTemplates']);
  if (!Array.isArray(templates)) return {};
  const names = templates.map((template: unknown) => valueAt(template, ['metadata', 'name']));
  const written = spec.volumes ?? [];
  if (!Array.isArray(written)) return {};
  const claimed = new Map<unknown, Volume>(
    names
      .filter((name) => typeof name === 'string')
      .map((name) => [name, { name, persistentVolumeClaim: { claimName: `${name}-${podName}` } }]),
  );
  const writtenNames = new Set(written.map((volume: unknown) => valueAt(volume, ['name'])));
  return {
    volumes: [
      ...written.map((volume: Volume) => claimed.get(valueAt(volume, ['name'])) ?? volume),
      ...[...claimed.values()].filter(({ name }) => !writtenNames.has(name)),
    ],
  };
}

function serviceNameOf(object: WrittenObject): string | undefined {
  const name = valueAt(object, ['spec', 'serviceName']);
  return typeof name === 'string' ? name : undefined;
}
