import { startsWithPath, valueAt, type Path } from '../../path';
import { changedValue, withValue } from '../../changedValue';
import type { WrittenPod } from '../../manifest/podOf';
import { entryOf, setEntry } from '../../entryOf';
import { isMap } from '../../isMap';

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
  // Were an item of a command to go, those behind it would move up: another text in its place says what it alone is.
  const isWord = typeof name === 'number' && typeof valueAt(pod, path) !== 'object';
  if (isWord) yield { pod: changed(pod, path), sort: 'changed', path };
  if (!isName) yield { pod: without(pod, path), sort: 'absent', path };
  if (!isWord) yield { pod: changed(pod, path), sort: 'changed', path };
  for (let length = path.length - 1; length > 1; length--) {
    const part = path.slice(0, length);
    if (part.length === 2 && (part[1] === 'containers' || part[0] === 'metadata')) return;
    yield { pod: without(pod, part), sort: 'part', path: part };
  }
}

/**
 * The pod without the value, and without the maps and lists that it leaves empty. A volume goes with its mounts, and a
 * variable with the mounts whose path it is part of, as those could not stay.
 */
export function without(pod: WrittenPod, path: Path): WrittenPod {
  let gone = path;
  let bare = withValue(pod, gone, undefined);
  while (canGo(gone.slice(0, -1)) && isEmpty(valueAt(bare, gone.slice(0, -1)))) {
    gone = gone.slice(0, -1);
    bare = withValue(bare, gone, undefined);
  }
  if (path[3] === 'env' && path.length <= 5) return withoutPathsOf(pod, bare, path);
  if (!startsWithPath(path, ['spec', 'volumes']) || path.length > 3) return bare;
  const volume = path.length === 2 ? undefined : nameOf(valueAt(pod, path));
  return withoutMounts(bare, (mount) => volume === undefined || nameOf(mount) === volume);
}

/** `containers` itself can not go, nor a container for want of fields; the spec is the pod. */
function canGo(path: Path): boolean {
  if (path.length < 2 || path[1] === 'containers') return path.length > 3;
  return path.length !== 3 || typeof path[2] !== 'number';
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Without the container's mounts whose subPathExpr has a variable at the path. */
function withoutPathsOf(pod: WrittenPod, bare: WrittenPod, path: Path): WrittenPod {
  const variables = [valueAt(pod, path)].flat().map(nameOf);
  const mounts = valueAt(bare, [...path.slice(0, 3), 'volumeMounts']);
  if (!Array.isArray(mounts)) return bare;
  const kept = mounts.filter((mount: unknown) => {
    const expression = valueAt(mount, ['subPathExpr']);
    return typeof expression !== 'string' || !variables.some((name) => expression.includes(`$(${String(name)})`));
  });
  return kept.length === mounts.length ? bare : withValue(bare, [...path.slice(0, 3), 'volumeMounts'], kept);
}

/** The pod with another value; names that mounts and volumes share change on both sides. */
export function changed(pod: WrittenPod, path: Path): WrittenPod {
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
      const mounts = entryOf(container, field);
      if (Array.isArray(mounts))
        setEntry(
          kept,
          field,
          mounts.filter((mount) => !goes(mount)),
        );
    }
    return kept;
  });
}

function mapContainers(
  pod: WrittenPod,
  map: (container: Record<string, unknown>) => Record<string, unknown>,
): WrittenPod {
  const spec = isMap(pod.spec) ? { ...pod.spec } : {};
  for (const field of ['initContainers', 'containers', 'ephemeralContainers']) {
    const list = entryOf(spec, field);
    if (Array.isArray(list)) {
      setEntry(
        spec,
        field,
        list.map((item: unknown) => (isMap(item) ? map(item) : item)),
      );
    }
  }
  return { ...pod, spec };
}

function nameOf(value: unknown): unknown {
  return isMap(value) ? value['name'] : undefined;
}
