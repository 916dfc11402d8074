import { definitionOf, type FieldType } from './definition';
import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import { knowsField, knowsFormerField, type KubernetesRelease } from '../release/kubernetesRelease';

/** How many errors the decoder tells (sigs.k8s.io/json, UnmarshalStrict). */
const most = 100;

/**
 * What a strict decoder refuses beside wrong types: fields that the API does not have, each as
 * `unknown field "spec.containers[0].requests"`, in the order in which kubectl sends them, by their names
 * (apimachinery/pkg/runtime/serializer/json, 0.37). kubectl asks for strictness with every create and apply.
 *
 * @param definition a name of core/api/schema: `Pod`, …
 * @param release of the API server: which fields it knows
 * @param path where the value stands in the object: '' is the object itself
 */
export function strictErrors(value: unknown, definition: string, release: KubernetesRelease, path = ''): string[] {
  const found: string[] = [];
  const visit = (entry: unknown, type: FieldType, place: string): void => {
    if (type.kind === 'list' && Array.isArray(entry)) {
      for (const [i, item] of entry.entries()) visit(item, type.of, `${place}[${i}]`);
    } else if (type.kind === 'map' && isMap(entry)) {
      for (const key of Object.keys(entry).sort()) visit(entryOf(entry, key), type.of, `${place}.${key}`);
    } else if (type.kind === 'struct' && isMap(entry)) {
      const fields = definitionOf(type.name);
      if (fields.size === 0) return;
      for (const name of Object.keys(entry).sort()) {
        if (found.length >= most) return;
        const at = place === '' ? name : `${place}.${name}`;
        const field = fields.get(name);
        if (field && knowsField(release, type.name, name)) visit(entryOf(entry, name), field.type, at);
        else if (!field && knowsFormerField(release, type.name, name)) continue;
        else if (place !== '' || (name !== 'apiVersion' && name !== 'kind')) found.push(`unknown field "${at}"`);
      }
    }
  };
  visit(value, { kind: 'struct', name: definition }, path);
  return found;
}
