import type { AppArmorProfile, PodSpec, SeccompProfile, SecurityContext } from '../../../api/types';
import { byteLength } from '../../../api/byteLength';
import type { FieldError } from '../../../api/fieldError';
import { duplicate, inRange, invalidValue, required, tooLong, unsupported } from '../../../api/fieldErrors';
import { goBool, goList, goNumber, goPointer, goStruct, goText, type GoValue } from '../../../api/goValue';
import { localDescendingPath } from './paths';
import { validateWindowsOptions } from './windowsOptions';
import { unchecked } from '../../../api/unchecked';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const maxId = 2_147_483_647;
const longestProfile = 4095;
const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];
/** Kernel parameters of the IPC namespace (component-helpers/node/util/sysctl/namespace.go, 0.37). */
const ipcSysctls =
  /^(kernel\.(sem|shm|shmall|shmmax|shmmni|shm_rmid_forced|msgmax|msgmnb|msgmni|msg)$|kernel\.(shm|msg)|fs\.mqueue\.)/;

/** The pod's security context (validatePodSpecSecurityContext, pkg/apis/core/validation/validation.go, 1.37). */
export function validatePodSecurityContext(spec: PodSpec, path: string, { gates }: KubernetesRelease): FieldError[] {
  const context = spec.securityContext;
  if (!context) return [];
  const { fsGroupChangePolicy: change, supplementalGroupsPolicy: groups, seLinuxChangePolicy: label } = context;
  const errors: FieldError[] = [
    ...inRange(`${path}.fsGroup`, context.fsGroup, 0, maxId),
    ...inRange(`${path}.runAsUser`, context.runAsUser, 0, maxId),
    ...inRange(`${path}.runAsGroup`, context.runAsGroup, 0, maxId),
    ...(context.supplementalGroups ?? []).flatMap((id, i) => inRange(`${path}.supplementalGroups[${i}]`, id, 0, maxId)),
    ...validateSysctls(spec, `${path}.sysctls`),
  ];
  const oneOf = (field: string, value: string | undefined, supported: readonly string[]): void => {
    if (value !== undefined && !supported.includes(value))
      errors.push(unsupported(`${path}.${field}`, value, supported));
  };
  oneOf('fsGroupChangePolicy', change, ['Always', 'OnRootMismatch']);
  errors.push(
    ...seccomp(context.seccompProfile, `${path}.seccompProfile`),
    ...validateWindowsOptions(context.windowsOptions, `${path}.windowsOptions`),
    ...appArmor(context.appArmorProfile, `${path}.appArmorProfile`),
  );
  oneOf('supplementalGroupsPolicy', groups, ['Merge', 'Strict']);
  oneOf('seLinuxChangePolicy', label, gates.SELinuxMount ? ['MountOption', 'Recursive'] : ['Recursive']);
  return errors;
}

/** A container's security context (ValidateSecurityContext). */
export function validateSecurityContext(
  context: SecurityContext | undefined,
  path: string,
  hostUsers: boolean,
): FieldError[] {
  if (!context) return [];
  const { procMount } = context;
  const errors: FieldError[] = [
    ...inRange(`${path}.runAsUser`, context.runAsUser, 0, maxId),
    ...inRange(`${path}.runAsGroup`, context.runAsGroup, 0, maxId),
  ];
  if (procMount !== undefined && procMount !== 'Default' && procMount !== 'Unmasked')
    errors.push(unsupported(`${path}.procMount`, procMount, ['Default', 'Unmasked']));
  if (procMount === 'Unmasked' && hostUsers)
    errors.push(invalidValue(`${path}.procMount`, procMount, '`hostUsers` must be false to use `Unmasked`'));
  errors.push(...seccomp(context.seccompProfile, `${path}.seccompProfile`));
  if (context.allowPrivilegeEscalation === false) {
    const wrong = (what: string): void => {
      const detail = `cannot set \`allowPrivilegeEscalation\` to false and ${what}`;
      errors.push(invalidValue(path, securityContextValue(context), detail));
    };
    if (context.privileged) wrong('`privileged` to true');
    for (const added of context.capabilities?.add ?? [])
      if (added === 'CAP_SYS_ADMIN') wrong('`capabilities.Add` CAP_SYS_ADMIN');
  }
  errors.push(
    ...validateWindowsOptions(context.windowsOptions, `${path}.windowsOptions`),
    ...appArmor(context.appArmorProfile, `${path}.appArmorProfile`),
  );
  return errors;
}

