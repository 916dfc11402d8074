import type { EphemeralContainer, Pod } from '../../../api/types';
import { validateContainer, validateImage, type PodParts } from './container';
import type { FieldError } from '../../../api/fieldError';
import { duplicate, forbiddenField, notFound } from '../../../api/fieldErrors';
import { claimNames } from './resourceClaims';
import { validateVolumes } from './volumes';
import { unchecked } from '../../../api/unchecked';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** What makes a container a part of the workload, in the order of Go's struct. */
const notAllowed = ['ports', 'resources', 'resizePolicy', 'restartPolicy', 'restartPolicyRules', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const; // prettier-ignore

/** Containers that are added to a pod that runs. */
export function validateAddedContainers(
  pod: Pod,
  added: readonly EphemeralContainer[],
  release: KubernetesRelease,
): FieldError[] {
  const spec = pod.spec!;
  const { valid: volumes } = validateVolumes(spec.volumes, 'spec.volumes', release);
  const parts = { spec, volumes, claims: claimNames(spec), release };
  return validateEphemeralContainers(
    [...(spec.ephemeralContainers ?? []), ...added],
    parts,
    'spec.ephemeralContainers',
  );
}

/** validateEphemeralContainers, pkg/apis/core/validation/validation.go, 1.37. */
export function validateEphemeralContainers(
  containers: readonly EphemeralContainer[],
  pod: PodParts,
  path: string,
): FieldError[] {
  const { initContainers = [] } = pod.spec;
  const others = [...(unchecked(pod.spec).containers ?? []), ...initContainers];
  const targets = new Set(others.map(({ name }) => name ?? ''));
  const names = new Set(targets);
  return containers.flatMap((container, i) => {
    const at = `${path}[${i}]`;
    const errors = [...validateContainer(container, pod, at), ...validateImage(container, at)];
    const { name = '', targetContainerName: target } = unchecked(container);
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    names.add(name);
    if (target && !targets.has(target)) errors.push(notFound(`${at}.targetContainerName`, target));
    const forbid = (field: string): void =>
      void errors.push(forbiddenField(`${at}.${field}`, 'cannot be set for an Ephemeral Container'));
    for (const field of notAllowed) {
      const value = container[field];
      if (value !== undefined && (field !== 'resources' || Object.keys(value).length > 0)) forbid(field);
    }
    for (const [j, { subPath, subPathExpr }] of (container.volumeMounts ?? []).entries()) {
      if (subPath) forbid(`volumeMounts[${j}].subPath`);
      if (subPathExpr) forbid(`volumeMounts[${j}].subPathExpr`);
    }
    return errors;
  });
}
