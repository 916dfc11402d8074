import type { Container, ContainerPort, ContainerResizePolicy, PodSpec, Volume } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import {
  badName,
  duplicate,
  forbiddenField,
  inRange,
  invalidValue,
  required,
  unsupported,
} from '../../../api/fieldErrors';
import { validateEnvFrom, validateEnvironment } from './environment';
import { dns1123Label, portName } from '../../../api/names';
import { validateHooksAndProbes } from './probe';
import { validateResources } from './resources';
import { validateContainerRestartPolicy, validateInitRestartPolicy } from './restartRules';
import { validateSecurityContext } from './securityContexts';
import { validateVolumeDevices } from './volumeDevices';
import { validateVolumeMounts } from './volumeMounts';
import { pullPolicies } from './volumes';
import { unchecked } from '../../../api/unchecked';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';
import { goResourceName } from '../../../api/goValue';

const terminationPolicies = ['File', 'FallbackToLogsOnError'];
const protocols = ['SCTP', 'TCP', 'UDP'];

/** What of the pod a container's rules look at. */
export interface PodParts {
  spec: PodSpec;
  /** The valid volumes by name. */
  volumes: ReadonlyMap<string, Volume>;
  /** The names of the pod's resource claims. */
  claims: ReadonlySet<string>;
  /** The API server's. */
  release: KubernetesRelease;
}

/** The pod's containers (validateContainers, pkg/apis/core/validation/validation.go, 1.37). */
export function validateContainers(containers: readonly Container[], pod: PodParts, path: string): FieldError[] {
  if (containers.length === 0) return [required(path)];
  const names = new Set<string>();
  const errors = containers.flatMap((container, i) => {
    const at = `${path}[${i}]`;
    const { name = '' } = unchecked(container);
    const wrong = validateContainer(container, pod, at);
    if (names.has(name)) wrong.push(duplicate(`${at}.name`, name));
    names.add(name);
    wrong.push(
      ...validateHooksAndProbes(container, pod.spec, at, pod.release),
      ...validateContainerRestartPolicy(container, at, pod.release),
    );
    return wrong;
  });
  return [...errors, ...hostPortConflicts(containers, path)];
}

/** The pod's init containers, sidecars among them (validateInitContainers). */
export function validateInitContainers(containers: readonly Container[], pod: PodParts, path: string): FieldError[] {
  // A manifest that is being written may have no containers yet.
  const names = new Set((unchecked(pod.spec).containers ?? []).map(({ name }) => name ?? ''));
  return containers.flatMap((container, i) => {
    const at = `${path}[${i}]`;
    const { name = '' } = unchecked(container);
    const errors = validateContainer(container, pod, at);
    errors.push(...validateInitRestartPolicy(container, at, pod.release));
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    else if (name) names.add(name);
    errors.push(...hostPortConflicts([container], path));
    if (container.restartPolicy === 'Always')
      return [...errors, ...validateHooksAndProbes(container, pod.spec, at, pod.release)];
    for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
      if (container[field])
        errors.push(
          forbiddenField(`${at}.${field}`, 'may not be set for init containers without restartPolicy=Always'),
        );
    }
    if (!pod.release.refusesRestartToResizeInit) return errors;
    for (const [j, { restartPolicy }] of (container.resizePolicy ?? []).entries()) {
      if (restartPolicy !== 'RestartContainer') continue;
      const detail = "must not be set to 'RestartContainer' for non-sidecar initContainers";
      errors.push(invalidValue(`${at}.resizePolicy[${j}].restartPolicy`, restartPolicy, detail));
    }
    return errors;
  });
}

