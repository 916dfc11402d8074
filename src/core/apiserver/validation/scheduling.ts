import type { NodeSelectorRequirement, PodAffinityTerm, PodSpec } from '../../api/types';
import type { FieldError } from './fieldError';
import { duplicate, forbiddenField, invalidValue, required, unsupported } from './fieldErrors';
import { qualifiedName } from './names';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Affinity, tolerations, spreading (pkg/apis/core/validation/validation.go, 1.37). */
export function validateAffinity({ affinity }: PodSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const node = affinity?.nodeAffinity;
  const needed = node?.requiredDuringSchedulingIgnoredDuringExecution;
  if (needed) {
    const at = `${path}.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
    const terms = needed.nodeSelectorTerms ?? [];
    if (terms.length === 0) errors.push(required(at, 'must have at least one node selector term'));
    for (const [i, { matchExpressions = [] }] of terms.entries()) {
      for (const [j, requirement] of matchExpressions.entries())
        errors.push(...nodeRequirement(requirement, `${at}[${i}].matchExpressions[${j}]`));
    }
  }
  for (const [i, { weight, preference }] of (node?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
    const at = `${path}.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[${i}]`;
    if (weight <= 0 || weight > 100) errors.push(invalidValue(`${at}.weight`, weight, 'must be in the range 1-100'));
    for (const [j, requirement] of (preference?.matchExpressions ?? []).entries())
      errors.push(...nodeRequirement(requirement, `${at}.preference.matchExpressions[${j}]`));
  }
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const rule = affinity?.[kind];
    for (const [i, term] of (rule?.requiredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
      errors.push(...podTerm(term, `${path}.${kind}.requiredDuringSchedulingIgnoredDuringExecution[${i}]`));
    }
    for (const [i, { weight, podAffinityTerm }] of (
      rule?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    ).entries()) {
      const at = `${path}.${kind}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`;
      if (weight <= 0 || weight > 100) errors.push(invalidValue(`${at}.weight`, weight, 'must be in the range 1-100'));
      errors.push(...podTerm(podAffinityTerm, `${at}.podAffinityTerm`));
    }
  }
  return errors;
}

function nodeRequirement({ key, operator, values = [] }: NodeSelectorRequirement, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      errors.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.push(
        forbiddenField(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
      );
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1)
      errors.push(required(`${path}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
  } else errors.push(invalidValue(`${path}.operator`, operator, 'not a valid selector operator'));
  return [...errors, ...qualifiedName(key ?? '').map((text) => invalidValue(`${path}.key`, key, text))];
}

function podTerm(term: PodAffinityTerm | undefined, path: string): FieldError[] {
  if (!term?.topologyKey) return [required(`${path}.topologyKey`, 'can not be empty')];
  return qualifiedName(term.topologyKey).map((text) => invalidValue(`${path}.topologyKey`, term.topologyKey, text));
}

export function validateTolerations({ tolerations }: PodSpec, path: string): FieldError[] {
  return (tolerations ?? []).flatMap(({ key, operator, value, effect, tolerationSeconds }, i) => {
    const at = `${path}[${i}]`;
    const errors: FieldError[] = [];
    if (key) errors.push(...qualifiedName(key).map((text) => invalidValue(`${at}.key`, key, text)));
    if (!key && operator !== 'Exists')
      errors.push(
        invalidValue(
          `${at}.operator`,
          operator,
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        ),
      );
    if (tolerationSeconds !== undefined && effect !== 'NoExecute')
      errors.push(invalidValue(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    if (operator === 'Exists') {
      if (value) errors.push(invalidValue(`${at}.operator`, value, "value must be empty when `operator` is 'Exists'"));
    } else if (operator && operator !== 'Equal')
      errors.push(unsupported(`${at}.operator`, operator, ['Equal', 'Exists']));
    if (effect && !effects.includes(effect)) errors.push(unsupported(`${at}.effect`, effect, effects));
    return errors;
  });
}

export function validateTopologySpread(
  { topologySpreadConstraints: constraints }: PodSpec,
  path: string,
): FieldError[] {
  const seen = new Set<string>();
  return (constraints ?? []).flatMap(({ maxSkew, topologyKey, whenUnsatisfiable, minDomains }, i) => {
    const at = `${path}[${i}]`;
    const errors: FieldError[] = [];
    if ((maxSkew ?? 0) <= 0) errors.push(invalidValue(`${at}.maxSkew`, maxSkew ?? 0, 'must be greater than zero'));
    if (!topologyKey) errors.push(required(`${at}.topologyKey`, 'can not be empty'));
    if (!['DoNotSchedule', 'ScheduleAnyway'].includes(whenUnsatisfiable))
      errors.push(unsupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable, ['DoNotSchedule', 'ScheduleAnyway']));
    const pair = `{${topologyKey}, ${whenUnsatisfiable}}`;
    if (seen.has(pair)) errors.push(duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, pair));
    seen.add(pair);
    if (minDomains !== undefined) {
      if (minDomains <= 0) errors.push(invalidValue(`${at}.minDomains`, minDomains, 'must be greater than zero'));
      if (whenUnsatisfiable !== 'DoNotSchedule')
        errors.push(
          invalidValue(
            `${at}.minDomains`,
            minDomains,
            `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`,
          ),
        );
    }
    return errors;
  });
}
