import type { TopologySpreadConstraint } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { duplicate, invalidValue, required, unsupported } from '../../../api/fieldErrors';
import { validateLabelSelector } from './labelSelector';
import { validateKeysOfSpread, validateMatchLabelKeys } from './matchLabelKeys';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const policies = ['Honor', 'Ignore'];

/** validateTopologySpreadConstraints, pkg/apis/core/validation/validation.go, 1.37. */
export function validateTopologySpread(
  constraints: readonly Partial<TopologySpreadConstraint>[] | undefined,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
  return (constraints ?? []).flatMap((constraint, i, all) => {
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable: action = '', minDomains } = constraint;
    const at = `${path}[${i}]`;
    const errors: FieldError[] = [];
    if (maxSkew <= 0) errors.push(invalidValue(`${at}.maxSkew`, maxSkew, 'must be greater than zero'));
    if (!topologyKey) errors.push(required(`${at}.topologyKey`, 'can not be empty'));
    if (!actions.includes(action)) errors.push(unsupported(`${at}.whenUnsatisfiable`, action, actions));
    const again = all
      .slice(i + 1)
      .some((other) => (other.topologyKey ?? '') === topologyKey && (other.whenUnsatisfiable ?? '') === action);
    if (again) errors.push(duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${topologyKey}, ${action}}`));
    if (minDomains !== undefined) {
      if (minDomains <= 0) errors.push(invalidValue(`${at}.minDomains`, minDomains, 'must be greater than zero'));
      if (action !== 'DoNotSchedule') {
        const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
        errors.push(invalidValue(`${at}.minDomains`, minDomains, detail));
      }
    }
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[field];
      if (policy !== undefined && !policies.includes(policy))
        errors.push(unsupported(`${at}.${field}`, policy, policies));
    }
    errors.push(
      ...(release.gates.MatchLabelKeysInPodTopologySpreadSelectorMerge
        ? validateMatchLabelKeys(constraint, at)
        : validateKeysOfSpread(constraint, `${at}.matchLabelKeys`)),
      ...validateLabelSelector(constraint.labelSelector, `${at}.labelSelector`),
    );
    return errors;
  });
}
