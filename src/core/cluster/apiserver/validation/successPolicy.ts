import { byteLength } from '../../../api/byteLength';
import type { SuccessPolicy } from '../../../api/types';
import { goQuote } from '../../../go/goQuote';
import type { FieldError } from '../../../api/fieldError';
import { invalidValue, nonnegative, required, tooLong, tooMany } from '../../../api/fieldErrors';

/** validateSuccessPolicy, pkg/apis/batch/validation/validation.go, 1.37. */
export function validateSuccessPolicy(
  { rules = [] }: Partial<SuccessPolicy>,
  completions: number,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (rules.length === 0) {
    const detail = 'at least one rules must be specified when the successPolicy is specified';
    errors.push(required(`${path}.rules`, detail));
  }
  if (rules.length > 20) errors.push(tooMany(`${path}.rules`, rules.length, 20));
  for (const [i, { succeededCount: count, succeededIndexes: indexes }] of rules.entries()) {
    const at = `${path}.rules[${i}]`;
    if (count === undefined && indexes === undefined)
      errors.push(required(at, 'at least one of succeededCount or succeededIndexes must be specified'));
    let total = 0;
    if (indexes !== undefined) {
      if (byteLength(indexes) > 65_536) errors.push(tooLong(`${at}.succeededIndexes`, 65_536));
      const parsed = countIndexes(indexes, completions);
      if (typeof parsed === 'number') total = parsed;
      else errors.push(invalidValue(`${at}.succeededIndexes`, indexes, `error parsing succeededIndexes: ${parsed}`));
    }
    if (count === undefined) continue;
    errors.push(...nonnegative(`${at}.succeededCount`, count));
    const atMost = (most: number, what: string): void => {
      const detail = `must be less than or equal to ${most} (the number of ${what})`;
      if (count > most) errors.push(invalidValue(`${at}.succeededCount`, count, detail));
    };
    atMost(completions, 'specified completions');
    if (indexes !== undefined) atMost(total, 'indexes in the specified succeededIndexes field');
  }
  return errors;
}

/** How many indexes a list such as `1,3-5` has, or what is wrong with it (validateIndexesFormat). */
function countIndexes(text: string, completions: number): number | string {
  if (!text) return 0;
  let last: number | undefined;
  let total = 0;
  for (const interval of text.split(',')) {
    const limits = interval.split('-');
    if (limits.length > 2)
      return `the fragment ${goQuote(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`;
    const numbers: number[] = [];
    for (const limit of limits) {
      if (!/^[+-]?\d+$/.test(limit)) return `cannot convert string to integer for index: ${goQuote(limit)}`;
      if (Number(limit) >= completions) return `too large index: ${goQuote(limit)}`;
      numbers.push(Number(limit));
    }
    const [first = 0, end = first] = numbers;
    const order = (before: number, now: number): string => `non-increasing order, previous: ${before}, current: ${now}`;
    if (numbers.length > 1 && first >= end) return order(first, end);
    if (last !== undefined && last >= first) return order(last, first);
    total += end - first + 1;
    last = end;
  }
  return total;
}
