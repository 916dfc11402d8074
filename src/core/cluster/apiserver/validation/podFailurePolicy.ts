import type { JobSpec, PodFailurePolicy, PodFailurePolicyOnExitCodesRequirement, PodFailurePolicyOnPodConditionsPattern, PodFailurePolicyRule } from '../../../api/types'; // prettier-ignore
import type { FieldError } from '../../../api/fieldError';
import { badName, duplicate, invalidValue, required, tooMany, unsupported } from '../../../api/fieldErrors';
import { qualifiedName } from '../../../api/names';
import { goList, goNil, goNumber } from '../../../api/goValue';

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const operators = ['In', 'NotIn'];
const statuses = ['False', 'True', 'Unknown'];

/** Go's %q of a list. */
function validValues(values: readonly string[]): string {
  return `valid values: [${values.map((value) => `"${value}"`).join(' ')}]`;
}

/** validatePodFailurePolicy, pkg/apis/batch/validation/validation.go, 1.37. */
export function validatePodFailurePolicy(
  { rules = [] }: Partial<PodFailurePolicy>,
  job: Partial<JobSpec>,
  path: string,
): FieldError[] {
  const errors = rules.length > 20 ? [tooMany(`${path}.rules`, rules.length, 20)] : [];
  const { containers = [], initContainers = [] } = job.template?.spec ?? {};
  const names = new Set([...containers, ...initContainers].map(({ name }) => name));
  return [...errors, ...rules.flatMap((rule, i) => validateRule(rule, job, `${path}.rules[${i}]`, names))];
}

function validateRule(
  { action = '', onExitCodes, onPodConditions = [] }: Partial<PodFailurePolicyRule>,
  job: Partial<JobSpec>,
  path: string,
  names: ReadonlySet<string>,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!action) errors.push(required(`${path}.action`, validValues(actions)));
  else if (action === 'FailIndex') {
    if (job.backoffLimitPerIndex === undefined)
      errors.push(invalidValue(`${path}.action`, action, 'requires the backoffLimitPerIndex to be set'));
  } else if (!actions.includes(action)) errors.push(unsupported(`${path}.action`, action, actions));
  if (onExitCodes) errors.push(...validateExitCodes(onExitCodes, `${path}.onExitCodes`, names));
  if (onPodConditions.length > 20) errors.push(tooMany(`${path}.onPodConditions`, onPodConditions.length, 20));
  for (const [i, pattern] of onPodConditions.entries())
    errors.push(...validateCondition(pattern, `${path}.onPodConditions[${i}]`));
  const count = (onExitCodes ? 1 : 0) + (onPodConditions.length > 0 ? 1 : 0);
  const whole = (detail: string): FieldError => ({ type: 'Invalid value', path, detail });
  if (count > 1) errors.push(whole('specifying both OnExitCodes and OnPodConditions is not supported'));
  if (count === 0) errors.push(whole('specifying one of OnExitCodes and OnPodConditions is required'));
  return errors;
}

function validateCondition(
  { type = '', status = '' }: Partial<PodFailurePolicyOnPodConditionsPattern>,
  path: string,
): FieldError[] {
  const errors = badName(`${path}.type`, type, qualifiedName);
  if (!status) errors.push(required(`${path}.status`, validValues(statuses)));
  else if (!statuses.includes(status)) errors.push(unsupported(`${path}.status`, status, statuses));
  return errors;
}

function validateExitCodes(
  { operator = '', containerName, values = [] }: Partial<PodFailurePolicyOnExitCodesRequirement>,
  path: string,
  names: ReadonlySet<string>,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!operator) errors.push(required(`${path}.operator`, validValues(operators)));
  else if (!operators.includes(operator)) errors.push(unsupported(`${path}.operator`, operator, operators));
  if (containerName !== undefined && !names.has(containerName)) {
    const detail = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalidValue(`${path}.containerName`, containerName, detail));
  }
  if (values.length === 0)
    errors.push(invalidValue(`${path}.values`, goNil('[]int32'), 'at least one value is required'));
  else if (values.length > 255) errors.push(tooMany(`${path}.values`, values.length, 255));
  const seen = new Set<number>();
  for (const [i, value] of values.entries()) {
    if (operator === 'In' && value === 0)
      errors.push(invalidValue(`${path}.values[${i}]`, value, 'must not be 0 for the In operator'));
    if (seen.has(value)) errors.push(duplicate(`${path}.values[${i}]`, value));
    seen.add(value);
  }
  if (values.some((value, i) => i > 0 && values[i - 1]! > value))
    errors.push(invalidValue(`${path}.values`, goList('int32', values.map(goNumber)), 'must be ordered'));
  return errors;
}
