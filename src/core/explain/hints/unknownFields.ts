import { fieldMeant } from '../../api/fieldMeant';
import { isUnknownField, schemaField, type SchemaField } from '../../api/schemaField';
import type { ManifestObject } from '../../manifest/manifestObject';
import { isDirective } from '../../manifest/isPart';
import type { Path } from '../../path';
import {
  knowsField,
  knowsFormerField,
  newestVersion,
  releaseOf,
  type KubernetesRelease,
} from '../../release/kubernetesRelease';
import type { ManifestHint } from './manifestHint';

/** The fields that the API does not have in a release, each at its place. */
export function unknownFields(object: ManifestObject, release = releaseOf(newestVersion)): ManifestHint[] {
  const hints: ManifestHint[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null || path.length > 40) return;
    const entries: Iterable<[string | number, unknown]> = Array.isArray(value)
      ? value.entries()
      : Object.entries(value);
    for (const [step, entry] of entries) {
      const at = [...path, step];
      const field = schemaField(object.kind, at);
      if (field && !isUnknownField(field) && typeof step === 'string' && isTooYoung(field, release)) {
        const placed = object.rangeOf(at);
        const { definition, field: name } = field;
        const message = `${definition} has no field ${name} in Kubernetes ${release.version}: the API server refuses it.`;
        if (placed)
          hints.push({ severity: 'error', code: 'unknown-field', message, range: placed.key ?? placed.value });
      } else if (isUnknownField(field)) {
        if (isDirective(field.name) || knowsFormerField(release, field.definition, field.name)) continue;
        const placed = object.rangeOf(at);
        const meant = fieldMeant(object.kind, at);
        const question = meant && ` Did you mean ${'name' in meant ? meant.name : meant.path}?`;
        const message = `${field.definition} has no field ${field.name}: the API server refuses it.${question ?? ''}`;
        if (placed)
          hints.push({ severity: 'error', code: 'unknown-field', message, range: placed.key ?? placed.value });
      } else if (field) walk(entry, at);
    }
  };
  walk(object.value, []);
  return hints;
}

function isTooYoung({ definition, field, key }: SchemaField, release: KubernetesRelease): boolean {
  return key === undefined && !knowsField(release, definition, field);
}
