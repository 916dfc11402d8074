import type { PodSpec } from '../../api/types';
import { validateContainers } from './container';
import type { FieldError } from './fieldError';
import { duplicate, forbiddenField, invalidValue, notFound, required, unsupported } from './fieldErrors';
import { dns1123Label, dns1123Subdomain, qualifiedName } from './names';
import { validateLabels } from './objectMeta';
import { validatePodResources } from './podResources';
import { validateAffinity, validateTolerations, validateTopologySpread } from './scheduling';
import { validatePodSecurityContext } from './securityContexts';
import { validateVolumes } from './volumes';

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/**
 * The rules of a pod's spec, in the API server's order
 * (pkg/apis/core/validation/validation.go ValidatePodSpec, 1.37).
 * @param create whether it is a pod's own spec, which is stricter than a template's
 */
export function validatePodSpec(spec: PodSpec | undefined, path: string, create: boolean): FieldError[] {
  if (!spec) return [required(`${path}.containers`)];
  const errors: FieldError[] = validateVolumes(spec.volumes, `${path}.volumes`);
  const volumes = new Set((spec.volumes ?? []).map(({ name }) => name));
  const names = new Set<string>();
  const containers = spec.containers ?? [];
  if (containers.length === 0) errors.push(required(`${path}.containers`));
  errors.push(...validateContainers(containers, spec, `${path}.containers`, { init: false, names, volumes }));
  errors.push(
    ...validateContainers(spec.initContainers ?? [], spec, `${path}.initContainers`, { init: true, names, volumes }),
  );
  errors.push(...validatePodResources(spec, `${path}.resources`));
  errors.push(
    ...oneOf(spec.restartPolicy, restartPolicies, `${path}.restartPolicy`),
    ...oneOf(spec.dnsPolicy, dnsPolicies, `${path}.dnsPolicy`),
  );
  errors.push(
    ...validateLabels(spec.nodeSelector, `${path}.nodeSelector`),
    ...validatePodSecurityContext(spec, `${path}.securityContext`, path),
  );
  for (const [i, { name }] of (spec.imagePullSecrets ?? []).entries())
    if (!name) errors.push(required(`${path}.imagePullSecrets[${i}].name`));
  errors.push(...validateAffinity(spec, `${path}.affinity`), ...validateDns(spec, `${path}.dnsConfig`));
  for (const [i, { conditionType }] of (spec.readinessGates ?? []).entries()) {
    errors.push(
      ...qualifiedName(conditionType ?? '').map((text) =>
        invalidValue(`${path}.readinessGates[${i}].conditionType`, conditionType, text),
      ),
    );
  }
  errors.push(
    ...validateSchedulingGates(spec, `${path}.schedulingGates`),
    ...validateTopologySpread(spec, `${path}.topologySpreadConstraints`),
  );
  const windows = spec.securityContext?.windowsOptions;
  if (windows?.hostProcess && !spec.hostNetwork) {
    errors.push(
      invalidValue(`${path}.hostNetwork`, false, 'hostNetwork must be true if pod contains any hostProcess containers'),
    );
  }
  if (spec.serviceAccountName)
    errors.push(
      ...dns1123Subdomain(spec.serviceAccountName).map((text) =>
        invalidValue(`${path}.serviceAccountName`, spec.serviceAccountName, text),
      ),
    );
  if (spec.nodeName)
    errors.push(
      ...dns1123Subdomain(spec.nodeName).map((text) => invalidValue(`${path}.nodeName`, spec.nodeName, text)),
    );
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline > 2_147_483_647)) {
    errors.push(invalidValue(`${path}.activeDeadlineSeconds`, deadline, 'must be between 1 and 2147483647, inclusive'));
  }
  for (const field of ['hostname', 'subdomain'] as const) {
    const value = spec[field];
    if (value) errors.push(...dns1123Label(value).map((text) => invalidValue(`${path}.${field}`, value, text)));
  }
  errors.push(...validateTolerations(spec, `${path}.tolerations`), ...validateHostAliases(spec, `${path}.hostAliases`));
  if (spec.priorityClassName)
    errors.push(
      ...dns1123Subdomain(spec.priorityClassName).map((text) =>
        invalidValue(`${path}.priorityClassName`, spec.priorityClassName, text),
      ),
    );
  if (spec.runtimeClassName !== undefined)
    errors.push(
      ...dns1123Subdomain(spec.runtimeClassName).map((text) =>
        invalidValue(`${path}.runtimeClassName`, spec.runtimeClassName, text),
      ),
    );
  if (spec.preemptionPolicy !== undefined)
    errors.push(...oneOf(spec.preemptionPolicy, ['Never', 'PreemptLowerPriority'], `${path}.preemptionPolicy`));
  errors.push(...validateOs(spec, path));
  const grace = spec.terminationGracePeriodSeconds;
  if (grace !== undefined && grace < 0)
    errors.push(invalidValue(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than or equal to 0'));
  errors.push(...validateFileKeyVolumes(spec, path));
  if (!create) return errors;
  if ((spec.ephemeralContainers ?? []).length > 0)
    errors.push(forbiddenField(`${path}.ephemeralContainers`, 'cannot be set on create'));
  if (spec.nodeName && (spec.schedulingGates ?? []).length > 0)
    errors.push(forbiddenField(`${path}.nodeName`, 'cannot be set until all schedulingGates have been cleared'));
  return errors;
}

/** Variables come from files of emptyDir volumes only (validateFileKeyRefVolumes). */
function validateFileKeyVolumes(
  { volumes = [], initContainers = [], containers }: PodSpec,
  path: string,
): FieldError[] {
  return [
    ['initContainers', initContainers] as const, // A manifest that is being written may have none yet.
    ['containers', (containers as typeof initContainers | undefined) ?? []] as const,
  ].flatMap(([field, list]) =>
    list.flatMap(({ env = [] }, i) =>
      env.flatMap(({ valueFrom }, j) => {
        const name = valueFrom?.fileKeyRef?.volumeName;
        if (name === undefined) return [];
        const at = `${path}.${field}[${i}].env[${j}].valueFrom.fileKeyRef.volumeName`;
        const volume = volumes.find((one) => one.name === name);
        if (!volume) return [notFound(at, name)];
        return volume.emptyDir ? [] : [invalidValue(at, name, 'referenced volume must be of type emptyDir')];
      }),
    ),
  );
}

function oneOf(value: string | undefined, supported: readonly string[], path: string): FieldError[] {
  if (!value) return [required(path)];
  return supported.includes(value) ? [] : [unsupported(path, value, supported)];
}

function validateDns({ dnsPolicy, dnsConfig }: PodSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (dnsPolicy === 'None') {
    if (!dnsConfig) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if ((dnsConfig.nameservers ?? []).length === 0)
      return [required(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  }
  if ((dnsConfig?.nameservers ?? []).length > 3)
    errors.push(invalidValue(`${path}.nameservers`, dnsConfig?.nameservers, 'must not have more than 3 nameservers'));
  for (const [i, address] of (dnsConfig?.nameservers ?? []).entries())
    if (!isAddress(address)) errors.push(invalidValue(`${path}.nameservers[${i}]`, address, addressText));
  if ((dnsConfig?.searches ?? []).length > 32)
    errors.push(invalidValue(`${path}.searches`, dnsConfig?.searches, 'must not have more than 32 search paths'));
  for (const [i, search] of (dnsConfig?.searches ?? []).entries()) {
    const plain = search === '.' ? 'a' : search.replace(/\.$/, '').replaceAll('_', '-');
    errors.push(...dns1123Subdomain(plain).map((text) => invalidValue(`${path}.searches[${i}]`, search, text)));
  }
  for (const [i, { name }] of (dnsConfig?.options ?? []).entries())
    if (!name) errors.push(required(`${path}.options[${i}]`, 'must not be empty'));
  return errors;
}

const addressText = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

function isAddress(text: string | undefined): boolean {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text ?? '')) return (text ?? '').split('.').every((part) => Number(part) <= 255);
  return /^[0-9a-fA-F:.]+$/.test(text ?? '') && (text ?? '').includes(':');
}

function validateHostAliases({ hostAliases }: PodSpec, path: string): FieldError[] {
  return (hostAliases ?? []).flatMap(({ ip, hostnames }, i) => [
    ...(isAddress(ip) ? [] : [invalidValue(`${path}[${i}].ip`, ip, addressText)]),
    ...(hostnames ?? []).flatMap((name, j) =>
      dns1123Subdomain(name).map((text) => invalidValue(`${path}[${i}].hostnames[${j}]`, name, text)),
    ),
  ]);
}

function validateSchedulingGates({ schedulingGates }: PodSpec, path: string): FieldError[] {
  const seen = new Set<string>();
  return (schedulingGates ?? []).flatMap(({ name }, i) => {
    const errors = qualifiedName(name ?? '').map((text) => invalidValue(`${path}[${i}]`, name, text));
    if (seen.has(name)) errors.push(duplicate(`${path}[${i}]`, name));
    seen.add(name);
    return errors;
  });
}

/** Fields of the other operating system (ValidateOSWindowsOptions, validateLinux, validateWindows). */
function validateOs({ os, securityContext }: PodSpec, path: string): FieldError[] {
  if (!os) return [];
  if (!os.name) return [required(`${path}.os.name`)];
  if (!['linux', 'windows'].includes(os.name)) return [unsupported(`${path}.os`, os.name, ['linux', 'windows'])];
  if (os.name === 'linux' && securityContext?.windowsOptions) {
    return [forbiddenField(`${path}.securityContext.windowsOptions`, 'windows options cannot be set for a linux pod')];
  }
  return [];
}
