import type { PriorityClass } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { forbiddenField, required, unsupported } from '../../../api/fieldErrors';
import { entryOf } from '../../../entryOf';

const mostOfUsers = 1_000_000_000;
const systemValues: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

/** ValidatePriorityClass, pkg/apis/scheduling/validation/validation.go, 1.37. */
export function validatePriorityClass(priorityClass: PriorityClass): FieldError[] {
  const { metadata: { name = '' } = {}, value = 0, globalDefault = false, preemptionPolicy } = priorityClass;
  const errors: FieldError[] = [];
  if (name.startsWith('system-')) {
    const known = entryOf(systemValues, name);
    const why =
      known === undefined
        ? `${name} is not a known system priority class`
        : known !== value
          ? `value of ${name} PriorityClass must be ${known}`
          : globalDefault
            ? `globalDefault of ${name} PriorityClass must be false`
            : undefined;
    if (why) {
      const detail = `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`;
      errors.push(forbiddenField('metadata.name', detail));
    }
  } else if (value > mostOfUsers)
    errors.push(forbiddenField('value', `maximum allowed value of a user defined priority is ${mostOfUsers}`));
  const policies = ['PreemptLowerPriority', 'Never'];
  if (preemptionPolicy === '') errors.push(required('preemptionPolicy'));
  else if (preemptionPolicy !== undefined && !policies.includes(preemptionPolicy))
    errors.push(unsupported('preemptionPolicy', preemptionPolicy, policies));
  return errors;
}
