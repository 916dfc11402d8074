import { definitionOf } from '../api/definition';
import type { WrittenObject } from '../api/kubernetesObject';
import { isMap } from '../isMap';
import { valueAt } from '../path';
import { podTemplatePath } from './podSpecs';

/** How deep directives of patches are looked for. */
const deepest = 30;

/**
 * Whether an object is no whole one but a part of another, as patches are: it has a directive of a patch, or makes pods
 * and lacks what nobody leaves out of what is to stand alone. What lacks one thing alone is rather a mistake, but where
 * patches are to be expected.
 */
export function isPart(object: WrittenObject, isAmongPatches: boolean): boolean {
  if (hasDirective(object, 0)) return true;
  const template = typeof object.kind === 'string' ? podTemplatePath(object.kind) : undefined;
  if (!template || !isMap(object.metadata)) return false;
  const steps = [...template, 'spec', 'containers'];
  // Who writes the containers at another place means all of it.
  if (steps.length > 2 && valueAt(object, ['spec', 'containers']) !== undefined) return false;
  // An expression gives the rest.
  if (steps.some((_, i) => isExpression(valueAt(object, steps.slice(0, i + 1))))) return false;
  const spec = valueAt(object, [...template, 'spec']);
  const containers = valueAt(spec, ['containers']);
  const lacksContainers = containers === undefined && !hasUnknownField(spec);
  const lacksImage =
    Array.isArray(containers) && containers.some((one: unknown) => valueAt(one, ['image']) === undefined);
  const lacks = [lacksContainers || lacksImage];
  const at = (...path: string[]): unknown => valueAt(object, path);
  switch (object.kind) {
    case 'Pod':
    case 'PodTemplate':
      if (lacksContainers) return true;
      break;
    case 'Job':
    case 'CronJob':
      lacks.push(valueAt(spec, ['restartPolicy']) === undefined);
      break;
    case 'ReplicationController':
      lacks.push(at('spec', 'template', 'metadata', 'labels') === undefined);
      break;
    default:
      lacks.push(at('spec', 'selector') === undefined, at('spec', 'template', 'metadata', 'labels') === undefined);
  }
  return lacks.filter(Boolean).length >= (isAmongPatches ? 1 : 2);
}

function isExpression(value: unknown): boolean {
  return typeof value === 'string' && value.includes('{{');
}

/** A name in the wrong place is a mistake, and may be the one that is missing. */
function hasUnknownField(spec: unknown): boolean {
  const known = definitionOf('PodSpec');
  return isMap(spec) && Object.keys(spec).some((field) => !known.has(field));
}

/** Whether a key is `$patch` or the like, which tells how a patch is applied and is no field. */
export function isDirective(key: string): boolean {
  return /^\$(?:patch|retainKeys|setElementOrder|deleteFromPrimitiveList)/.test(key);
}

/** `$patch: delete` and the like, which no object has. */
function hasDirective(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > deepest) return false;
  if (isMap(value) && Object.keys(value).some(isDirective)) return true;
  return Object.values(value).some((entry) => hasDirective(entry, depth + 1));
}
