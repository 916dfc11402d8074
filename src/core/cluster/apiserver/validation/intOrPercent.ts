import type { FieldError } from '../../../api/fieldError';
import { invalidValue, nonnegative } from '../../../api/fieldErrors';
import { goIntOrString } from '../../../api/goValue';

type IntOrPercent = number | string;

/** ValidatePositiveIntOrPercent, pkg/apis/apps/validation/validation.go, 1.37. */
export function positiveIntOrPercent(value: IntOrPercent, path: string): FieldError[] {
  if (typeof value === 'number') return nonnegative(path, value);
  const detail =
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
  return isPercent(value) ? [] : [invalidValue(path, goIntOrString(value), detail)];
}

/** IsNotMoreThan100Percent. */
export function isNotMoreThan100Percent(value: IntOrPercent, path: string): FieldError[] {
  return typeof value === 'string' && isPercent(value) && Number.parseInt(value, 10) > 100
    ? [invalidValue(path, goIntOrString(value), 'must not be greater than 100%')]
    : [];
}

/** Whether it comes to nothing; a text that is no percentage counts as the number that it is, or 0. */
export function isZero(value: IntOrPercent): boolean {
  if (typeof value === 'number') return value === 0;
  return isPercent(value) ? Number.parseInt(value, 10) === 0 : !/^[+-]?\d+$/.test(value) || Number(value) === 0;
}

function isPercent(value: string): boolean {
  return /^\d+%$/.test(value);
}
