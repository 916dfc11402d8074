import type { LabelSelector, LabelSelectorRequirement } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, forbiddenField, invalidValue, required } from '../../../api/fieldErrors';
import { labelValue, qualifiedName } from '../../../api/names';
import { validateLabels } from './objectMeta';

/** A selector by labels (apimachinery/pkg/apis/meta/v1/validation/validation.go ValidateLabelSelector, 0.37). */
export function validateLabelSelector(selector: LabelSelector | undefined, path: string): FieldError[] {
  if (!selector) return [];
  return [
    ...validateLabels(selector.matchLabels, `${path}.matchLabels`),
    ...(selector.matchExpressions ?? []).flatMap((one, i) => requirement(one, `${path}.matchExpressions[${i}]`)),
  ];
}

function requirement({ key, operator, values = [] }: LabelSelectorRequirement, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      errors.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.push(
        forbiddenField(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
      );
  } else errors.push(invalidValue(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
  return [
    ...errors,
    ...badName(`${path}.key`, key ?? '', qualifiedName),
    ...values.flatMap((value, i) => badName(`${path}.values[${i}]`, value, labelValue)),
  ];
}
