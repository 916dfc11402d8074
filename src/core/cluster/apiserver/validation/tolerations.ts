import type { Toleration } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, invalidValue, unsupported } from '../../../api/fieldErrors';
import { labelValue, qualifiedName } from '../../../api/names';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/**
 * ValidateTolerations, pkg/apis/core/validation/validation.go, 1.37.
 *
 * @param withKeys whether keys are looked at here; since 1.37 a pod's are `validateTolerationKeys`'
 */
export function validateTolerations(
  tolerations: readonly Toleration[] | undefined,
  path: string,
  release: KubernetesRelease,
  withKeys = !release.looksAtTolerationKeysLast,
): FieldError[] {
  return (tolerations ?? []).flatMap(({ key, operator = '', value = '', effect = '', tolerationSeconds }, i) => {
    const at = `${path}[${i}]`;
    const errors = withKeys && key ? badName(`${at}.key`, key, qualifiedName) : [];
    const wrong = (field: string, what: string, detail: string): void =>
      void errors.push(invalidValue(`${at}.${field}`, what, detail));
    if (!key && operator !== 'Exists')
      wrong('operator', operator, 'operator must be Exists when `key` is empty, which means "match all values and all keys"'); // prettier-ignore
    if (tolerationSeconds !== undefined && effect !== 'NoExecute')
      wrong('effect', effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
    if (operator === 'Exists') {
      if (value) wrong('operator', value, "value must be empty when `operator` is 'Exists'");
    } else if (operator === 'Equal' || operator === '') {
      const bad = labelValue(value);
      if (bad.length > 0) wrong('operator', value, bad.join(';'));
    } else if (release.knowsComparingTolerations && (operator === 'Lt' || operator === 'Gt'))
      errors.push(unsupported(`${at}.operator`, operator, ['Equal', 'Exists', 'Lt', 'Gt']));
    else errors.push(unsupported(`${at}.operator`, operator, ['Equal', 'Exists']));
    if (effect && !effects.includes(effect)) errors.push(unsupported(`${at}.effect`, effect, effects));
    return errors;
  });
}

/** The keys, which the API server's declarative rules look at after all else. */
export function validateTolerationKeys(tolerations: readonly Toleration[] | undefined, path: string): FieldError[] {
  return (tolerations ?? []).flatMap(({ key }, i) => (key ? badName(`${path}[${i}].key`, key, qualifiedName) : []));
}
