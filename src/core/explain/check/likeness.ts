import type { WrittenObject } from '../../api/kubernetesObject';
import type { ManifestObject } from '../../manifest/manifestObject';

/** An image with a tag that says nothing to the kubelet. */
const tagged = /"image":"([\w./-]+):([\w.-]+)"/g;

/**
 * A text that is the same for workloads which differ in nothing but their own name and the tags of their images: what
 * starts well under one name does under another one of that length.
 *
 * @param around what else takes part in its start
 */
export function likeness({ name, value }: ManifestObject, around: readonly WrittenObject[]): string {
  const text = JSON.stringify([value, around]).replaceAll(tagged, (whole, image: string, tag: string) =>
    tag === 'latest' || tag.length > 128 ? whole : `"image":"${image}"`,
  );
  return isOfItsOwn(name) ? `${name.length} ${text.replaceAll(`"${name}"`, '""')}` : text;
}

/** Whether a name is no word of the API: with a number or a dash in it, and none of those that a cluster gives. */
function isOfItsOwn(name: string): boolean {
  return /^[a-z]/.test(name) && /[-\d]/.test(name) && !name.startsWith('system-') && !name.startsWith('kube-');
}
