import { fieldMeant } from '../../api/fieldMeant';
import { isUnknownField, schemaField } from '../../api/schemaField';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Path } from '../../path';
import type { ManifestHint } from './manifestHint';
import {
  knowsField,
  knowsFormerField,
  newestVersion,
  releaseOf,
  youngField,
  type KubernetesRelease,
} from '../../release/kubernetesRelease';

/** The fields that the API of a release does not have, each at its place. */
export function unknownFields(
  object: ManifestObject,
  release: KubernetesRelease = releaseOf(newestVersion),
): ManifestHint[] {
  const hints: ManifestHint[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null || path.length > 40) return;
    const entries: Iterable<[string | number, unknown]> = Array.isArray(value)
      ? value.entries()
      : Object.entries(value);
    for (const [step, entry] of entries) {
      const at = [...path, step];
      const field = schemaField(object.kind, at);
      if (isUnknownField(field)) {
        if (knowsFormerField(release, field.definition, field.name)) continue;
        const placed = object.rangeOf(at);
        const meant = fieldMeant(object.kind, at);
        const question = meant && ` Did you mean ${'name' in meant ? meant.name : meant.path}?`;
        const message = `${field.definition} has no field ${field.name}: the API server refuses it.${question ?? ''}`;
        if (placed)
          hints.push({ severity: 'error', code: 'unknown-field', message, range: placed.key ?? placed.value });
      } else if (field && !knowsField(release, field.definition, field.field)) {
        const placed = object.rangeOf(at);
        const since = youngField(field.definition, field.field)?.since;
        const message = `${field.definition} has no field ${field.field} in Kubernetes ${release.version}, it comes with ${since}: the API server refuses it.`;
        if (placed)
          hints.push({ severity: 'error', code: 'unknown-field', message, range: placed.key ?? placed.value });
      } else if (field) walk(entry, at);
    }
  };
  walk(object.value, []);
  return hints;
}
