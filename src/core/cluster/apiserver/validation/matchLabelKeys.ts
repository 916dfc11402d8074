import type { LabelSelector } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, forbiddenField, invalidValue } from '../../../api/fieldErrors';
import { qualifiedName } from '../../../api/names';
import { unchecked } from '../../../api/unchecked';

interface WithKeys {
  labelSelector?: LabelSelector;
  matchLabelKeys?: string[];
  mismatchLabelKeys?: string[];
}

/** Labels of the pod itself that a selector is to have (ValidateMatchLabelKeysAndMismatchLabelKeys, pkg/apis/core/validation/validation.go, 1.37). */
export function validateMatchLabelKeys(
  { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] }: WithKeys,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const [field, keys] of [
    ['matchLabelKeys', matchLabelKeys],
    ['mismatchLabelKeys', mismatchLabelKeys],
  ] as const) {
    if (keys.length === 0) continue;
    if (!labelSelector)
      errors.push(forbiddenField(`${path}.${field}`, 'must not be specified when labelSelector is not set'));
    else errors.push(...keys.flatMap((key, i) => badName(`${path}.${field}[${i}]`, key, qualifiedName)));
  }
  if (matchLabelKeys.length === 0) return errors;
  const inSelector = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const expression of labelSelector?.matchExpressions ?? []) {
    const { key = '' } = unchecked(expression);
    const i = matchLabelKeys.lastIndexOf(key);
    // By now the API server has added an expression for each key: a second one is the manifest's own.
    if (i >= 0 && inSelector.has(key))
      errors.push(invalidValue(`${path}[${i}]`, key, 'exists in both matchLabelKeys and labelSelector'));
    inSelector.add(key);
  }
  for (const [i, key] of matchLabelKeys.entries())
    if (mismatchLabelKeys.includes(key))
      errors.push(
        invalidValue(`${path}.matchLabelKeys[${i}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys'),
      );
  return errors;
}

/** The same where the keys are not written into the selector (validateMatchLabelKeysInTopologySpread, 1.33). */
export function validateKeysOfSpread({ labelSelector, matchLabelKeys = [] }: WithKeys, path: string): FieldError[] {
  if (matchLabelKeys.length === 0) return [];
  const inSelector = new Set([
    ...Object.keys(labelSelector?.matchLabels ?? {}),
    ...(labelSelector?.matchExpressions ?? []).map((expression) => unchecked(expression).key ?? ''),
  ]);
  return [
    ...(labelSelector ? [] : [forbiddenField(path, 'must not be specified when labelSelector is not set')]),
    ...matchLabelKeys.flatMap((key, i) => [
      ...badName(`${path}[${i}]`, key, qualifiedName),
      ...(inSelector.has(key)
        ? [invalidValue(`${path}[${i}]`, key, 'exists in both matchLabelKeys and labelSelector')]
        : []),
    ]),
  ];
}
