import type { AppArmorProfile, Container, PodSpec, SeccompProfile } from '../../api/types';
import type { FieldError } from './fieldError';
import { duplicate, forbiddenField, invalidValue, required, unsupported } from './fieldErrors';

const maxId = 2_147_483_647;
/** Kernel parameters of the IPC namespace (component-helpers/node/util/sysctl/namespace.go, 0.37). */
const ipcSysctls = /^(kernel\.(sem|shm|msg)|fs\.mqueue\.)/;

function id(value: number | undefined, path: string): FieldError[] {
  return value !== undefined && (value < 0 || value > maxId)
    ? [invalidValue(path, value, `must be between 0 and ${maxId}, inclusive`)]
    : [];
}

/** The pod's security context (ValidatePodSecurityContext, pkg/apis/core/validation/validation.go, 1.37). */
export function validatePodSecurityContext(spec: PodSpec, path: string, specPath: string): FieldError[] {
  const context = spec.securityContext ?? {};
  const errors: FieldError[] = [
    ...id(context.fsGroup, `${path}.fsGroup`),
    ...id(context.runAsUser, `${path}.runAsUser`),
    ...id(context.runAsGroup, `${path}.runAsGroup`),
    ...(context.supplementalGroups ?? []).flatMap((group, i) => id(group, `${path}.supplementalGroups[${i}]`)),
  ];
  if (spec.shareProcessNamespace && spec.hostPID) {
    errors.push(
      invalidValue(`${path}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled'),
    );
  }
  if (spec.hostUsers === false) {
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC'] as const) {
      if (spec[field]) errors.push(forbiddenField(`${specPath}.${field}`, 'when `hostUsers` is false'));
    }
  }
  const names = new Set<string>();
  for (const [i, { name = '' }] of (context.sysctls ?? []).entries()) {
    const at = `${path}.sysctls[${i}].name`;
    if (!name) errors.push(required(at));
    else if (name.length > 253 || !/^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/.test(name)) {
      errors.push(
        invalidValue(
          at,
          name,
          'must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
        ),
      );
    } else if (names.has(name)) errors.push(duplicate(at, name));
    names.add(name);
    const dotted = name.replaceAll('/', '.');
    if (spec.hostNetwork && dotted.startsWith('net.'))
      errors.push(invalidValue(at, name, "may not be specified when 'hostNetwork' is true"));
    else if (spec.hostIPC && ipcSysctls.test(dotted))
      errors.push(invalidValue(at, name, "may not be specified when 'hostIPC' is true"));
  }
  const { fsGroupChangePolicy: change, supplementalGroupsPolicy: groups } = context;
  if (change !== undefined && !['Always', 'OnRootMismatch'].includes(change))
    errors.push(unsupported(`${path}.fsGroupChangePolicy`, change, ['Always', 'OnRootMismatch']));
  errors.push(...seccomp(context.seccompProfile, `${path}.seccompProfile`));
  if (groups !== undefined && !['Merge', 'Strict'].includes(groups))
    errors.push(unsupported(`${path}.supplementalGroupsPolicy`, groups, ['Merge', 'Strict']));
  errors.push(...appArmor(context.appArmorProfile, `${path}.appArmorProfile`));
  return errors;
}

/** A container's security context (ValidateSecurityContext). */
export function validateSecurityContext(
  { securityContext: context }: Container,
  path: string,
  hostUsers: boolean,
): FieldError[] {
  if (!context) return [];
  const errors: FieldError[] = [
    ...id(context.runAsUser, `${path}.runAsUser`),
    ...id(context.runAsGroup, `${path}.runAsGroup`),
  ];
  if (context.procMount !== undefined && !['Default', 'Unmasked'].includes(context.procMount))
    errors.push(unsupported(`${path}.procMount`, context.procMount, ['Default', 'Unmasked']));
  if (context.procMount === 'Unmasked' && hostUsers)
    errors.push(invalidValue(`${path}.procMount`, 'Unmasked', '`hostUsers` must be false to use `Unmasked`'));
  errors.push(...seccomp(context.seccompProfile, `${path}.seccompProfile`));
  if (context.allowPrivilegeEscalation === false) {
    const whole = `{"Capabilities":${capabilities(context.capabilities)},"Privileged":${context.privileged ?? null},"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":${context.runAsUser ?? null},"RunAsGroup":${context.runAsGroup ?? null},"RunAsNonRoot":${context.runAsNonRoot ?? null},"ReadOnlyRootFilesystem":${context.readOnlyRootFilesystem ?? null},"AllowPrivilegeEscalation":false,"ProcMount":${JSON.stringify(context.procMount ?? null)},"SeccompProfile":null,"AppArmorProfile":null}`;
    const both = (detail: string): void => void errors.push({ type: 'Invalid value', path, value: whole, detail });
    if (context.privileged) both('cannot set `allowPrivilegeEscalation` to false and `privileged` to true');
    if (context.capabilities?.add?.includes('SYS_ADMIN') || context.capabilities?.add?.includes('CAP_SYS_ADMIN')) {
      both('cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN');
    }
  }
  errors.push(...appArmor(context.appArmorProfile, `${path}.appArmorProfile`));
  return errors;
}

/** As Go prints the internal struct. */
function capabilities(value: { add?: string[]; drop?: string[] } | undefined): string {
  return value ? `{"Add":${JSON.stringify(value.add ?? null)},"Drop":${JSON.stringify(value.drop ?? null)}}` : 'null';
}

function seccomp(profile: SeccompProfile | undefined, path: string): FieldError[] {
  if (!profile) return [];
  const { type, localhostProfile } = profile;
  if (!type) return [required(`${path}.type`, 'type is required when seccompProfile is set')];
  if (type === 'Localhost') {
    if (!localhostProfile) return [required(`${path}.localhostProfile`, 'must be set when seccomp type is Localhost')];
    return localhostProfile.split('/').includes('..')
      ? [invalidValue(`${path}.localhostProfile`, localhostProfile, "must not contain '..'")]
      : [];
  }
  if (localhostProfile !== undefined)
    return [
      invalidValue(`${path}.localhostProfile`, localhostProfile, 'can only be set when seccomp type is Localhost'),
    ];
  return ['RuntimeDefault', 'Unconfined'].includes(type)
    ? []
    : [unsupported(`${path}.type`, type, ['Localhost', 'RuntimeDefault', 'Unconfined'])];
}

function appArmor(profile: AppArmorProfile | undefined, path: string): FieldError[] {
  if (!profile) return [];
  const { type, localhostProfile } = profile;
  if (!type) return [required(`${path}.type`, 'type is required when appArmorProfile is set')];
  if (type === 'Localhost') {
    return localhostProfile
      ? []
      : [required(`${path}.localhostProfile`, 'must be set when AppArmor type is Localhost')];
  }
  if (localhostProfile !== undefined)
    return [
      invalidValue(`${path}.localhostProfile`, localhostProfile, 'can only be set when AppArmor type is Localhost'),
    ];
  return ['RuntimeDefault', 'Unconfined'].includes(type)
    ? []
    : [unsupported(`${path}.type`, type, ['Localhost', 'RuntimeDefault', 'Unconfined'])];
}
