import type { ObjectMeta } from '../../api/types';
import type { FieldError } from './fieldError';
import { invalidValue, required } from './fieldErrors';
import { dns1035Label, dns1123Label, dns1123Subdomain, labelValue, qualifiedName, type NameCheck } from './names';

/** Kinds whose names are not DNS subdomains. */
const nameChecks: Readonly<Record<string, NameCheck>> = { Service: dns1035Label, Namespace: dns1123Label };

/** Name, labels and annotations (k8s.io/apimachinery/pkg/api/validation/objectmeta.go, 0.37). */
export function validateObjectMeta(metadata: ObjectMeta | undefined, kind: string): FieldError[] {
  const { name, generateName, labels, annotations } = metadata ?? {};
  const errors: FieldError[] = [];
  const check = nameChecks[kind] ?? dns1123Subdomain;
  if (generateName) {
    // The suffix that will follow may stand in for a last hyphen.
    const masked = generateName.replace(/-$/, 'a');
    errors.push(...check(masked).map((text) => invalidValue('metadata.generateName', generateName, text)));
  }
  if (!name) errors.push(required('metadata.name', 'name or generateName is required'));
  else errors.push(...check(name).map((text) => invalidValue('metadata.name', name, text)));
  errors.push(
    ...validateLabels(labels, 'metadata.labels'),
    ...validateAnnotations(annotations, 'metadata.annotations'),
  );
  return errors;
}

export function validateLabels(labels: Record<string, string> | undefined, path: string): FieldError[] {
  return sorted(labels).flatMap(([key, value]) => [
    ...qualifiedName(key).map((text) => invalidValue(path, key, text)),
    ...labelValue(value).map((text) => invalidValue(path, value, text)),
  ]);
}

export function validateAnnotations(annotations: Record<string, string> | undefined, path: string): FieldError[] {
  return sorted(annotations).flatMap(([key]) =>
    qualifiedName(key.toLowerCase()).map((text) => invalidValue(path, key, text)),
  );
}

function sorted(map: Record<string, string> | undefined): [string, string][] {
  return Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
