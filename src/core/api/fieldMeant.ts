import { definitionOf, type FieldType } from './definition';
import { editDistance } from '../editDistance';
import { didYouMean, type NearField } from './didYouMean';
import { schemaField, isUnknownField } from './schemaField';
import { formatPath, type Path } from '../path';

/** How many fields deep a misplaced field is looked for. */
const deepest = 4;

/** Another name at the same place, where a slip is more than a guess; or another place. */
type MeantField = { name: string; isSlip: boolean } | { path: string };

/**
 * What an unknown field may have meant: another name at the same place (`livenessProbe`), or the same name at another
 * place, below or above (`spec.containers[0].resources.requests`). Undefined where nothing is near.
 *
 * @param kind the object's kind
 * @param path the unknown field's, in the object
 */
export function fieldMeant(kind: string, path: Path): MeantField | undefined {
  const field = schemaField(kind, path);
  if (!isUnknownField(field)) return undefined;
  const { definition, name, length } = field;
  const owner = path.slice(0, length - 1);
  const near = didYouMean(definition, name);
  if (near && isShort(name.toLowerCase(), near.field.toLowerCase())) return named(near);
  const below = fieldBelow(definition, name);
  const above = fieldAbove(kind, owner, name);
  // What is at hand below comes first where people write such fields.
  if (below && (!above || rank(String(below[0])) < usual.length)) return { path: formatPath([...owner, ...below]) };
  if (above) return { path: formatPath(above) };
  if (near) return named(near);
  const beside = fieldBeside(kind, owner, name);
  return beside && { path: formatPath(beside) };
}

/** The field of the name in what holds the owner, the nearest first. */
function fieldAbove(kind: string, owner: Path, name: string): Path | undefined {
  for (let up = owner.length - 1; up >= 0; up--) {
    const above = owner.slice(0, up);
    const type = up === 0 ? kind : definitionAt(kind, above);
    if (type !== undefined && definitionOf(type).has(name)) return [...above, name];
  }
  return undefined;
}

/** The field of the name in something beside the owner: `fsGroup` of a container in the security context of its pod. */
function fieldBeside(kind: string, owner: Path, name: string): Path | undefined {
  for (let up = owner.length - 1; up > 0; up--) {
    const above = owner.slice(0, up);
    const type = definitionAt(kind, above);
    const below = type === undefined ? undefined : fieldBelow(type, name);
    if (below) return [...above, ...below];
  }
  return undefined;
}

function named({ field, isSlip }: NearField): MeantField {
  return { name: field, isSlip };
}

/** Whether one letter, or a short end, is all that differs. */
function isShort(name: string, field: string): boolean {
  return (field.startsWith(name) && field.length < name.length + 3) || editDistance(name, field) < 2;
}

/** The nearest field of the name in what the definition holds, as steps from it; of a list, its first item. */
function fieldBelow(definition: string, name: string): Path | undefined {
  const seen = new Set([definition]);
  let at: { definition: string; steps: Path }[] = [{ definition, steps: [] }];
  for (let depth = 0; depth < deepest && at.length > 0; depth++) {
    const next: typeof at = [];
    for (const { definition: outer, steps } of at) {
      const fields = [...definitionOf(outer)].sort(([a], [b]) => rank(a) - rank(b));
      for (const [field, { type }] of fields) {
        const inner = structIn(type);
        if (inner === undefined || seen.has(inner.name) || field === 'status') continue;
        seen.add(inner.name);
        const below = [...steps, field, ...inner.index];
        if (definitionOf(inner.name).has(name)) return [...below, name];
        next.push({ definition: inner.name, steps: below });
      }
    }
    at = next;
  }
  return undefined;
}

/** What people write in the first place comes first. */
const usual = ['template', 'spec', 'containers', 'resources', 'securityContext', 'volumes'];

function rank(field: string): number {
  const at = usual.indexOf(field);
  return at < 0 ? usual.length : at;
}

function structIn(type: FieldType): { name: string; index: Path } | undefined {
  if (type.kind === 'struct') return { name: type.name, index: [] };
  return type.kind === 'list' && type.of.kind === 'struct' ? { name: type.of.name, index: [0] } : undefined;
}

function definitionAt(kind: string, path: Path): string | undefined {
  const field = schemaField(kind, path);
  return field && !isUnknownField(field) ? field.type : undefined;
}
