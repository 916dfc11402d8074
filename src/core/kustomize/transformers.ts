import { kindOf } from '../api/kinds';
import { withValue } from '../changedValue';
import { referencesOf } from '../manifest/references';
import { isMap } from '../isMap';
import { valueAt, type Path } from '../path';
import { podTemplatePath } from '../manifest/podSpecs';
import { textAt } from '../manifest/textAt';
import { nameOf, type Resource } from './resource';

type Fields = Readonly<Record<string, unknown>>;

/** Kinds whose names kustomize leaves alone. */
const unnamed = new Set(['APIService', 'CustomResourceDefinition', 'Namespace']);

/** Where kinds have the selector that the labels of their pods go into, too. */
const selectors: ReadonlyMap<string, Path> = new Map([
  ['Deployment', ['spec', 'selector', 'matchLabels']],
  ['ReplicaSet', ['spec', 'selector', 'matchLabels']],
  ['StatefulSet', ['spec', 'selector', 'matchLabels']],
  ['DaemonSet', ['spec', 'selector', 'matchLabels']],
  ['ReplicationController', ['spec', 'selector']],
  ['Service', ['spec', 'selector']],
]);

/**
 * A resource of a kustomization after its transformers: namespace, namePrefix and nameSuffix, labels, annotations,
 * replicas and images.
 *
 * @param all the kustomization's resources, whose names change with it
 */
export function transformed(resource: Resource, all: readonly Resource[], fields: Fields): Resource {
  const kind = textAt(resource.object, ['kind']);
  const [prefix, suffix] = [textAt(fields, ['namePrefix']), textAt(fields, ['nameSuffix'])];
  const renamed = (name: string): string => `${prefix}${name}${suffix}`;
  let object = resource.object;
  const set = (path: Path, value: unknown): void => {
    object = withValue(object, path, value);
  };
  const { namespace } = fields;
  if (typeof namespace === 'string' && namespace !== '') {
    if (kind === 'Namespace') set(['metadata', 'name'], namespace);
    else if (kindOf(kind)?.namespaced !== false) set(['metadata', 'namespace'], namespace);
  }
  for (const { path, kind: other, name: named } of referencesOf(kind, object)) {
    // By any name that it had on the way.
    const own = all.find((one) => one.object['kind'] === other && [nameOf(one.object), ...one.names].includes(named));
    if (own) set(path, renamed(nameOf(own.object)));
  }
  if (nameOf(object) !== '' && !unnamed.has(kind)) set(['metadata', 'name'], renamed(nameOf(object)));
  const template = podTemplatePath(kind);
  const label = (
    pairs: unknown,
    { inSelectors, inTemplates }: { inSelectors: boolean; inTemplates: boolean },
  ): void => {
    if (!isMap(pairs)) return;
    const selector = selectors.get(kind);
    const paths: Path[] = [['metadata', 'labels']];
    if (template && (inSelectors || inTemplates)) paths.push([...template, 'metadata', 'labels']);
    if (selector && inSelectors) paths.push(selector);
    for (const path of paths) set(path, { ...asMap(valueAt(object, path)), ...pairs });
  };
  label(fields['commonLabels'], { inSelectors: true, inTemplates: true });
  for (const entry of listOf(fields['labels']))
    label(entry['pairs'], {
      inSelectors: entry['includeSelectors'] === true,
      inTemplates: entry['includeTemplates'] === true,
    });
  const annotations = fields['commonAnnotations'];
  if (isMap(annotations))
    for (const path of [['metadata'], ...(template && template.length > 0 ? [[...template, 'metadata']] : [])])
      set([...path, 'annotations'], { ...asMap(valueAt(object, [...path, 'annotations'])), ...annotations });
  for (const { name, count } of listOf(fields['replicas'])) {
    const isMeant = typeof name === 'string' && (resource.names.includes(name) || nameOf(object) === name);
    if (isMeant && template && count !== undefined) set(['spec', 'replicas'], count);
  }
  if (template) {
    for (const list of ['containers', 'initContainers']) {
      const containers = valueAt(object, [...template, 'spec', list]);
      if (!Array.isArray(containers)) continue;
      containers.forEach((container: unknown, i) => {
        const image = valueAt(container, ['image']);
        if (typeof image !== 'string') return;
        const other = imageFor(image, listOf(fields['images']));
        if (other !== image) set([...template, 'spec', list, i, 'image'], other);
      });
    }
  }
  return { object, names: [...resource.names, nameOf(object)] };
}

function imageFor(image: string, images: readonly Fields[]): string {
  const [, name = image, rest = ''] = /^([^@]*?)(:[^:/@]*|@.*)?$/.exec(image) ?? [];
  const found = images.find((one) => one['name'] === name);
  if (!found) return image;
  const { newName } = found;
  const [digest, newTag] = [textAt(found, ['digest']), textAt(found, ['newTag'])];
  const tail = digest !== '' ? `@${digest}` : newTag !== '' ? `:${newTag}` : rest;
  return `${typeof newName === 'string' ? newName : name}${tail}`;
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}

function asMap(value: unknown): Fields {
  return isMap(value) ? value : {};
}
