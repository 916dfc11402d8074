import { Quantity } from '../../../api/quantity';
import type { PodSpec } from '../../../api/types';
import { aggregateContainers } from '../../../componentHelpers/podResources';
import type { FieldError } from '../../../api/fieldError';
import { forbiddenField, invalidValue } from '../../../api/fieldErrors';
import { podResourceName, sortedNames, validateResources } from './resources';
import { entryOf } from '../../../entryOf';

/** The resources of the pod as a whole (validatePodResources, pkg/apis/core/validation/validation.go, 1.37). */
export function validatePodResources(spec: PodSpec, path: string, names: ReadonlySet<string>): FieldError[] {
  if (!spec.resources) return [];
  if (spec.os?.name === 'windows') return [forbiddenField(path, 'may not be set for a windows pod')];
  const { requests = {}, limits = {}, claims } = spec.resources;
  const errors: FieldError[] = claims
    ? [forbiddenField(`${path}.claims`, 'claims may not be set for Resources at pod-level')]
    : [];
  errors.push(...validateResources(spec.resources, path, names, podResourceName));
  for (const which of ['requests', 'limits'] as const) {
    const whole = which === 'requests' ? requests : limits;
    for (const [name, together] of aggregateContainers({ spec }, which)) {
      if (entryOf(whole, name) === undefined || (which === 'limits' && !name.startsWith('hugepages-'))) continue;
      const amount = Quantity.of(entryOf(whole, name));
      if (together.compare(amount) <= 0) continue;
      const detail = `must be greater than or equal to aggregate container ${which} of ${together.toString()}`;
      errors.push(invalidValue(`${path}.${which}[${name}]`, amount.toString(), detail));
    }
  }
  for (const [i, { resources }] of (spec.containers ?? []).entries()) {
    for (const name of sortedNames(resources?.limits ?? {})) {
      const limit = Quantity.of(entryOf(resources!.limits, name));
      if (entryOf(limits, name) === undefined || limit.compare(Quantity.of(entryOf(limits, name))) <= 0) continue;
      const detail = `must be less than or equal to pod limits of ${Quantity.of(entryOf(limits, name)).toString()}`;
      errors.push(invalidValue(`${path}.containers[${i}][${name}].limits`, limit.toString(), detail));
    }
  }
  return errors;
}
