import type { LabelSelector } from './types';
import { entryOf } from '../entryOf';

/**
 * Whether a selector chooses something with these labels: none chooses nothing, an empty one everything
 * (apimachinery/pkg/apis/meta/v1/helpers.go LabelSelectorAsSelector, 0.37).
 */
export function selects(
  selector: LabelSelector | undefined,
  labels: Readonly<Record<string, string>> | undefined = {},
): boolean {
  if (!selector) return false;
  return (
    selectsLabels(selector.matchLabels, labels) &&
    (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const value = entryOf(labels, key);
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    })
  );
}

/** Whether all these labels are there with these values. */
export function selectsLabels(
  wanted: Readonly<Record<string, string>> | undefined,
  labels: Readonly<Record<string, string>> | undefined = {},
): boolean {
  for (const key in wanted) if (entryOf(labels, key) !== entryOf(wanted, key)) return false;
  return true;
}

/** Whether a selector has no requirement. */
export function isEmptySelector({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels ?? {}).length === 0 && !matchExpressions?.length;
}
