import type { EnvFromSource, EnvVar, EnvVarSource } from '../../api/types';
import type { FieldError } from './fieldError';
import { invalidValue, required, unsupported } from './fieldErrors';
import { configMapKey, dns1123Subdomain, environmentName, qualifiedName } from './names';

const fieldPaths = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs']; // prettier-ignore
const resources = ['limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage', 'requests.memory']; // prettier-ignore
/** What the API converts, but a variable can not have. */
const otherLabels = ['metadata.annotations', 'metadata.labels', 'spec.restartPolicy', 'spec.schedulerName', 'status.phase', 'spec.hostNetwork', 'status.nominatedNodeName']; // prettier-ignore

/** A container's variables (ValidateEnv, pkg/apis/core/validation/validation.go, 1.37). */
export function validateEnvironment(variables: readonly EnvVar[] | undefined, path: string): FieldError[] {
  return (variables ?? []).flatMap(({ name, value, valueFrom }, i) => {
    const at = `${path}[${i}]`;
    const errors = name
      ? environmentName(name).map((text) => invalidValue(`${at}.name`, name, text))
      : [required(`${at}.name`)];
    return valueFrom ? [...errors, ...validateValueFrom(valueFrom, value, `${at}.valueFrom`)] : errors;
  });
}

function validateValueFrom(source: EnvVarSource, value: string | undefined, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  if (fieldRef) errors.push(...validateFieldRef(fieldRef.fieldPath, `${path}.fieldRef`));
  if (resourceFieldRef) {
    const { resource } = resourceFieldRef;
    if (!resource) errors.push(required(`${path}.resourceFieldRef.resource`));
    else if (!resources.includes(resource) && !/^(requests|limits)\.hugepages-/.test(resource)) {
      errors.push(unsupported(`${path}.resourceFieldRef.resource`, resource, resources));
    }
  }
  for (const [field, ref] of [
    ['configMapKeyRef', configMapKeyRef],
    ['secretKeyRef', secretKeyRef],
  ] as const) {
    if (!ref) continue;
    if (!ref.name) errors.push(required(`${path}.${field}.name`));
    if (!ref.key) errors.push(required(`${path}.${field}.key`));
    else errors.push(...configMapKey(ref.key).map((text) => invalidValue(`${path}.${field}.key`, ref.key, text)));
  }
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length;
  if (sources === 0) {
    errors.push(
      invalidValue(
        path,
        '',
        'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      ),
    );
  } else if (value) errors.push(invalidValue(path, '', 'may not be specified when `value` is not empty'));
  else if (sources > 1) errors.push(invalidValue(path, '', 'may not have more than one field specified at a time'));
  return errors;
}

/** A field that the downward API can give. */
export function validateFieldRef(fieldPath: string | undefined, path: string): FieldError[] {
  if (!fieldPath) return [required(`${path}.fieldPath`)];
  const subscript = /^(metadata\.(?:labels|annotations))\['(.*)'\]$/.exec(fieldPath);
  if (subscript) {
    return qualifiedName((subscript[2] ?? '').toLowerCase()).map((text) => invalidValue(path, subscript[2], text));
  }
  if (fieldPaths.includes(fieldPath)) return [];
  if (otherLabels.includes(fieldPath)) return [unsupported(`${path}.fieldPath`, fieldPath, fieldPaths)];
  return [
    invalidValue(`${path}.fieldPath`, fieldPath, `error converting fieldPath: field label not supported: ${fieldPath}`),
  ];
}

export function validateEnvFrom(sources: readonly EnvFromSource[] | undefined, path: string): FieldError[] {
  return (sources ?? []).flatMap(({ prefix, configMapRef, secretRef }, i) => {
    const at = `${path}[${i}]`;
    const errors: FieldError[] = [];
    if (prefix) errors.push(...environmentName(prefix).map((text) => invalidValue(`${at}.prefix`, prefix, text)));
    for (const [field, ref] of [
      ['configMapRef', configMapRef],
      ['secretRef', secretRef],
    ] as const) {
      if (!ref) continue;
      if (!ref.name) errors.push(required(`${at}.${field}.name`));
      else
        errors.push(...dns1123Subdomain(ref.name).map((text) => invalidValue(`${at}.${field}.name`, ref.name, text)));
    }
    const count = [configMapRef, secretRef].filter(Boolean).length;
    if (count === 0) errors.push(invalidValue(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    else if (count > 1) errors.push(invalidValue(path, '', 'may not have more than one field specified at a time'));
    return errors;
  });
}
