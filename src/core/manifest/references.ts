import { valueAt, type Path } from '../path';
import { kindOf } from '../api/kinds';
import { walkSchema, type Visit } from '../api/schemaWalk';
import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import { namedKinds } from './namedKinds';

/** A place where one object names another. */
export interface Reference {
  /** `Definition.field`, as in `namedKinds`: `PodSpec.imagePullSecrets`. */
  field: string;
  /** The path of the name. */
  path: Path;
  kind: string;
  name: string;
  /** Where it says so itself; else the object lies where the one that names it does. */
  namespace?: string;
  /** The key that is wanted of a ConfigMap or a Secret, and where it stands. */
  key?: string;
  keyPath?: Path;
  /** The keys that a volume mounts, where it names them. */
  items?: { key: string; path: Path }[];
  /** Whether the start goes on where the object or the key is missing. */
  isOptional: boolean;
  /** Whether the object lies in no namespace. */
  isClusterWide: boolean;
}

/** Whether objects of the kind lie in no namespace. */
export function isClusterWide(kind: string): boolean {
  return kindOf(kind)?.namespaced === false;
}

const ofPods = new WeakMap<object, Reference[]>();

/** What a pod names, with paths from the pod on; the same list each time for the same spec. */
export function referencesOfPod({ spec }: { spec?: unknown }): readonly Reference[] {
  if (typeof spec !== 'object' || spec === null) return [];
  const known = ofPods.get(spec) ?? referencesOf('PodSpec', spec, ['spec']);
  ofPods.set(spec, known);
  return known;
}

/** Every name of another object in a value of the definition, in the order of the text. Names that are no text are left out. */
export function referencesOf(definition: string, value: unknown, path: Path = []): Reference[] {
  const found: Reference[] = [];
  walkSchema(definition, value, path, (visit) => {
    const field = `${visit.definition}.${visit.field}`;
    const named = entryOf(namedKinds, field);
    if (!named) return;
    for (const { name, at, holder } of namesIn(visit)) {
      const { key } = holder;
      const namespace = holder[/^(?:Secret|Object)Reference$/.test(visit.type) ? 'namespace' : 'secretNamespace'];
      const items = itemsOf(holder['items'], at);
      const hasKey = visit.definition.endsWith('KeySelector') && typeof key === 'string';
      found.push({
        field,
        path: at,
        kind: named.kind,
        name,
        ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
        ...(hasKey && { key, keyPath: [...at.slice(0, -1), 'key'] }),
        ...(items.length > 0 && { items }),
        isOptional: holder['optional'] === true || !named.isNeeded,
        isClusterWide: isClusterWide(named.kind),
      });
    }
  });
  return found;
}

/** The names in a field, with the map that has each: the field's own, or those of the object or the list in it. */
function namesIn({ value, path, parent }: Visit): { name: string; at: Path; holder: Record<string, unknown> }[] {
  const named = (name: unknown, at: Path, holder: Record<string, unknown>): ReturnType<typeof namesIn> =>
    typeof name === 'string' && name !== '' ? [{ name, at, holder }] : [];
  if (Array.isArray(value))
    return value.flatMap((item: unknown, i) => (isMap(item) ? named(item['name'], [...path, i, 'name'], item) : []));
  return isMap(value) ? named(value['name'], [...path, 'name'], value) : named(value, path, parent);
}

function itemsOf(items: unknown, name: Path): NonNullable<Reference['items']> {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown, i) => {
    const key = valueAt(item, ['key']);
    return typeof key === 'string' ? [{ key, path: [...name.slice(0, -1), 'items', i, 'key'] }] : [];
  });
}
