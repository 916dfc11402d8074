import { startsWithPath, valueAt, type Path } from '../manifest/path';
import { changedValue, withValue } from './changedValue';
import type { WrittenPod } from './podOf';

/** A start that the manifest's own is compared with. */
export interface Variation {
  pod: WrittenPod;
  /**
   * `absent`: without the field; `changed`: with another value, where absence is refused or says nothing; `part`:
   * without the part of the manifest that the field belongs to, given by `path`.
   */
  sort: 'absent' | 'changed' | 'part';
  path: Path;
}

/**
 * What a pod can be compared with to see what the value at the path does, the most telling first. Whether the API
 * server takes it is for the caller to see.
 */
export function* variations(pod: WrittenPod, path: Path): Generator<Variation> {
  const name = path.at(-1);
  const isName = path.length === 2 && path[0] === 'metadata' && (name === 'name' || name === 'namespace');
  if (!isName) yield { pod: without(pod, path), sort: 'absent', path };
  yield { pod: changed(pod, path), sort: 'changed', path };
  for (let length = path.length - 1; length > 1; length--) {
    const part = path.slice(0, length);
    // `containers` itself can not go, and the spec is the pod.
    if (part.length === 2 && (part[1] === 'containers' || part[0] === 'metadata')) return;
    yield { pod: without(pod, part), sort: 'part', path: part };
  }
}

/** The pod without the value; a volume goes with its mounts, as those could not stay. */
function without(pod: WrittenPod, path: Path): WrittenPod {
  const bare = withValue(pod, path, undefined);
  if (!startsWithPath(path, ['spec', 'volumes']) || path.length > 3) return bare;
  const gone = path.length === 2 ? undefined : nameOf(valueAt(pod, path));
  return withoutMounts(bare, (mount) => gone === undefined || nameOf(mount) === gone);
}

/** The pod with another value; names that mounts and volumes share change on both sides. */
function changed(pod: WrittenPod, path: Path): WrittenPod {
  const value = valueAt(pod, path);
  const other = changedValue(value, String(path.at(-1)));
  const varied = withValue(pod, path, other);
  const isVolumeName = path.length === 4 && path[1] === 'volumes' && path[3] === 'name';
  if (!isVolumeName) return varied;
  return mapContainers(varied, (container) => {
    const mounts = container['volumeMounts'];
    if (!Array.isArray(mounts)) return container;
    return {
      ...container,
      volumeMounts: mounts.map((mount) => (nameOf(mount) === value ? { ...mount, name: other } : mount)),
    };
  });
}

function withoutMounts(pod: WrittenPod, goes: (mount: unknown) => boolean): WrittenPod {
  return mapContainers(pod, (container) => {
    const kept: Record<string, unknown> = { ...container };
    for (const field of ['volumeMounts', 'volumeDevices']) {
      const mounts = container[field];
      if (Array.isArray(mounts)) kept[field] = mounts.filter((mount) => !goes(mount));
    }
    return kept;
  });
}

function mapContainers(
  pod: WrittenPod,
  map: (container: Record<string, unknown>) => Record<string, unknown>,
): WrittenPod {
  const spec = { ...pod.spec } as Record<string, unknown>;
  for (const field of ['initContainers', 'containers', 'ephemeralContainers']) {
    const list = spec[field];
    if (Array.isArray(list)) {
      spec[field] = list.map((item: unknown) =>
        typeof item === 'object' && item !== null ? map(item as Record<string, unknown>) : item,
      );
    }
  }
  return { ...pod, spec: spec as unknown as NonNullable<WrittenPod['spec']> };
}

function nameOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? (value as { name?: unknown }).name : undefined;
}
