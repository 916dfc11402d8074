import { Quantity } from '../../../api/quantity';
import type { ResourceRequirements } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { forbiddenField, invalidValue, required, unsupported } from '../../../api/fieldErrors';
import { qualifiedName } from '../../../api/names';
import { validateResourceClaimNames } from './resourceClaims';
import { entryOf } from '../../../entryOf';
import { isExtendedResource, isHugePages, isIntegerResource, isNativeResource, isOvercommitAllowed, isStandardContainerResource, isStandardResource } from './resourceNames'; // prettier-ignore
import { goQuantity, goResourceName } from '../../../api/goValue';

type Amounts = Readonly<Record<string, string | number>>;
type ResourceNameCheck = (name: string, path: string) => FieldError[];

const none: Amounts = {};

/** A container's resources (pkg/apis/core/validation/validation.go validateResourceRequirements, 1.37). */
export function validateResources(
  resources: ResourceRequirements | undefined,
  path: string,
  claims: ReadonlySet<string>,
  checkName: ResourceNameCheck = containerResourceName,
): FieldError[] {
  if (!resources) return [];
  const { limits = none, requests = none } = resources;
  const errors: FieldError[] = [];
  let cpuOrMemory = false;
  let hugePages = false;
  const check = (name: string, quantity: Quantity, at: string): void => {
    errors.push(...checkName(name, at), ...validateAmount(name, quantity, at));
    if (name === 'cpu' || name === 'memory') cpuOrMemory = true;
  };
  const pages = (name: string, quantity: Quantity, at: string): void => {
    if (!isHugePages(name)) return;
    hugePages = true;
    if (!isDivisible(name, quantity)) {
      const text = quantity.toString();
      errors.push(invalidValue(at, text, `${text} is not positive integer multiple of ${name}`));
    }
  };
  for (const name of sortedNames(limits)) {
    const quantity = Quantity.of(entryOf(limits, name));
    check(name, quantity, `${path}.limits[${name}]`);
    pages(name, quantity, `${path}.limits[${name}]`);
  }
  for (const name of sortedNames(requests)) {
    const quantity = Quantity.of(entryOf(requests, name));
    check(name, quantity, `${path}.requests[${name}]`);
    if (entryOf(limits, name) !== undefined) {
      const limit = Quantity.of(entryOf(limits, name));
      const order = quantity.compare(limit);
      const wrong = (what: string): void =>
        void errors.push(
          invalidValue(
            `${path}.requests`,
            quantity.toString(),
            `must be ${what} to ${name} limit of ${limit.toString()}`,
          ),
        );
      if (order !== 0 && !isOvercommitAllowed(name)) wrong('equal');
      else if (order > 0) wrong('less than or equal');
    } else if (!isOvercommitAllowed(name))
      errors.push(required(`${path}.limits`, 'Limit must be set for non overcommitable resources'));
    pages(name, quantity, `${path}.requests[${name}]`);
  }
  if (hugePages && !cpuOrMemory) errors.push(forbiddenField(path, 'HugePages require cpu or memory'));
  if (resources.claims) errors.push(...validateResourceClaimNames(resources.claims, `${path}.claims`, claims));
  return errors;
}

/** In the order of the names, where Go has none. */
export function sortedNames(amounts: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(amounts);
  return names.length > 1 ? names.sort() : names;
}

/** validateResourceName. */
export function resourceName(name: string, path: string): FieldError[] {
  const shown = goResourceName(name);
  const errors = qualifiedName(name).map((text) => invalidValue(path, shown, text));
  if (errors.length > 0 || name.includes('/') || isStandardResource(name)) return errors;
  return [invalidValue(path, shown, 'must be a standard resource type or fully qualified')];
}

/** ValidateContainerResourceName. */
export function containerResourceName(name: string, path: string): FieldError[] {
  const errors = resourceName(name, path);
  if (name.split('/').length === 1) {
    if (!isStandardContainerResource(name))
      errors.push(invalidValue(path, goResourceName(name), 'must be a standard resource for containers'));
  } else if (!isNativeResource(name) && !isExtendedResource(name))
    errors.push(invalidValue(path, goResourceName(name), "doesn't follow extended resource name standard"));
  return errors;
}

/** validatePodResourceName. */
export function podResourceName(name: string, path: string): FieldError[] {
  const errors = resourceName(name, path);
  if (errors.length > 0 || name === 'cpu' || name === 'memory' || isHugePages(name)) return errors;
  return [unsupported(path, goResourceName(name), ['cpu', 'hugepages-', 'memory'])];
}

/** ValidateResourceQuantityValue. */
export function validateAmount(name: string, quantity: Quantity, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (quantity.nanos < 0n) errors.push(invalidValue(path, quantity.toString(), 'must be greater than or equal to 0'));
  if (isIntegerResource(name) && quantity.milliValue() % 1000n !== 0n)
    errors.push(invalidValue(path, goQuantity(quantity), 'must be an integer'));
  return errors;
}

/** Whether an amount of huge pages is a number of whole pages (IsHugePageResourceValueDivisible). */
function isDivisible(name: string, quantity: Quantity): boolean {
  let size: Quantity;
  try {
    size = Quantity.parse(name.slice('hugepages-'.length));
  } catch {
    return false;
  }
  if (size.nanos <= 0n || size.milliValue() % 1000n !== 0n) return false;
  return quantity.value() % size.value() === 0n;
}
