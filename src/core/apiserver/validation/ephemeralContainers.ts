import type { EphemeralContainer, Pod } from '../../api/types';
import { validateContainer } from './container';
import type { FieldError } from './fieldError';
import { duplicate, forbiddenField, notFound } from './fieldErrors';

/** What makes a container a part of the workload. */
const notAllowed = ['ports', 'resources', 'resizePolicy', 'restartPolicy', 'restartPolicyRules', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const; // prettier-ignore

/** Containers that are added to a pod (validateEphemeralContainers, pkg/apis/core/validation/validation.go, 1.37). */
export function validateEphemeralContainers(pod: Pod, added: readonly EphemeralContainer[]): FieldError[] {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {};
  const others = new Set([...containers, ...initContainers].map(({ name }) => name));
  const names = new Set([...others, ...ephemeralContainers.map(({ name }) => name)]);
  const volumes = new Set((pod.spec?.volumes ?? []).map(({ name }) => name));
  return added.flatMap((container, i) => {
    const path = `spec.ephemeralContainers[${ephemeralContainers.length + i}]`;
    const errors = validateContainer(container, pod.spec!, path, volumes);
    if (names.has(container.name)) errors.push(duplicate(`${path}.name`, container.name));
    names.add(container.name);
    const { targetContainerName: target } = container;
    if (target && !others.has(target)) errors.push(notFound(`${path}.targetContainerName`, target));
    for (const field of notAllowed) {
      if (container[field] !== undefined && JSON.stringify(container[field]) !== '{}')
        errors.push(forbiddenField(`${path}.${field}`, 'cannot be set for an Ephemeral Container'));
    }
    return errors;
  });
}
