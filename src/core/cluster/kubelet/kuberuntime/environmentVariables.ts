import type { Container, EnvVar, EphemeralContainer, Pod } from '../../../api/types';
import { longestMessage, OversizedMessage } from '../../../cri/oversizedMessage';
import { KubeletError } from '../context/kubeletError';
import type { KubeletContext } from '../context/kubeletContext';
import { containerResourceValue } from './containerResourceValue';
import { environmentSource, keyValue } from './environmentSources';
import { expand } from './expansion';
import { podFieldValue } from './podFieldValue';
import { isMounted } from './podVolumes';
import { serviceEnvironment } from './serviceEnvironment';

/** More are not worked out: no process could be given them (Linux' limit of arguments and variables, 2 MiB). */
const mostVariables = 50_000;
const strictName = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

/**
 * A container's environment: envFrom, then env over it, then the services' variables that neither names.
 * A variable can refer to those before it and to the services'.
 * pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables), 1.37.
 *
 * @throws KubeletError for what is missing and not optional
 * @throws OversizedMessage for more than a request can hold
 */
export function environmentVariables(
  ctx: KubeletContext,
  pod: Pod,
  container: Container | EphemeralContainer,
  podIPs: string[],
): Map<string, string> {
  const enableServiceLinks = pod.spec?.enableServiceLinks;
  if (enableServiceLinks === undefined) {
    throw new KubeletError(
      'CreateContainerConfigError',
      'nil pod.spec.enableServiceLinks encountered, cannot construct envvars',
    );
  }
  const services = serviceEnvironment(ctx, pod.metadata?.namespace ?? '', enableServiceLinks);
  const variables = new Map<string, string>();
  let bytes = 0;
  const set = (name: string, value: string): void => {
    bytes += name.length + value.length;
    if (bytes > longestMessage || variables.size > mostVariables)
      throw new OversizedMessage(Math.max(bytes, longestMessage + 1));
    variables.set(name, value);
  };
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const reference = configMapRef ?? secretRef;
    if (!reference) continue;
    const kind = configMapRef ? 'ConfigMap' : 'Secret';
    const source = environmentSource(ctx, pod, kind, reference.name ?? '', reference.optional);
    for (const key of source?.keys ?? []) {
      const name = prefix + key;
      if (ctx.release.gates.RelaxedEnvironmentVariableValidation || strictName.test(name))
        set(name, source?.value(key) ?? '');
    }
  }
  const lookup = (name: string): string | undefined => variables.get(name) ?? services.get(name);
  for (const variable of container.env ?? []) {
    const value = variable.value ? expand(variable.value, lookup) : sourcedValue(ctx, pod, container, variable, podIPs);
    if (value !== undefined) set(variable.name, value);
  }
  for (const [name, value] of services) if (!variables.has(name)) variables.set(name, value);
  return variables;
}

/** The value from elsewhere; undefined where an optional one is not there, and the variable is left out. */
function sourcedValue(
  ctx: KubeletContext,
  pod: Pod,
  container: Container | EphemeralContainer,
  { valueFrom = {} }: EnvVar,
  podIPs: string[],
): string | undefined {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = valueFrom;
  if (fieldRef) return podFieldValue(ctx, fieldRef, pod, podIPs);
  if (resourceFieldRef) return containerResourceValue(ctx, resourceFieldRef, pod, container);
  if (configMapKeyRef) return keyValue(ctx, pod, 'ConfigMap', configMapKeyRef);
  if (secretKeyRef) return keyValue(ctx, pod, 'Secret', secretKeyRef);
  if (fileKeyRef) {
    // A volume that no container mounts is not set up. In one that is, no file has been written: simulated
    // containers run nothing.
    throw new KubeletError(
      'CreateContainerConfigError',
      isMounted(pod, fileKeyRef.volumeName)
        ? "couldn't parse env file"
        : `cannot find the volume "${fileKeyRef.volumeName}" referenced by FileKeyRef`,
    );
  }
  return '';
}
