import type { StorageClass, TopologySelectorLabelRequirement, TopologySelectorTerm } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, duplicate, invalidValue, required, unsupported } from '../../../api/fieldErrors';
import { qualifiedName } from '../../../api/names';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/**
 * ValidateStorageClass, pkg/apis/storage/validation/validation.go, 1.37; that there is a provisioner is declared in the
 * types (pkg/apis/storage/v1/zz_generated.validations.go).
 */
export function validateStorageClass(storageClass: Partial<StorageClass>, release: KubernetesRelease): FieldError[] {
  const { provisioner, parameters = {}, reclaimPolicy, volumeBindingMode, allowedTopologies = [] } = storageClass;
  const errors = provisioner ? badName('provisioner', provisioner.toLowerCase(), qualifiedName) : [];
  if (Object.hasOwn(parameters, '')) errors.push(invalidValue('parameters', '', 'field can not be empty.'));
  const policies = ['Delete', 'Retain'];
  if (reclaimPolicy && !policies.includes(reclaimPolicy))
    errors.push(unsupported('reclaimPolicy', reclaimPolicy, policies));
  const modes = ['Immediate', 'WaitForFirstConsumer'];
  if (!modes.includes(volumeBindingMode ?? '')) errors.push(unsupported('volumeBindingMode', volumeBindingMode, modes));
  // Go compares each term with as many empty ones as there are terms, too.
  const seen = new Set([termKey({})]);
  for (const [i, term] of allowedTopologies.entries()) {
    errors.push(...validateTopology(term, `allowedTopologies[${i}]`));
    const key = termKey(term);
    if (seen.has(key)) errors.push(duplicate(`allowedTopologies[${i}].matchLabelExpressions`, ''));
    seen.add(key);
  }
  if (provisioner) return errors;
  return release.declaredRulesInTypesOrder
    ? [...errors, required('provisioner')]
    : [required('provisioner'), ...errors];
}

/** Terms are the same that ask for the same values of the same labels, in any order. */
function termKey({ matchLabelExpressions = [] }: TopologySelectorTerm): string {
  const last = new Map(matchLabelExpressions.map(({ key, values }) => [key, [...new Set(values)].sort()]));
  return JSON.stringify([...last].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function validateTopology({ matchLabelExpressions = [] }: TopologySelectorTerm, path: string): FieldError[] {
  const keys = new Set<string>();
  return matchLabelExpressions.flatMap(({ key = '', values = [] }: Partial<TopologySelectorLabelRequirement>, i) => {
    const at = `${path}.matchLabelExpressions[${i}]`;
    const errors = values.length === 0 ? [required(`${at}.values`)] : [];
    for (const [j, value] of values.entries())
      if (values.indexOf(value) < j) errors.push(duplicate(`${at}.values[${j}]`, value));
    errors.push(...badName(`${at}.key`, key, qualifiedName));
    if (keys.has(key)) errors.push(duplicate(`${at}.key`, key));
    keys.add(key);
    return errors;
  });
}
