import type { Container, ContainerPort, PodSpec } from '../../api/types';
import type { FieldError } from './fieldError';
import { duplicate, forbiddenField, invalidValue, required, unsupported } from './fieldErrors';
import { validateEnvFrom, validateEnvironment } from './environment';
import { dns1123Label, portName } from './names';
import { validateLifecycle, validateProbe } from './probe';
import { validateResources } from './resources';
import { validateSecurityContext } from './securityContexts';
import { validateVolumeDevices } from './volumeDevices';
import { validateVolumeMounts } from './volumes';

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const terminationPolicies = ['FallbackToLogsOnError', 'File'];

/** The pod's containers of one kind (validateContainers, validateInitContainers, 1.37). */
export function validateContainers(
  containers: readonly Container[],
  spec: PodSpec,
  path: string,
  { init, names, volumes }: { init: boolean; names: Set<string>; volumes: ReadonlySet<string> },
): FieldError[] {
  const errors = containers.flatMap((container, i) => {
    const at = `${path}[${i}]`;
    const wrong = validateContainer(container, spec, at, volumes);
    if (container.name) {
      if (names.has(container.name)) wrong.push(duplicate(`${at}.name`, container.name));
      names.add(container.name);
    }
    const sidecar = init && container.restartPolicy === 'Always';
    if (init && !sidecar) {
      for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
        if (container[field])
          wrong.push(
            forbiddenField(`${at}.${field}`, 'may not be set for init containers without restartPolicy=Always'),
          );
      }
    } else {
      wrong.push(
        ...validateLifecycle(container, `${at}.lifecycle`),
        ...validateProbe(container.livenessProbe, `${at}.livenessProbe`, 'liveness'),
        ...validateProbe(container.readinessProbe, `${at}.readinessProbe`, 'readiness'),
        ...validateProbe(container.startupProbe, `${at}.startupProbe`, 'startup'),
      );
    }
    return wrong;
  });
  return init ? errors : [...errors, ...hostPortConflicts(containers, path)];
}

/** The rules for any container (validateContainerCommon). */
export function validateContainer(
  container: Container,
  spec: PodSpec,
  path: string,
  volumes: ReadonlySet<string>,
): FieldError[] {
  const { name, image, imagePullPolicy, terminationMessagePolicy, terminationMessagePath } = container;
  const errors: FieldError[] = [];
  if (!name) errors.push(required(`${path}.name`));
  else errors.push(...dns1123Label(name).map((text) => invalidValue(`${path}.name`, name, text)));
  if (!image) errors.push(required(`${path}.image`));
  else if (image !== image.trim())
    errors.push(invalidValue(`${path}.image`, image, 'must not have leading or trailing whitespace'));
  if (!terminationMessagePath && terminationMessagePath !== undefined)
    errors.push(required(`${path}.terminationMessagePath`));
  if (terminationMessagePolicy && !terminationPolicies.includes(terminationMessagePolicy)) {
    errors.push(unsupported(`${path}.terminationMessagePolicy`, terminationMessagePolicy, terminationPolicies));
  }
  errors.push(...validatePorts(container.ports, spec.hostNetwork === true, `${path}.ports`));
  errors.push(
    ...validateEnvironment(container.env, `${path}.env`),
    ...validateEnvFrom(container.envFrom, `${path}.envFrom`),
  );
  errors.push(
    ...validateVolumeMounts(
      container.volumeMounts,
      volumes,
      container.securityContext?.privileged === true,
      `${path}.volumeMounts`,
    ),
    ...validateVolumeDevices(container, spec.volumes, `${path}.volumeDevices`),
  );
  if (imagePullPolicy && !pullPolicies.includes(imagePullPolicy))
    errors.push(unsupported(`${path}.imagePullPolicy`, imagePullPolicy, pullPolicies));
  errors.push(...validateResources(container.resources, `${path}.resources`));
  for (const [i, { resourceName, restartPolicy }] of (container.resizePolicy ?? []).entries()) {
    const at = `${path}.resizePolicy[${i}]`;
    if (!['cpu', 'memory'].includes(resourceName))
      errors.push(unsupported(`${at}.resourceName`, resourceName, ['cpu', 'memory']));
    if (!['NotRequired', 'RestartContainer'].includes(restartPolicy))
      errors.push(unsupported(`${at}.restartPolicy`, restartPolicy, ['NotRequired', 'RestartContainer']));
  }
  errors.push(...validateSecurityContext(container, `${path}.securityContext`, spec.hostUsers !== false));
  return errors;
}

function validatePorts(ports: readonly ContainerPort[] | undefined, hostNetwork: boolean, path: string): FieldError[] {
  const names = new Set<string>();
  return (ports ?? []).flatMap(({ name, containerPort, hostPort, protocol }, i) => {
    const at = `${path}[${i}]`;
    const errors: FieldError[] = [];
    if (name) {
      const wrong = portName(name);
      if (wrong.length > 0) errors.push(...wrong.map((text) => invalidValue(`${at}.name`, name, text)));
      else if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
      else names.add(name);
    }
    const range = (port: number, field: string): void => {
      if (port < 1 || port > 65535)
        errors.push(invalidValue(`${at}.${field}`, port, 'must be between 1 and 65535, inclusive'));
    };
    if (!containerPort) errors.push(required(`${at}.containerPort`));
    else range(containerPort, 'containerPort');
    if (hostPort) range(hostPort, 'hostPort');
    if (!protocol) errors.push(required(`${at}.protocol`));
    else if (!['SCTP', 'TCP', 'UDP'].includes(protocol))
      errors.push(unsupported(`${at}.protocol`, protocol, ['SCTP', 'TCP', 'UDP']));
    if (hostNetwork && hostPort && containerPort && hostPort !== containerPort) {
      errors.push(invalidValue(`${at}.hostPort`, hostPort, 'must match `containerPort` when `hostNetwork` is true'));
    }
    return errors;
  });
}

/** One port of the node can be taken once in a pod (checkHostPortConflicts). */
function hostPortConflicts(containers: readonly Container[], path: string): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap(({ ports }, i) =>
    (ports ?? []).flatMap(({ hostPort, hostIP, protocol }, j) => {
      if (!hostPort) return [];
      const key = `${hostPort}/${protocol}/${hostIP ?? ''}`;
      const text = `${hostPort}/${protocol}${hostIP ? `/${hostIP}` : ''}`;
      if (taken.has(key)) return [duplicate(`${path}[${i}].ports[${j}].hostPort`, text)];
      taken.add(key);
      return [];
    }),
  );
}
