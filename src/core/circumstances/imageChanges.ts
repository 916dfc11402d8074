import { withValue } from '../changedValue';
import { declaredObject } from '../api/asDeclared';
import type { WrittenObject } from '../api/kubernetesObject';
import { imageNameOf } from '../componentHelpers/imageName';
import { podTemplatePath } from '../manifest/podSpecs';
import { valueAt, type Path } from '../path';

/** In what the containers of an image differ from what is written. */
export interface ImageChange {
  /** The image, with its tag. */
  image: string;
  /** The imagePullPolicy that is written then. */
  policy?: string;
  /** The tag that takes the place of tag and digest. */
  tag?: string;
}

const lists = ['initContainers', 'containers', 'ephemeralContainers'];

/** The objects with changes of their containers' images, one after the other; what has none is the same object. */
export function withImageChanges<T extends WrittenObject>(
  objects: readonly T[],
  changes: readonly ImageChange[] = [],
): readonly T[] {
  if (changes.length === 0) return objects;
  return objects.map((object) => changes.reduce((whole, change) => withChange(whole, change), object));
}

function withChange<T extends WrittenObject>(object: T, { image, policy, tag }: ImageChange): T {
  return containersWith(object, image).reduce((whole, { path, written }) => {
    const tagged = tag === undefined ? whole : withValue(whole, [...path, 'image'], withTag(written, tag));
    return policy === undefined ? tagged : withValue(tagged, [...path, 'imagePullPolicy'], policy);
  }, object);
}

function containersWith(object: WrittenObject, image: string): { path: Path; written: string }[] {
  const template = podTemplatePath(declaredObject(object).kind ?? '');
  if (!template) return [];
  return lists.flatMap((list) => {
    const path = [...template, 'spec', list];
    const containers = valueAt(object, path);
    if (!Array.isArray(containers)) return [];
    return containers.flatMap((container: unknown, i) => {
      const written = valueAt(container, ['image']);
      const isIt = typeof written === 'string' && imageNameOf(written)?.tagged === image;
      return isIt ? [{ path: [...path, i], written }] : [];
    });
  });
}

/** An image's name with another tag, in place of its tag and digest. */
export function withTag(image: string, tag: string): string {
  const name = image.replace(/@.*/s, '');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return `${colon < 0 ? name : name.slice(0, colon)}:${tag}`;
}
