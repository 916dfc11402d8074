import { Quantity } from '../../api/quantity';
import type { ResourceRequirements } from '../../api/types';
import type { FieldError } from './fieldError';
import { forbiddenField, invalidValue, required } from './fieldErrors';
import { qualifiedName } from './names';

const standard = new Set(['cpu', 'memory', 'ephemeral-storage']);
const podStandard = new Set(['cpu', 'memory']);

/** A container's resources (pkg/apis/core/validation/validation.go ValidateContainerResourceRequirements, 1.37). */
export function validateResources(
  resources: ResourceRequirements | undefined,
  path: string,
  pod = false,
): FieldError[] {
  const { limits = {}, requests = {}, claims = [] } = resources ?? {};
  const errors: FieldError[] = [];
  const limitsPath = `${path}.limits`;
  const requestsPath = `${path}.requests`;
  let cpuOrMemory = false;
  let hugePages = false;
  const see = (name: string): void => {
    if (name === 'cpu' || name === 'memory') cpuOrMemory = true;
    if (name.startsWith('hugepages-')) hugePages = true;
  };
  for (const [name, quantity] of sorted(limits)) {
    errors.push(
      ...nameErrors(name, `${limitsPath}[${name}]`, pod),
      ...quantityErrors(name, quantity, `${limitsPath}[${name}]`),
    );
    see(name);
  }
  for (const [name, quantity] of sorted(requests)) {
    errors.push(
      ...nameErrors(name, `${requestsPath}[${name}]`, pod),
      ...quantityErrors(name, quantity, `${requestsPath}[${name}]`),
    );
    const limit = limits[name];
    const overcommit = standard.has(name);
    if (limit !== undefined) {
      const order = Quantity.of(quantity).compare(Quantity.of(limit));
      if (!overcommit && order !== 0)
        errors.push(invalidValue(requestsPath, String(quantity), `must be equal to ${name} limit of ${limit}`));
      else if (overcommit && order > 0) {
        errors.push(
          invalidValue(requestsPath, String(quantity), `must be less than or equal to ${name} limit of ${limit}`),
        );
      }
    } else if (!overcommit) errors.push(required(limitsPath, 'Limit must be set for non overcommitable resources'));
    see(name);
  }
  if (hugePages && !cpuOrMemory) errors.push(forbiddenField(path, 'HugePages require cpu or memory'));
  for (const [i, { name }] of claims.entries()) if (!name) errors.push(required(`${path}.claims[${i}].name`));
  return errors;
}

function nameErrors(name: string, path: string, pod: boolean): FieldError[] {
  const errors = qualifiedName(name).map((text) => invalidValue(path, name, text));
  if (name.includes('/')) {
    if (name.startsWith('requests.'))
      errors.push(invalidValue(path, name, 'must be a standard resource for containers'));
    return errors;
  }
  const hugePages = name.startsWith('hugepages-');
  if (pod ? podStandard.has(name) || hugePages : standard.has(name) || hugePages) return errors;
  if (pod)
    return [
      ...errors,
      {
        type: 'Unsupported value',
        path,
        value: JSON.stringify(name),
        detail: 'supported values: "cpu", "hugepages-", "memory"',
      },
    ];
  const known =
    [
      'pods',
      'services',
      'storage',
      'replicationcontrollers',
      'resourcequotas',
      'secrets',
      'configmaps',
      'persistentvolumeclaims',
    ].includes(name) || /^(requests|limits)\./.test(name);
  if (!known) errors.push(invalidValue(path, name, 'must be a standard resource type or fully qualified'));
  errors.push(invalidValue(path, name, 'must be a standard resource for containers'));
  return errors;
}

function quantityErrors(name: string, written: string | number, path: string): FieldError[] {
  const quantity = Quantity.of(written);
  const errors: FieldError[] = [];
  if (quantity.nanos < 0n) errors.push(invalidValue(path, String(written), 'must be greater than or equal to 0'));
  const whole = name.startsWith('hugepages-') || name.includes('/') || name === 'pods';
  if (whole && quantity.nanos % 1_000_000_000n !== 0n)
    errors.push(invalidValue(path, quantity.toString(), 'must be an integer'));
  return errors;
}

function sorted(map: Record<string, string | number>): [string, string | number][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}
