import type { Container, PodSpec } from '../../api/types';
import { Quantity } from '../../api/quantity';
import type { FieldError } from './fieldError';

/** The rules of a pod's spec (pkg/apis/core/validation/validation.go ValidatePodSpec, 1.37). */
export function validatePodSpec(spec: PodSpec | undefined, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const volumes = new Set((spec?.volumes ?? []).map(({ name }) => name));
  const containers = spec?.containers ?? [];
  if (containers.length === 0) errors.push({ type: 'Required value', path: `${path}.containers` });
  const names = new Set<string>();
  for (const [list, field] of [
    [containers, 'containers'],
    [spec?.initContainers ?? [], 'initContainers'],
  ] as const) {
    for (const [i, container] of list.entries()) {
      const at = `${path}.${field}[${i}]`;
      if (names.has(container.name))
        errors.push({ type: 'Duplicate value', path: `${at}.name`, value: JSON.stringify(container.name) });
      names.add(container.name);
      errors.push(...validateContainer(container, at, volumes));
    }
  }
  return errors;
}

function validateContainer(container: Container, path: string, volumes: ReadonlySet<string>): FieldError[] {
  const errors: FieldError[] = [];
  for (const [i, port] of (container.ports ?? []).entries()) {
    const number = port.containerPort;
    const at = `${path}.ports[${i}].containerPort`;
    if (number === undefined || number === 0) errors.push({ type: 'Required value', path: at });
    else if (number < 1 || number > 65535) {
      errors.push({
        type: 'Invalid value',
        path: at,
        value: String(number),
        detail: 'must be between 1 and 65535, inclusive',
      });
    }
  }
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    if (!volumes.has(mount.name)) {
      errors.push({ type: 'Not found', path: `${path}.volumeMounts[${i}].name`, value: JSON.stringify(mount.name) });
    }
  }
  const { requests = {}, limits = {} } = container.resources ?? {};
  for (const [name, request] of Object.entries(requests)) {
    const limit = limits[name];
    if (limit !== undefined && Quantity.of(request).compare(Quantity.of(limit)) > 0) {
      errors.push({
        type: 'Invalid value',
        path: `${path}.resources.requests`,
        value: JSON.stringify(String(request)),
        detail: `must be less than or equal to ${name} limit of ${limit}`,
      });
    }
  }
  return errors;
}
