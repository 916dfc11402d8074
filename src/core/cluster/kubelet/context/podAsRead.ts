import { definitionOf, type FieldType } from '../../../api/definition';
import type { Container, EphemeralContainer, Pod } from '../../../api/types';
import { isMap } from '../../../isMap';
import { isOlder, keepsField, type KubernetesRelease } from '../../../release/kubernetesRelease';
import { setEntry } from '../../../entryOf';
import type { KubeletContext } from './kubeletContext';

type Releases = Pick<KubeletContext, 'release' | 'controlPlane'>;

const read = new WeakMap<KubernetesRelease, WeakMap<object, object>>();

/**
 * The pod as this kubelet reads it. A kubelet decodes what the API server sends with the types of its own release and
 * never sees a younger field, and one whose gate is off it does not heed: to one of 1.18 a sidecar is a usual init
 * container. The control plane is never the older of the two.
 */
export function podAsRead({ release, controlPlane }: Releases, pod: Pod): Pod {
  if (!isOlder(release, controlPlane)) return pod;
  return remembered(release, pod, () => {
    const whole = strip(release, pod, 'Pod') as Pod;
    // The class in the status comes from fields that this kubelet may not know; it computes its own.
    const { qosClass: _, ...status } = whole.status ?? {};
    return { ...whole, status };
  });
}

/** One of the pod's containers as this kubelet reads it. */
export function containerAsRead<T extends Container | EphemeralContainer>(
  { release, controlPlane }: Releases,
  container: T,
): T {
  return isOlder(release, controlPlane)
    ? remembered(release, container, () => strip(release, container, 'Container') as T)
    : container;
}

function remembered<T extends object>(release: KubernetesRelease, whole: T, make: () => T): T {
  let known = read.get(release);
  if (!known) read.set(release, (known = new WeakMap()));
  let made = known.get(whole) as T | undefined;
  if (!made) {
    known.set(whole, (made = make()));
    known.set(made, made);
  }
  return made;
}

/** What a struct has of the fields that the release keeps. A container is the same object wherever it is read. */
function strip(release: KubernetesRelease, whole: unknown, definition: string): unknown {
  if (!isMap(whole)) return whole;
  const known = definitionOf(definition);
  if (known.size === 0) return whole;
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(whole)) {
    if (!keepsField(release, definition, name)) continue;
    const type = known.get(name)?.type;
    setEntry(out, name, type ? stripped(release, value, type) : value);
  }
  return out;
}

function stripped(release: KubernetesRelease, value: unknown, type: FieldType): unknown {
  if (type.kind === 'struct') {
    if ((type.name === 'Container' || type.name === 'EphemeralContainer') && isMap(value))
      return remembered(release, value, () => strip(release, value, type.name) as Record<string, unknown>);
    return strip(release, value, type.name);
  }
  if (type.kind === 'list' && Array.isArray(value)) return value.map((item) => stripped(release, item, type.of));
  return value;
}
