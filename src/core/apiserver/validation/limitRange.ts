import { Quantity } from '../../api/quantity';
import type { LimitRangeItem, LimitRangeSpec } from '../../api/types';
import type { FieldError } from './fieldError';
import { badName, duplicate, forbiddenField, invalidValue, required } from './fieldErrors';
import { qualifiedName } from './names';
import { isOvercommitAllowed } from './resourceNames';
import { containerResourceName, resourceName, sortedNames } from './resources';

const types = ['Pod', 'Container', 'PersistentVolumeClaim'];
type Bound = 'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio';
const ofPods: readonly Bound[] = ['max', 'min', 'maxLimitRequestRatio'];
const ofOthers: readonly Bound[] = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'];
const one = Quantity.of(1);

/** ValidateLimitRange, pkg/apis/core/validation/validation.go, 1.37; in the order of the names, where Go has none. */
export function validateLimitRange({ limits = [] }: Partial<LimitRangeSpec>): FieldError[] {
  const seen = new Set<string>();
  return limits.flatMap((item, i) => {
    const path = `spec.limits[${i}]`;
    const { type = '' } = item as Partial<LimitRangeItem>;
    const errors = typeName(type, `${path}.type`);
    if (seen.has(type)) errors.push(duplicate(`${path}.type`, type));
    seen.add(type);
    for (const bound of ofOthers) errors.push(...boundNames(item, bound, path));
    const names = new Set((type === 'Pod' ? ofPods : ofOthers).flatMap((bound) => Object.keys(item[bound] ?? {})));
    return [...errors, ...[...names].sort().flatMap((name) => resourceBounds(item, name, path))];
  });
}

function typeName(type: string, path: string): FieldError[] {
  const errors = badName(path, type, qualifiedName);
  if (errors.length > 0 || type.includes('/') || types.includes(type)) return errors;
  return [invalidValue(path, type, 'must be a standard limit type or fully qualified')];
}

function boundNames(item: LimitRangeItem, bound: Bound, path: string): FieldError[] {
  const { type } = item;
  const amounts = item[bound] ?? {};
  const errors: FieldError[] = [];
  const isDefault = bound === 'default' || bound === 'defaultRequest';
  // A claim's bounds are looked at where its ratio is reached.
  if (bound === 'maxLimitRequestRatio' && type === 'PersistentVolumeClaim') {
    const { min, max } = item;
    if (min?.['storage'] === undefined && max?.['storage'] === undefined)
      errors.push(
        required(`${path}.limits`, 'either minimum or maximum storage value is required, but neither was provided'),
      );
  }
  if (type === 'Pod' && isDefault) {
    return Object.keys(amounts).length > 0
      ? [forbiddenField(`${path}.${bound}`, "may not be specified when `type` is 'Pod'")]
      : [];
  }
  const check = type === 'Pod' || type === 'Container' ? containerResourceName : resourceName;
  for (const name of sortedNames(amounts)) errors.push(...check(name, `${path}.${bound}[${name}]`));
  return errors;
}

/** How the bounds of one resource stand to each other. */
function resourceBounds(item: LimitRangeItem, name: string, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const of = (bound: Bound): Quantity | undefined => {
    const amount = item.type === 'Pod' && !ofPods.includes(bound) ? undefined : item[bound]?.[name];
    return amount === undefined ? undefined : Quantity.of(amount);
  };
  const wrong = (bound: Bound, value: Quantity, detail: string): void =>
    void errors.push(invalidValue(`${path}.${bound}[${name}]`, value.toString(), detail));
  const [min, max, limit, request, ratio] = [of('min'), of('max'), of('default'), of('defaultRequest'), of('maxLimitRequestRatio')]; // prettier-ignore
  if (min && max && min.compare(max) > 0) wrong('min', min, `min value ${min} is greater than max value ${max}`);
  if (request && min && min.compare(request) > 0)
    wrong('defaultRequest', request, `min value ${min} is greater than default request value ${request}`);
  if (request && max && request.compare(max) > 0)
    wrong('defaultRequest', request, `default request value ${request} is greater than max value ${max}`);
  if (request && limit && request.compare(limit) > 0)
    wrong('defaultRequest', request, `default request value ${request} is greater than default limit value ${limit}`);
  if (limit && min && min.compare(limit) > 0)
    wrong('default', min, `min value ${min} is greater than default value ${limit}`);
  if (limit && max && limit.compare(max) > 0)
    wrong('default', max, `default value ${limit} is greater than max value ${max}`);
  if (ratio && ratio.compare(one) < 0) wrong('maxLimitRequestRatio', ratio, `ratio ${ratio} is less than 1`);
  if (ratio && min && max) {
    const most = Number(max.milliValue()) / Number(min.milliValue());
    if (Number(ratio.milliValue()) / 1000 > most)
      wrong('maxLimitRequestRatio', ratio, `ratio ${ratio} is greater than max/min = ${most.toFixed(6)}`);
  }
  if (!isOvercommitAllowed(name) && limit && request && limit.compare(request) !== 0)
    wrong('defaultRequest', request, `default value ${limit} must equal to defaultRequest value ${request} in ${name}`);
  return errors;
}
