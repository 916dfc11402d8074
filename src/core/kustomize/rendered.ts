import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import { plainValues } from '../manifest/plainValues';
import { textAt } from '../manifest/textAt';
import { yamlText } from '../manifest/yamlText';
import { valueAt } from '../path';
import { isCustom, kindOf } from '../api/kinds';
import { generated } from './generators';
import { jsonPatched, operationsOf } from './jsonPatch';
import {
  kustomizationIn,
  patchesOf,
  pathsIn,
  type Kustomization,
  type NamedPatch,
  type ReadText,
} from './kustomization';
import { joinPath } from './paths';
import { nameOf, type Resource } from './resource';
import { strategicMerge } from './strategicMerge';
import { transformed } from './transformers';

/** What a kustomization makes. */
export interface Rendered {
  /** The objects as a manifest. */
  text: string;
  /** What of it is left out: `https://example.com/crds.yaml`, `helmCharts of base/kustomization.yaml`. */
  left: string[];
}

/** Kustomizations within each other, at most: one that holds itself has no end. */
const deepest = 20;

const notDone = ['configurations', 'crds', 'generators', 'helmChartInflationGenerator', 'helmCharts', 'replacements', 'transformers', 'validators', 'vars']; // prettier-ignore

/**
 * The objects of a folder's kustomization, put together as `kubectl kustomize` does as far as no plugin, no chart and no
 * address is needed; generated names get no hash. Undefined where the folder has no kustomization.
 */
export function rendered(folder: string, read: ReadText): Rendered | undefined {
  const builder = new Builder(read);
  const resources = builder.build(folder, [], 0);
  return resources && { text: yamlText(resources.map(({ object }) => object)), left: builder.left };
}

class Builder {
  readonly left: string[] = [];

  constructor(readonly read: ReadText) {}

  /** @param given what a component is applied to */
  build(folder: string, given: readonly Resource[], depth: number): Resource[] | undefined {
    const kustomization = kustomizationIn(folder, this.read);
    if (!kustomization) return undefined;
    if (depth > deepest) {
      this.left.push(`${kustomization.file}, which holds itself`);
      return [];
    }
    const { fields, file } = kustomization;
    this.left.push(
      ...notDone.filter((field) => entryOf(fields, field) !== undefined).map((field) => `${field} of ${file}`),
    );
    let resources = [...given];
    for (const path of [...pathsIn(kustomization, 'resources'), ...pathsIn(kustomization, 'bases')])
      resources.push(...this.#resources(kustomization, path, depth));
    resources = this.#generated(kustomization, resources);
    for (const path of pathsIn(kustomization, 'components')) {
      const built = this.build(joinPath(folder, path), resources, depth + 1);
      if (built) resources = built;
      else this.left.push(path);
    }
    for (const patch of patchesOf(kustomization)) resources = this.#patched(resources, patch);
    return resources.flatMap((resource) => transformed(resource, resources, fields));
  }

  #resources({ folder }: Kustomization, path: string, depth: number): Resource[] {
    const at = joinPath(folder, path);
    // Where this is an address, there is no such folder nor file.
    const built = this.build(at, [], depth + 1);
    if (built) return built;
    const text = this.read(at);
    const values = text === undefined ? undefined : plainValues(text);
    if (!values) this.left.push(path);
    return (values ?? []).flatMap(objectsIn).map((object) => ({ object, names: [nameOf(object)] }));
  }

