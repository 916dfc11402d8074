import type { ObjectMeta, PodSpec } from '../../../api/types';
import { validateAffinity } from './affinity';
import { oneOf, validateContainers, validateImage, validateInitContainers, type PodParts } from './container';
import { containersOf } from './containersOf';
import { validateDnsConfig } from './dnsConfig';
import { validateEphemeralContainers } from './ephemeralContainers';
import type { FieldError } from '../../../api/fieldError';
import {
  badName,
  duplicate,
  forbiddenField,
  inRange,
  invalidValue,
  nonnegative,
  notFound,
  tooLong,
} from '../../../api/fieldErrors';
import { validateAddress } from './ipAddress';
import { dns1123Label, dns1123Subdomain, qualifiedName, type NameCheck } from '../../../api/names';
import { validateLabels } from './objectMeta';
import { validateOperatingSystem } from './operatingSystem';
import { validatePodResources } from './podResources';
import { claimNames, validatePodResourceClaims } from './resourceClaims';
import { validateResources } from './resources';
import { validatePodSecurityContext } from './securityContexts';
import { validateTolerationKeys, validateTolerations } from './tolerations';
import { validateTopologySpread } from './topologySpread';
import { validateVolumes } from './volumes';
import { validateHostProcess } from './windowsOptions';
import { unchecked } from '../../../api/unchecked';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/**
 * The rules of a pod's spec, in the API server's order
 * (pkg/apis/core/validation/validation.go ValidatePodSpec, 1.37).
 * @param release of the API server
 * @param metadata the pod's; absent in a template, to which some rules do not apply
 */
