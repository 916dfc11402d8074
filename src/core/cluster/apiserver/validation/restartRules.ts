import type { Container } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { required, tooMany, unsupported } from '../../../api/fieldErrors';
import { unchecked } from '../../../api/unchecked';

const policies = ['Always', 'Never', 'OnFailure'];
const actions = ['Restart', 'RestartAllContainers'];
const operators = ['In', 'NotIn'];

/** A container's own restart policy and its rules (validateContainerRestartPolicy, pkg/apis/core/validation/validation.go, 1.37). */
export function validateContainerRestartPolicy(
  { restartPolicy, restartPolicyRules: rules = [] }: Container,
  path: string,
  init = false,
): FieldError[] {
  const errors: FieldError[] = [];
  if (restartPolicy === undefined) {
    if (rules.length === 0) return errors;
    errors.push(required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used'));
    if (init) return errors;
  } else if (!policies.includes(restartPolicy))
    errors.push(unsupported(`${path}.restartPolicy`, restartPolicy, policies));
  if (rules.length > 20) errors.push(tooMany(`${path}.restartPolicyRules`, rules.length, 20));
  for (const [i, rule] of rules.entries()) {
    const { action = '', exitCodes } = unchecked(rule);
    const at = `${path}.restartPolicyRules[${i}]`;
    if (!actions.includes(action)) errors.push(unsupported(`${at}.action`, action, actions));
    if (!exitCodes) {
      errors.push(required(`${at}.exitCodes`, 'must be specified'));
      continue;
    }
    const operator = unchecked(exitCodes).operator ?? '';
    if (!operators.includes(operator)) errors.push(unsupported(`${at}.exitCodes.operator`, operator, operators));
    const count = exitCodes.values?.length ?? 0;
    if (count > 255) errors.push(tooMany(`${at}.exitCodes.values`, count, 255));
  }
  return errors;
}
