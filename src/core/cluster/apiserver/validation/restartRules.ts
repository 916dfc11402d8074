import type { Container } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { forbiddenField, required, tooLong, tooMany, unsupported } from '../../../api/fieldErrors';
import { unchecked } from '../../../api/unchecked';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const policies = ['Always', 'Never', 'OnFailure'];
const operators = ['In', 'NotIn'];

/** A container's own restart policy and its rules (validateContainerRestartPolicy, pkg/apis/core/validation/validation.go, 1.37). */
export function validateContainerRestartPolicy(
  container: Container,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
  if (release.gates.ContainerRestartRules) return policyAndRules(container, path, release);
  return container.restartPolicy === undefined
    ? []
    : [forbiddenField(`${path}.restartPolicy`, 'may not be set for non-init containers')];
}

/** An init container's, which may be a sidecar (validateInitContainerRestartPolicy). */
export function validateInitRestartPolicy(
  container: Container,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  const { ContainerRestartRules: hasRules, RestartAllContainersOnContainerExits: restartsAll } = release.gates;
  if (restartPolicy === undefined) return hasRules && rules.length > 0 ? [policyIsMissing(path)] : [];
  if (!hasRules)
    return restartPolicy === 'Always' ? [] : [unsupported(`${path}.restartPolicy`, restartPolicy, ['Always'])];
  if (restartPolicy !== 'Always' || restartsAll) return policyAndRules(container, path, release);
  const detail = 'restartPolicyRules are not allowed for init containers with restart policy Always';
  return rules.length > 0 ? [forbiddenField(`${path}.restartPolicyRules`, detail)] : [];
}

function policyIsMissing(path: string): FieldError {
  return required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used');
}

function policyAndRules(
  { restartPolicy, restartPolicyRules: rules = [] }: Container,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
  const actions = release.gates.RestartAllContainersOnContainerExits
    ? ['Restart', 'RestartAllContainers']
    : ['Restart'];
  const tooLarge = (at: string, count: number, most: number): FieldError =>
    release.countsTooManyRules ? tooMany(at, count, most) : tooLong(at, most);
  const errors: FieldError[] = [];
  if (restartPolicy === undefined) {
    if (rules.length === 0) return errors;
    errors.push(policyIsMissing(path));
  } else if (!policies.includes(restartPolicy))
    errors.push(unsupported(`${path}.restartPolicy`, restartPolicy, policies));
  if (rules.length > 20) errors.push(tooLarge(`${path}.restartPolicyRules`, rules.length, 20));
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
    if (count > 255) errors.push(tooLarge(`${at}.exitCodes.values`, count, 255));
  }
  return errors;
}
