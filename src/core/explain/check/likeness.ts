import type { WrittenObject } from '../../api/kubernetesObject';
import { isMap } from '../../isMap';
import type { ManifestObject } from '../../manifest/manifestObject';

/**
 * A text that is the same for workloads which differ in nothing but their own name, their images and the values of their
 * environments: what starts well with one does with another one.
 *
 * @param around what else takes part in its start
 */
export function likeness({ name, value }: ManifestObject, around: readonly WrittenObject[]): string {
  const text = JSON.stringify([value, around], alike);
  // Names of another length may be too long.
  return isOfItsOwn(name) ? `${name.length} ${text.replaceAll(`"${name}"`, '""')}` : text;
}

/** Whether a name is no word of the API: with a number or a dash in it, and none of those that a cluster gives. */
function isOfItsOwn(name: string): boolean {
  return /^[a-z]/.test(name) && /[-\d]/.test(name) && !name.startsWith('system-') && !name.startsWith('kube-');
}

function alike(key: string, value: unknown): unknown {
  if (key === 'image' && typeof value === 'string') return isPlainImage(value) ? '' : value;
  if (key !== 'env' || !Array.isArray(value)) return value;
  return value.map((one: unknown) => {
    const text = isMap(one) ? one['value'] : undefined;
    // A reference to another variable is looked up.
    return isMap(one) && typeof text === 'string' && !text.includes('$') ? { ...one, value: '' } : one;
  });
}

/** A name that certainly can be read, with a tag that says nothing to the kubelet. */
function isPlainImage(image: string): boolean {
  const [name = '', tag = '', ...more] = image.split(':');
  const isName = name.length < 64 && /^[a-z][a-z0-9]*(?:[./-][a-z0-9]+)*$/.test(name);
  return isName && more.length === 0 && /^[\w][\w.-]{0,127}$/.test(tag) && tag !== 'latest';
}
