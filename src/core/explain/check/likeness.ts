import type { WrittenObject } from '../../api/kubernetesObject';
import type { ManifestObject } from '../../manifest/manifestObject';

/** A name that is no word of the API: with a number or a dash in it, and none of those that a cluster gives. */
const ofItsOwn = /^(?!system-|kube-)[a-z][a-z0-9]*(?:-[a-z0-9]+|\d)/;

/** An image with a tag that says nothing to the kubelet. */
const tagged = /"image":"([\w./-]+):([\w.-]+)"/g;

/**
 * A text that is the same for workloads which differ in nothing but their own name and the tags of their images: what starts well under one name does
 * under another one of that length.
 *
 * @param around what else takes part in its start
 */
export function likeness({ name, value }: ManifestObject, around: readonly WrittenObject[]): string {
  const text = JSON.stringify([value, around]).replaceAll(tagged, (image, name: string, tag: string) =>
    tag === 'latest' || tag.length > 128 ? image : `"image":"${name}"`,
  );
  return ofItsOwn.test(name) ? `${name.length} ${text.replaceAll(`"${name}"`, '""')}` : text;
}
