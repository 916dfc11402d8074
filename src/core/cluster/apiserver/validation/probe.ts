import type { Container, HTTPGetAction, LifecycleHandler, PodSpec, Probe, TCPSocketAction } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import {
  badName,
  forbiddenField,
  inRange,
  invalidValue,
  nonnegative,
  required,
  unsupported,
} from '../../../api/fieldErrors';
import { portName } from '../../../api/names';
import { unchecked } from '../../../api/unchecked';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

type Handler = Partial<LifecycleHandler & Probe>;
type Spec = Pick<PodSpec, 'terminationGracePeriodSeconds'>;

/** What a container has that is not an init container's: hooks, probes (validateContainers, pkg/apis/core/validation/validation.go, 1.37). */
export function validateHooksAndProbes(
  container: Container,
  spec: Spec,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container;
  const errors: FieldError[] = [];
  for (const hook of ['postStart', 'preStop'] as const) {
    const handler = lifecycle?.[hook];
    // What a hook can not do is nothing to it: gRPC.
    if (handler)
      errors.push(...validateHandler({ ...handler, grpc: undefined }, spec, `${path}.lifecycle.${hook}`, release));
  }
  if (livenessProbe) errors.push(...validateProbe(livenessProbe, spec, `${path}.livenessProbe`, false, release));
  if (readinessProbe) errors.push(...validateProbe(readinessProbe, spec, `${path}.readinessProbe`, true, release));
  if (startupProbe) errors.push(...validateProbe(startupProbe, spec, `${path}.startupProbe`, false, release));
  return errors;
}

function validateProbe(
  probe: Probe,
  spec: Spec,
  path: string,
  readiness: boolean,
  release: KubernetesRelease,
): FieldError[] {
  const errors = validateHandler({ ...probe, sleep: undefined }, spec, path, release);
  for (const field of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const) {
    errors.push(...nonnegative(`${path}.${field}`, probe[field]));
  }
  const grace = probe.terminationGracePeriodSeconds;
  const gracePath = `${path}.terminationGracePeriodSeconds`;
  if (grace !== undefined && grace <= 0) errors.push(invalidValue(gracePath, grace, 'must be greater than 0'));
  if (readiness) {
    if (grace !== undefined) errors.push(invalidValue(gracePath, grace, 'must not be set for readinessProbes'));
  } else if (probe.successThreshold !== 1)
    errors.push(invalidValue(`${path}.successThreshold`, probe.successThreshold ?? 0, 'must be 1'));
  return errors;
}

function validateHandler(handler: Handler, spec: Spec, path: string, release: KubernetesRelease): FieldError[] {
  const errors: FieldError[] = [];
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  let count = 0;
  const once = (field: string, check: () => FieldError[]): void => {
    if (count++ > 0) errors.push(forbiddenField(`${path}.${field}`, 'may not specify more than 1 handler type'));
    else errors.push(...check());
  };
  if (exec) once('exec', () => (exec.command?.length ? [] : [required(`${path}.exec.command`)]));
  if (httpGet) once('httpGet', () => validateHttpGet(httpGet, `${path}.httpGet`));
  if (tcpSocket) once('tcpSocket', () => portNumberOrName(tcpSocket, `${path}.tcpSocket.port`));
  if (grpc) once('grpc', () => inRange(`${path}.grpc.port`, grpc.port ?? 0, 1, 65_535));
  if (sleep) {
    once('sleep', () => {
      const { seconds = 0 } = unchecked(sleep);
      const grace = spec.terminationGracePeriodSeconds;
      const isZeroAllowed = release.gates.PodLifecycleSleepActionAllowZero;
      if (grace === undefined || (seconds >= (isZeroAllowed ? 0 : 1) && seconds <= grace)) return [];
      const detail = `must be ${isZeroAllowed ? 'non-negative' : 'greater than 0'} and less than terminationGracePeriodSeconds (${grace})`;
      const hint = '. Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.';
      const isHinted = release.hintsAtGateOfZeroSleep && !isZeroAllowed;
      return [invalidValue(`${path}.sleep`, seconds, isHinted ? detail + hint : detail)];
    });
  }
  if (count === 0) errors.push(required(path, 'must specify a handler type'));
  return errors;
}

function validateHttpGet(action: HTTPGetAction, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!action.path) errors.push(required(`${path}.path`));
  errors.push(...portNumberOrName(action, `${path}.port`));
  if (action.scheme !== 'HTTP' && action.scheme !== 'HTTPS')
    errors.push(unsupported(`${path}.scheme`, action.scheme, ['HTTP', 'HTTPS']));
  for (const header of action.httpHeaders ?? []) {
    const { name = '' } = unchecked(header);
    if (/^[-A-Za-z0-9]+$/.test(name)) continue;
    const detail =
      "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";
    errors.push(invalidValue(`${path}.httpHeaders`, name, detail));
  }
  return errors;
}

function portNumberOrName({ port = 0 }: Partial<HTTPGetAction | TCPSocketAction>, path: string): FieldError[] {
  return typeof port === 'string' ? badName(path, port, portName) : inRange(path, port, 1, 65_535);
}
