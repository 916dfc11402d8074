import { Quantity } from '../../../api/quantity';
import type { LimitRangeItem, LimitRangeSpec } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, duplicate, forbiddenField, invalidValue, required } from '../../../api/fieldErrors';
import { qualifiedName } from '../../../api/names';
import { isOvercommitAllowed } from './resourceNames';
import { containerResourceName, resourceName, sortedNames } from './resources';
import { entryOf } from '../../../entryOf';
import { unchecked } from '../../../api/unchecked';
import { goQuantity } from '../../../api/goValue';

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
    const { type = '' } = unchecked(item);
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

/** What must not be greater than what: the bounds with their names in messages, where the error is, which value it shows. */
const orders: readonly [Bound, string, Bound, string, at: Bound, shown: Bound][] = [
  ['min', 'min', 'max', 'max', 'min', 'min'],
  ['min', 'min', 'defaultRequest', 'default request', 'defaultRequest', 'defaultRequest'],
  ['defaultRequest', 'default request', 'max', 'max', 'defaultRequest', 'defaultRequest'],
  ['defaultRequest', 'default request', 'default', 'default limit', 'defaultRequest', 'defaultRequest'],
  ['min', 'min', 'default', 'default', 'default', 'min'],
  ['default', 'default', 'max', 'max', 'default', 'max'],
];

/** How the bounds of one resource stand to each other. */
function resourceBounds(item: LimitRangeItem, name: string, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const of = (bound: Bound): Quantity | undefined => {
    const amount = item.type === 'Pod' && !ofPods.includes(bound) ? undefined : entryOf(item[bound], name);
    return amount === undefined ? undefined : Quantity.of(amount);
  };
  const text = (bound: Bound): string => of(bound)?.toString() ?? '';
  const wrong = (at: Bound, shown: Bound, detail: string): void =>
    void errors.push(invalidValue(`${path}.${at}[${name}]`, goQuantity(of(shown)!), detail));
  for (const [less, lessName, more, moreName, at, shown] of orders) {
    const [low, high] = [of(less), of(more)];
    if (low && high && low.compare(high) > 0)
      wrong(at, shown, `${lessName} value ${text(less)} is greater than ${moreName} value ${text(more)}`);
  }
  const [min, max, ratio] = [of('min'), of('max'), of('maxLimitRequestRatio')];
  const ratioText = text('maxLimitRequestRatio');
  if (ratio && ratio.compare(one) < 0)
    wrong('maxLimitRequestRatio', 'maxLimitRequestRatio', `ratio ${ratioText} is less than 1`);
  if (ratio && min && max) {
    const most = Number(max.milliValue()) / Number(min.milliValue());
    const detail = `ratio ${ratioText} is greater than max/min = ${most.toFixed(6)}`;
    if (Number(ratio.milliValue()) / 1000 > most) wrong('maxLimitRequestRatio', 'maxLimitRequestRatio', detail);
  }
  const [limit, request] = [of('default'), of('defaultRequest')];
  if (!isOvercommitAllowed(name) && limit && request && limit.compare(request) !== 0) {
    const detail = `default value ${text('default')} must equal to defaultRequest value ${text('defaultRequest')} in ${name}`;
    wrong('defaultRequest', 'defaultRequest', detail);
  }
  return errors;
}