/** The rules for any container (validateContainerCommon). */
export function validateContainer(container: Container, pod: PodParts, path: string): FieldError[] {
  const { name, image, imagePullPolicy = '', terminationMessagePolicy = '' } = unchecked(container);
  const errors = name ? badName(`${path}.name`, name, dns1123Label) : [required(`${path}.name`)];
  if (!image) errors.push(required(`${path}.image`));
  errors.push(
    ...oneOf(terminationMessagePolicy, terminationPolicies, `${path}.terminationMessagePolicy`),
    ...validatePorts(container.ports, `${path}.ports`),
    ...validateEnvironment(container.env, `${path}.env`, pod.release),
    ...validateEnvFrom(container.envFrom, `${path}.envFrom`, pod.release),
    ...validateVolumeMounts(container, pod.volumes, `${path}.volumeMounts`),
    ...validateVolumeDevices(container, pod.volumes, `${path}.volumeDevices`),
    ...oneOf(imagePullPolicy, pullPolicies, `${path}.imagePullPolicy`),
    ...validateResources(container.resources, `${path}.resources`, pod.claims),
    ...validateResizePolicy(container.resizePolicy, `${path}.resizePolicy`, pod.spec.restartPolicy, pod.release),
    ...validateSecurityContext(container.securityContext, `${path}.securityContext`, pod.spec.hostUsers !== false),
  );
  return errors;
}

/** Says so where a value is none of those that are supported. */
export function oneOf(value: string | undefined, supported: readonly string[], path: string): FieldError[] {
  if (!value) return [required(path)];
  return supported.includes(value) ? [] : [unsupported(path, value, supported)];
}

/** In a pod, not in a template, an image's name must not stand between spaces (validateContainerOnlyForPod). */
export function validateImage({ image = '' }: Partial<Container>, path: string): FieldError[] {
  return image === image.trim()
    ? []
    : [invalidValue(`${path}.image`, image, 'must not have leading or trailing whitespace')];
}

function validateResizePolicy(
  policies: readonly Partial<ContainerResizePolicy>[] | undefined,
  path: string,
  podPolicy: string | undefined,
  release: KubernetesRelease,
): FieldError[] {
  const whose = release.namesPodOfRestartPolicy ? 'pod `restartPolicy`' : '`restartPolicy`';
  const seen = new Set<string>();
  return (policies ?? []).flatMap(({ resourceName = '', restartPolicy = '' }, i) => {
    const errors = seen.has(resourceName) ? [duplicate(`${path}[${i}]`, goResourceName(resourceName))] : [];
    seen.add(resourceName);
    errors.push(
      ...(resourceName && resourceName !== 'cpu' && resourceName !== 'memory'
        ? [unsupported(path, goResourceName(resourceName), ['cpu', 'memory'])]
        : oneOf(resourceName, ['cpu', 'memory'], path)),
      ...oneOf(restartPolicy, ['NotRequired', 'RestartContainer'], path),
    );
    if (podPolicy === 'Never' && restartPolicy !== 'NotRequired')
      errors.push(invalidValue(path, restartPolicy, `must be 'NotRequired' when ${whose} is 'Never'`));
    return errors;
  });
}

function validatePorts(ports: readonly Partial<ContainerPort>[] | undefined, path: string): FieldError[] {
  const names = new Set<string>();
  return (ports ?? []).flatMap(({ name, containerPort, hostPort, protocol }, i) => {
    const at = `${path}[${i}]`;
    const errors: FieldError[] = [];
    if (name) {
      const wrong = badName(`${at}.name`, name, portName);
      if (wrong.length > 0) errors.push(...wrong);
      else if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
      else names.add(name);
    }
    if (!containerPort) errors.push(required(`${at}.containerPort`));
    else errors.push(...inRange(`${at}.containerPort`, containerPort, 1, 65_535));
    if (hostPort) errors.push(...inRange(`${at}.hostPort`, hostPort, 1, 65_535));
    errors.push(...oneOf(protocol, protocols, `${at}.protocol`));
    return errors;
  });
}

/** One port of the node can be taken once in a pod (checkHostPortConflicts). */
function hostPortConflicts(containers: readonly Container[], path: string): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap(({ ports = [] }, i) =>
    ports.flatMap(({ hostPort, hostIP, protocol }, j) => {
      if (!hostPort) return [];
      const key = `${protocol ?? ''}/${hostIP ?? ''}/${hostPort}`;
      if (taken.has(key)) return [duplicate(`${path}[${i}].ports[${j}].hostPort`, key)];
      taken.add(key);
      return [];
    }),
  );
}
