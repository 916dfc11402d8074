import type { PodSpec } from '../../../api/types';
import { containersOf } from './containersOf';
import type { FieldError } from '../../../api/fieldError';
import { forbiddenField, required, unsupported } from '../../../api/fieldErrors';
import { entryOf } from '../../../entryOf';
import { unchecked } from '../../../api/unchecked';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const systems = ['linux', 'windows'];
const notOnWindows = {
  pod: ['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls', 'runAsUser', 'runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy'], // prettier-ignore
  spec: ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'],
  container: ['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged', 'allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup'], // prettier-ignore
} as const;

/** Fields of the other operating system (validateOS, validateLinux, validateWindows, pkg/apis/core/validation/validation.go, 1.37). */
export function validateOperatingSystem(spec: PodSpec, path: string, release: KubernetesRelease): FieldError[] {
  if (!spec.os) return [];
  const { name = '' } = unchecked(spec.os);
  if (!name) return [required(`${path}.os.name`, release.requiresOsByWords ? 'cannot be empty' : undefined)];
  if (!systems.includes(name)) return [unsupported(`${path}.os`, name, systems)];
  const errors: FieldError[] = [];
  const forbid = (object: object | undefined, at: string, fields: readonly string[], detail: string): void => {
    for (const field of fields) {
      const value = entryOf(object, field);
      if (value !== undefined) errors.push(forbiddenField(`${at}.${field}`, detail));
    }
  };
  const [ofPod, ofContainer, detail] =
    name === 'linux'
      ? [['windowsOptions'], ['windowsOptions'], 'windows options cannot be set for a linux pod']
      : [notOnWindows.pod, notOnWindows.container, 'cannot be set for a windows pod'];
  const own = `${path}.securityContext`;
  if (name === 'windows' && release.podFieldsInSecurityContext) {
    // The pod's own fields stand among those of its security context, in the order of that struct.
    forbid(spec.securityContext, own, ofPod.slice(0, 2), detail);
    forbid(spec, path, ['hostUsers', 'hostPID', 'hostIPC'], detail);
    forbid(spec.securityContext, own, ofPod.slice(2, 6), detail);
    forbid(spec, path, ['shareProcessNamespace'], detail);
    forbid(spec.securityContext, own, ofPod.slice(6), detail);
  } else {
    forbid(spec.securityContext, own, ofPod, detail);
    if (name === 'windows') forbid(spec, path, notOnWindows.spec, detail);
  }
  for (const [{ securityContext }, at] of containersOf(spec, path))
    forbid(securityContext, `${at}.securityContext`, ofContainer, detail);
  return errors;
}