  #generated({ fields, folder }: Kustomization, resources: readonly Resource[]): Resource[] {
    const result = [...resources];
    for (const [field, kind] of [
      ['configMapGenerator', 'ConfigMap'],
      ['secretGenerator', 'Secret'],
    ] as const)
      for (const generator of mapsIn(entryOf(fields, field))) {
        let isWhole = true;
        const object = generated(kind, generator, fields['generatorOptions'], (path) => {
          const text = this.read(joinPath(folder, path));
          isWhole &&= text !== undefined;
          if (text === undefined) this.left.push(`${kind} ${textAt(generator, ['name'])}, as there is no ${path}`);
          return text;
        });
        // Files with secret values are often not among the others: what is in them nobody knows.
        if (!isWhole) continue;
        const before = result.findIndex((one) => isNamed(one, kind, nameOf(object)));
        const isMerged = generator['behavior'] === 'merge' && before >= 0;
        if (isMerged)
          result[before] = { ...result[before]!, object: strategicMerge(result[before]!.object, object, kind) as Resource['object'] }; // prettier-ignore
        else if (before >= 0) result[before] = { object, names: [nameOf(object)] };
        else result.push({ object, names: [nameOf(object)] });
      }
    return result;
  }

  #patched(resources: readonly Resource[], patch: NamedPatch): Resource[] {
    const text = patch.text ?? this.read(patch.path ?? '');
    const values = text === undefined ? undefined : plainValues(text);
    if (!values) {
      this.left.push(patch.path ?? 'a patch that cannot be read');
      return [...resources];
    }
    let result = [...resources];
    for (const value of values) {
      const operations = operationsOf(value);
      if (operations && patch.target) {
        const { target } = patch;
        result = result.map((one) =>
          isSelected(one, target) ? { ...one, object: jsonPatched(one.object, operations) as Resource['object'] } : one,
        );
      } else if (isMap(value)) {
        result = result.flatMap((one) => {
          const isMeant = patch.target
            ? isSelected(one, patch.target)
            : isNamed(one, textAt(value, ['kind']), nameOf(value));
          if (!isMeant) return [one];
          const merged = mergedObject(one.object, value);
          return merged ? [{ ...one, object: merged }] : [];
        });
      }
    }
    return result;
  }
}

/** A patch names its object; that it does not rename. */
function mergedObject(
  object: Resource['object'],
  patch: Readonly<Record<string, unknown>>,
): Resource['object'] | undefined {
  const kind = textAt(object, ['kind']);
  const definition = !isCustom(object['apiVersion']) && kindOf(kind) ? kind : '';
  const merged = strategicMerge(object, patch, definition);
  if (!isMap(merged)) return undefined;
  const { metadata } = object;
  const named = isMap(metadata) ? { name: metadata['name'], ...(metadata['namespace'] !== undefined && { namespace: metadata['namespace'] }) } : {}; // prettier-ignore
  const merging = isMap(merged['metadata']) ? merged['metadata'] : {};
  return { ...merged, apiVersion: object['apiVersion'], kind: object['kind'], metadata: { ...merging, ...named } };
}

function objectsIn(value: unknown): Resource['object'][] {
  if (!isMap(value)) return [];
  const { items, kind } = value;
  return Array.isArray(items) && typeof kind === 'string' && kind.endsWith('List') ? items.flatMap(objectsIn) : [value];
}

function isNamed({ object, names }: Resource, kind: string, name: string): boolean {
  return object['kind'] === kind && (names.includes(name) || nameOf(object) === name);
}

/** A patch's target: each of its fields is a regular expression, of which `.*` is known. */
function isSelected({ object, names }: Resource, target: Readonly<Record<string, unknown>>): boolean {
  const apiVersion = textAt(object, ['apiVersion']);
  const slash = apiVersion.indexOf('/');
  const [group, version] = [apiVersion.slice(0, Math.max(0, slash)), apiVersion.slice(slash + 1)];
  const namespace = textAt(object, ['metadata', 'namespace']) || 'default';
  const isMatch = (field: string, ...texts: string[]): boolean =>
    entryOf(target, field) === undefined || texts.some((text) => isLike(text, textAt(target, [field])));
  const labels = valueAt(object, ['metadata', 'labels']);
  const annotations = valueAt(object, ['metadata', 'annotations']);
  return (
    isMatch('kind', textAt(object, ['kind'])) &&
    isMatch('name', nameOf(object), ...names) &&
    isMatch('group', group) &&
    isMatch('version', version) &&
    isMatch('namespace', namespace) &&
    isChosen(labels, target['labelSelector']) &&
    isChosen(annotations, target['annotationSelector'])
  );
}

function isLike(text: string, pattern: string): boolean {
  const parts = pattern.replace(/^\^|\$$/g, '').split('.*');
  let at = 0;
  return parts.every((part, i) => {
    const found = i === parts.length - 1 && i > 0 ? text.length - part.length : text.indexOf(part, at);
    const fits = found >= at && text.startsWith(part, found) && (i > 0 || found === 0);
    at = found + part.length;
    return fits && (i < parts.length - 1 || at === text.length);
  });
}

function isChosen(labels: unknown, selector: unknown): boolean {
  if (typeof selector !== 'string') return true;
  return selector.split(',').every((term) => {
    const [key = '', value] = term.split(/==?/).map((part) => part.trim());
    const found = valueAt(labels, [key]);
    return value === undefined ? found !== undefined : found === value;
  });
}

function mapsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}