export function validatePodSpec(
  spec: PodSpec,
  path: string,
  release: KubernetesRelease,
  metadata?: ObjectMeta,
): FieldError[] {
  const { errors, valid: volumes } = validateVolumes(spec.volumes, `${path}.volumes`, release, metadata);
  const pod: PodParts = { spec, volumes, claims: claimNames(spec), release };
  const check = (more: FieldError[]): void => void (more.length > 0 && errors.push(...more));
  const named = (field: keyof PodSpec, kind: NameCheck): void => {
    const value = spec[field];
    if (typeof value === 'string' && value) check(badName(`${path}.${field}`, value, kind));
  };
  check(validatePodResourceClaims(spec.resourceClaims, `${path}.resourceClaims`, metadata));
  check(validateContainers(spec.containers ?? [], pod, `${path}.containers`));
  check(validateInitContainers(spec.initContainers ?? [], pod, `${path}.initContainers`));
  check(validateEphemeralContainers(spec.ephemeralContainers ?? [], pod, `${path}.ephemeralContainers`));
  check(validatePodResources(spec, `${path}.resources`, pod.claims));
  if (spec.hostNetwork) check(validateHostPorts(spec, path, metadata !== undefined));
  check(oneOf(spec.restartPolicy, restartPolicies, `${path}.restartPolicy`));
  check(oneOf(spec.dnsPolicy, dnsPolicies, `${path}.dnsPolicy`));
  check(validateLabels(spec.nodeSelector, `${path}.nodeSelector`));
  check(validatePodSecurityContext(spec, `${path}.securityContext`, release));
  if (spec.shareProcessNamespace && spec.hostPID) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    const at = release.podFieldsInSecurityContext ? `${path}.securityContext` : path;
    check([invalidValue(`${at}.shareProcessNamespace`, true, detail)]);
  }
  check(validateAffinity(spec.affinity, `${path}.affinity`));
  check(validateDnsConfig(spec, `${path}.dnsConfig`, release));
  for (const [i, gate] of (spec.readinessGates ?? []).entries())
    check(badName(`${path}.readinessGates[${i}].conditionType`, gate.conditionType ?? '', qualifiedName));
  check(validateSchedulingGates(spec, `${path}.schedulingGates`));
  check(validateTopologySpread(spec.topologySpreadConstraints, `${path}.topologySpreadConstraints`, release));
  check(validateHostProcess(spec, path));
  if (spec.hostUsers === false) check(validateHostUsers(spec, path, release));
  check(validateHostnameOverride(spec, `${path}.hostnameOverride`));
  named('serviceAccountName', dns1123Subdomain);
  named('nodeName', dns1123Subdomain);
  check(inRange(`${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds, 1, 2_147_483_647));
  named('hostname', dns1123Label);
  named('subdomain', dns1123Label);
  check(validateTolerations(spec.tolerations, `${path}.tolerations`, release));
  check(validateHostAliases(spec, `${path}.hostAliases`, release));
  named('priorityClassName', dns1123Subdomain);
  if (spec.runtimeClassName !== undefined)
    check(badName(`${path}.runtimeClassName`, spec.runtimeClassName, dns1123Subdomain));
  if (spec.preemptionPolicy !== undefined)
    check(oneOf(spec.preemptionPolicy, ['PreemptLowerPriority', 'Never'], `${path}.preemptionPolicy`));
  if (spec.overhead) check(validateResources({ limits: spec.overhead }, `${path}.overhead`, pod.claims));
  check(validateOperatingSystem(spec, path, release));
  check(validateFileKeyVolumes(spec, path));
  return errors;
}

/** What holds for pods only, not for templates (validatePodMetadataAndSpec, ValidatePodCreate). */
export function validatePodOnly(spec: PodSpec): FieldError[] {
  const errors = nonnegative('spec.terminationGracePeriodSeconds', spec.terminationGracePeriodSeconds);
  for (const field of ['containers', 'initContainers'] as const)
    for (const [i, container] of (spec[field] ?? []).entries())
      errors.push(...validateImage(container, `spec.${field}[${i}]`));
  if (spec.ephemeralContainers?.length)
    errors.push(forbiddenField('spec.ephemeralContainers', 'cannot be set on create'));
  if (spec.nodeName && spec.schedulingGates?.length)
    errors.push(forbiddenField('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  return errors;
}

/** The rules that are generated from marks in the API's types, which the API server applies last. */
export function validatePodDeclaratively(spec: PodSpec, path: string): FieldError[] {
  return validateTolerationKeys(spec.tolerations, `${path}.tolerations`);
}

/** validatePodHostNetworkDeps. */
function validateHostPorts(spec: PodSpec, path: string, isPod: boolean): FieldError[] {
  return (spec.containers ?? []).flatMap(({ ports = [] }, i) =>
    ports.flatMap(({ hostPort = 0, containerPort = 0 }: { hostPort?: number; containerPort?: number }, j) => {
      if (hostPort === containerPort || (!isPod && hostPort === 0)) return [];
      const at = `${path}.containers[${i}].ports[${j}].hostPort`;
      return [invalidValue(at, hostPort, 'must match `containerPort` when `hostNetwork` is true')];
    }),
  );
}

/** The node's namespaces do not go with users of the pod's own. */
function validateHostUsers(spec: PodSpec, path: string, release: KubernetesRelease): FieldError[] {
  const detail = release.devicesNeedHostUsers ? 'when `hostUsers` is false' : 'when `pod.Spec.HostUsers` is false';
  const errors: FieldError[] = [];
  if (spec.hostNetwork) errors.push(forbiddenField(`${path}.hostNetwork`, detail));
  if (spec.hostPID) errors.push(forbiddenField(`${path}.HostPID`, detail));
  if (spec.hostIPC) errors.push(forbiddenField(`${path}.HostIPC`, detail));
  if (!release.devicesNeedHostUsers) return errors;
  for (const [{ volumeDevices }, at] of containersOf(spec, path))
    if (volumeDevices?.length) errors.push(forbiddenField(`${at}.volumeDevices`, detail));
  return errors;
}

/** validatePodHostName. */
function validateHostnameOverride(spec: PodSpec, path: string): FieldError[] {
  const { hostnameOverride: name } = spec;
  if (name === undefined) return [];
  const errors: FieldError[] = [];
  if (spec.setHostnameAsFQDN) errors.push(forbiddenField(path, 'may not be specified when setHostnameAsFQDN is true'));
  if (spec.hostNetwork) errors.push(forbiddenField(path, 'may not be specified when hostNetwork is true'));
  if (name.length > 64) errors.push(tooLong(path, 64));
  return [...errors, ...badName(path, name, dns1123Subdomain)];
}

/** Variables come from files of emptyDir volumes only (validateFileKeyRefVolumes). */
function validateFileKeyVolumes(spec: PodSpec, path: string): FieldError[] {
  return containersOf(spec, path).flatMap(([{ env = [] }, at]) =>
    env.flatMap(({ valueFrom }, i) => {
      if (!valueFrom?.fileKeyRef) return [];
      const { volumeName: name = '' } = unchecked(valueFrom.fileKeyRef);
      const field = `${at}.env[${i}].valueFrom.fileKeyRef.volumeName`;
      const volume = (spec.volumes ?? []).filter((one) => (one.name ?? '') === name).at(-1);
      if (!volume) return [notFound(field, name)];
      return volume.emptyDir ? [] : [invalidValue(field, name, 'referenced volume must be of type emptyDir')];
    }),
  );
}

function validateHostAliases({ hostAliases }: PodSpec, path: string, release: KubernetesRelease): FieldError[] {
  return (hostAliases ?? []).flatMap(({ ip = '', hostnames = [] }: { ip?: string; hostnames?: string[] }, i) => [
    ...validateAddress(ip, `${path}[${i}].ip`, release),
    ...hostnames.flatMap((name, j) => badName(`${path}[${i}].hostnames[${j}]`, name, dns1123Subdomain)),
  ]);
}

function validateSchedulingGates({ schedulingGates }: PodSpec, path: string): FieldError[] {
  const seen = new Set<string>();
  return (schedulingGates ?? []).flatMap(({ name = '' }: { name?: string }, i) => {
    const errors = badName(`${path}[${i}]`, name, qualifiedName);
    if (seen.has(name)) errors.push(duplicate(`${path}[${i}]`, name));
    seen.add(name);
    return errors;
  });
}