function securityContextValue(context: SecurityContext): GoValue {
  const { capabilities, seLinuxOptions: labels, windowsOptions: windows, seccompProfile, appArmorProfile } = context;
  const { add, drop } = capabilities ?? {};
  const flag = (value: boolean | undefined): GoValue => pointer('bool', value, goBool);
  const id = (value: number | undefined): GoValue => pointer('int64', value, goNumber);
  const text = (value: string | undefined): GoValue => pointer('string', value, goText);
  const list = (items: string[] | undefined): GoValue => goList('core.Capability', items?.map(goText));
  const of = (type: string, fields: Readonly<Record<string, GoValue>>, given: object | undefined): GoValue =>
    goPointer(type, given && goStruct(type, fields));
  return goStruct('core.SecurityContext', {
    Capabilities: of('core.Capabilities', { Add: list(add), Drop: list(drop) }, capabilities),
    Privileged: flag(context.privileged),
    SELinuxOptions: of(
      'core.SELinuxOptions',
      {
        User: goText(labels?.user ?? ''),
        Role: goText(labels?.role ?? ''),
        Type: goText(labels?.type ?? ''),
        Level: goText(labels?.level ?? ''),
      },
      labels,
    ),
    WindowsOptions: of(
      'core.WindowsSecurityContextOptions',
      {
        GMSACredentialSpecName: text(windows?.gmsaCredentialSpecName),
        GMSACredentialSpec: text(windows?.gmsaCredentialSpec),
        RunAsUserName: text(windows?.runAsUserName),
        HostProcess: flag(windows?.hostProcess),
      },
      windows,
    ),
    RunAsUser: id(context.runAsUser),
    RunAsGroup: id(context.runAsGroup),
    RunAsNonRoot: flag(context.runAsNonRoot),
    ReadOnlyRootFilesystem: flag(context.readOnlyRootFilesystem),
    AllowPrivilegeEscalation: flag(context.allowPrivilegeEscalation),
    ProcMount: pointer('core.ProcMountType', context.procMount, goText),
    SeccompProfile: goPointer('core.SeccompProfile', seccompProfile && seccompValue(seccompProfile)),
    AppArmorProfile: of(
      'core.AppArmorProfile',
      { Type: goText(appArmorProfile?.type ?? ''), LocalhostProfile: text(appArmorProfile?.localhostProfile) },
      appArmorProfile,
    ),
  });
}

function seccompValue(profile: SeccompProfile): GoValue {
  const { type = '', localhostProfile } = unchecked(profile);
  return goStruct('core.SeccompProfile', {
    Type: goText(type),
    LocalhostProfile: pointer('string', localhostProfile, goText),
  });
}

function pointer<T>(type: string, value: T | undefined, shown: (value: T) => GoValue): GoValue {
  return goPointer(type, value === undefined ? undefined : shown(value));
}

function validateSysctls(spec: PodSpec, path: string): FieldError[] {
  const names = new Set<string>();
  return (spec.securityContext?.sysctls ?? []).flatMap(({ name = '' }: { name?: string }, i) => {
    const at = `${path}[${i}].name`;
    const errors: FieldError[] = [];
    if (!name) errors.push(required(at));
    else if (name.length > 253 || !sysctlName.test(name))
      errors.push(invalidValue(at, name, `must have at most 253 characters and match regex ${sysctlText}`));
    else if (names.has(name)) errors.push(duplicate(at, name));
    names.add(name);
    const dotted = name.replaceAll('/', '.');
    if (spec.hostNetwork && dotted.startsWith('net.'))
      errors.push(invalidValue(at, name, "may not be specified when 'hostNetwork' is true"));
    else if (spec.hostIPC && ipcSysctls.test(dotted))
      errors.push(invalidValue(at, name, "may not be specified when 'hostIPC' is true"));
    return errors;
  });
}

const sysctlText = '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';
const sysctlName = new RegExp(sysctlText);

/** validateSeccompProfileField. */
function seccomp(given: SeccompProfile | undefined, path: string): FieldError[] {
  if (!given) return [];
  const { type = '', localhostProfile } = unchecked(given);
  const errors: FieldError[] = [];
  if (!type) errors.push(required(`${path}.type`, 'type is required when seccompProfile is set'));
  else if (!profileTypes.includes(type)) errors.push(unsupported(`${path}.type`, type, profileTypes));
  const at = `${path}.localhostProfile`;
  if (type === 'Localhost') {
    if (localhostProfile === undefined) errors.push(required(at, 'must be set when seccomp type is Localhost'));
    else errors.push(...localDescendingPath(localhostProfile, at));
  } else if (localhostProfile !== undefined)
    errors.push(invalidValue(at, seccompValue(given), 'can only be set when seccomp type is Localhost'));
  return errors;
}

/** ValidateAppArmorProfileField. */
function appArmor(given: AppArmorProfile | undefined, path: string): FieldError[] {
  if (!given) return [];
  const { type = '', localhostProfile: local } = unchecked(given);
  const at = `${path}.localhostProfile`;
  if (type === 'Localhost') {
    const missing = required(at, 'must be set when AppArmor type is Localhost');
    if (local === undefined) return [missing];
    const errors: FieldError[] = [];
    if (local !== local.trim()) errors.push(invalidValue(at, local, 'must not be padded with whitespace'));
    else if (!local) errors.push(missing);
    if (byteLength(local) > longestProfile) errors.push(tooLong(at, longestProfile));
    return errors;
  }
  if (!type) return [required(`${path}.type`, 'type is required when appArmorProfile is set')];
  if (!profileTypes.includes(type)) return [unsupported(`${path}.type`, type, profileTypes)];
  return local === undefined ? [] : [invalidValue(at, local, 'can only be set when AppArmor type is Localhost')];
}
