import { Quantity } from '../../../api/quantity';
import { subscript } from '../../../api/subscript';
import type {
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  ObjectFieldSelector,
  ResourceFieldSelector,
} from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, invalidValue, required, unsupported } from '../../../api/fieldErrors';
import {
  asPrefix,
  configMapKey,
  dns1123Label,
  dns1123Subdomain,
  environmentName,
  formerEnvironmentName,
  qualifiedName,
  type NameCheck,
} from '../../../api/names';
import { noBacksteps } from './paths';
import { entryOf } from '../../../entryOf';
import { unchecked } from '../../../api/unchecked';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const fieldPaths = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs']; // prettier-ignore
const resources = ['limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage', 'requests.memory']; // prettier-ignore
/** Every field that the downward API knows (pkg/apis/core/pods/helpers.go ConvertDownwardAPIFieldLabel, 1.37). */
const knownFields = [...fieldPaths, 'metadata.annotations', 'metadata.labels', 'spec.host', 'spec.restartPolicy', 'spec.schedulerName', 'status.phase']; // prettier-ignore
const amounts = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** A container's variables (ValidateEnv, pkg/apis/core/validation/validation.go, 1.37). */
export function validateEnvironment(
  variables: readonly EnvVar[] | undefined,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
  return (variables ?? []).flatMap(({ name, value, valueFrom }: Partial<EnvVar>, i) => {
    const at = `${path}[${i}]`;
    const errors = name ? badName(`${at}.name`, name, nameOfVariable(release)) : [required(`${at}.name`)];
    return valueFrom ? [...errors, ...validateValueFrom(valueFrom, value, `${at}.valueFrom`, release)] : errors;
  });
}

function nameOfVariable({ gates }: KubernetesRelease): NameCheck {
  return gates.RelaxedEnvironmentVariableValidation ? environmentName : formerEnvironmentName;
}

function validateValueFrom(
  source: EnvVarSource,
  value: string | undefined,
  path: string,
  { gates }: KubernetesRelease,
): FieldError[] {
  const errors: FieldError[] = [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  if (fieldRef) errors.push(...validateFieldRef(fieldRef, `${path}.fieldRef`, fieldPaths));
  if (resourceFieldRef) errors.push(...validateResourceFieldRef(resourceFieldRef, `${path}.resourceFieldRef`, false));
  for (const [field, ref] of [
    ['configMapKeyRef', configMapKeyRef],
    ['secretKeyRef', secretKeyRef],
  ] as const) {
    if (!ref) continue;
    errors.push(...badName(`${path}.${field}.name`, ref.name ?? '', dns1123Subdomain));
    if (!ref.key) errors.push(required(`${path}.${field}.key`));
    else errors.push(...badName(`${path}.${field}.key`, ref.key, configMapKey));
  }
  if (fileKeyRef) {
    const { key, volumeName, path: file } = unchecked(fileKeyRef);
    const at = `${path}.fileKeyRef`;
    errors.push(
      ...(key ? badName(`${at}.key`, key, environmentName) : [required(`${at}.key`)]),
      ...(volumeName ? badName(`${at}.volumeName`, volumeName, dns1123Label) : [required(`${at}.volumeName`)]),
      ...(file ? noBacksteps(file, `${at}.path`) : [required(`${at}.path`)]),
    );
  }
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length;
  if (sources === 0) {
    const last = gates.EnvFiles
      ? '`configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
      : '`configMapKeyRef` or `secretKeyRef`';
    errors.push(invalidValue(path, '', `must specify one of: \`fieldRef\`, \`resourceFieldRef\`, ${last}`));
  } else if (value) errors.push(invalidValue(path, '', 'may not be specified when `value` is not empty'));
  else if (sources > 1) errors.push(invalidValue(path, '', 'may not have more than one field specified at a time'));
  return errors;
}

/** A field that the downward API can give (validateObjectFieldSelector). @param allowed those without a subscript */
export function validateFieldRef(
  { apiVersion = 'v1', fieldPath }: Partial<ObjectFieldSelector>,
  path: string,
  allowed: readonly string[],
): FieldError[] {
  if (!fieldPath) return [required(`${path}.fieldPath`)];
  const unknown = (detail: string): FieldError[] => [
    invalidValue(`${path}.fieldPath`, fieldPath, `error converting fieldPath: ${detail}`),
  ];
  if (apiVersion !== 'v1') return unknown(`unsupported pod version: ${apiVersion}`);
  const subscripted = subscript(fieldPath);
  if (subscripted?.field === 'metadata.labels') return badName(path, subscripted.key, qualifiedName);
  if (subscripted?.field === 'metadata.annotations') return badName(path, subscripted.key.toLowerCase(), qualifiedName);
  if (subscripted) return unknown(`field label does not support subscript: ${fieldPath}`);
  if (!knownFields.includes(fieldPath)) return unknown(`field label not supported: ${fieldPath}`);
  const plain = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  return allowed.includes(plain) ? [] : [unsupported(`${path}.fieldPath`, plain, allowed)];
}

/** An amount of a container's (validateContainerResourceFieldSelector). */
export function validateResourceFieldRef(
  { containerName, resource = '', divisor }: Partial<ResourceFieldSelector>,
  path: string,
  isVolume: boolean,
): FieldError[] {
  const hugePages = /^(requests|limits)\.hugepages-/.test(resource);
  const errors: FieldError[] = [];
  if (isVolume && !containerName) errors.push(required(`${path}.containerName`));
  else if (!resource) errors.push(required(`${path}.resource`));
  else if (!resources.includes(resource) && !hugePages)
    errors.push(unsupported(`${path}.resource`, resource, resources));
  const unit = Quantity.of(divisor);
  if (unit.isZero()) return errors;
  const what = hugePages ? 'hugepages' : entryOf(divided, resource.replace(/^(requests|limits)\./, ''));
  if (!what || (!hugePages && !resources.includes(resource))) return errors;
  const allowed = what === 'cpu' ? ['1m', '1'] : amounts;
  if (allowed.includes(unit.toString())) return errors;
  const list = what === 'cpu' ? '1m and 1' : amounts.join(', ');
  const detail = `only divisor's values ${list} are supported with the ${what} resource`;
  return [...errors, invalidValue(`${path}.divisor`, resource, detail)];
}

const divided: Readonly<Record<string, string>> = {
  cpu: 'cpu',
  memory: 'memory',
  'ephemeral-storage': 'local ephemeral storage',
};

/** ValidateEnvFrom. */
export function validateEnvFrom(
  sources: readonly EnvFromSource[] | undefined,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
  return (sources ?? []).flatMap(({ prefix, configMapRef, secretRef }, i) => {
    const at = `${path}[${i}]`;
    const errors = prefix ? badName(`${at}.prefix`, prefix, nameOfVariable(release)) : [];
    for (const [field, ref] of [
      ['configMapRef', configMapRef],
      ['secretRef', secretRef],
    ] as const) {
      if (!ref) continue;
      if (!ref.name) errors.push(required(`${at}.${field}.name`));
      else errors.push(...badName(`${at}.${field}.name`, ref.name, asPrefix(dns1123Subdomain)));
    }
    const count = [configMapRef, secretRef].filter(Boolean).length;
    if (count === 0) errors.push(invalidValue(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    else if (count > 1) errors.push(invalidValue(path, '', 'may not have more than one field specified at a time'));
    return errors;
  });
}
