import type { Container, HTTPGetAction, LifecycleHandler, Probe, TCPSocketAction } from '../../api/types';
import type { FieldError } from './fieldError';
import { forbiddenField, invalidValue, nonnegative, required, unsupported } from './fieldErrors';
import { portName } from './names';

type Kind = 'liveness' | 'readiness' | 'startup';

/** A container's probes (validateProbe, validateLivenessProbe, …, pkg/apis/core/validation/validation.go, 1.37). */
export function validateProbe(probe: Probe | undefined, path: string, kind: Kind): FieldError[] {
  if (!probe) return [];
  const errors = validateHandler(probe, path);
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
  if (grace !== undefined && grace <= 0) {
    errors.push(invalidValue(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  }
  if (kind === 'readiness') {
    if (grace !== undefined)
      errors.push(invalidValue(`${path}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes'));
  } else if (probe.successThreshold !== 1)
    errors.push(invalidValue(`${path}.successThreshold`, probe.successThreshold, 'must be 1'));
  return errors;
}

/** The hooks, and the signal. */
export function validateLifecycle({ lifecycle }: Container, path: string): FieldError[] {
  if (!lifecycle) return [];
  const errors: FieldError[] = [];
  if (lifecycle.postStart) errors.push(...validateHandler(lifecycle.postStart, `${path}.postStart`));
  if (lifecycle.preStop) errors.push(...validateHandler(lifecycle.preStop, `${path}.preStop`));
  return errors;
}

function validateHandler(handler: LifecycleHandler & Probe, path: string): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  const once = (field: string, check: () => FieldError[]): void => {
    if (count++ > 0) errors.push(forbiddenField(`${path}.${field}`, 'may not specify more than 1 handler type'));
    else errors.push(...check());
  };
  if (handler.exec) once('exec', () => (handler.exec?.command?.length ? [] : [required(`${path}.exec.command`)]));
  if (handler.httpGet) once('httpGet', () => validateHttpGet(handler.httpGet!, `${path}.httpGet`));
  if (handler.tcpSocket) once('tcpSocket', () => validatePortNumOrName(handler.tcpSocket!, `${path}.tcpSocket.port`));
  if (handler.grpc) once('grpc', () => portNumber(handler.grpc?.port, `${path}.grpc.port`));
  if (handler.sleep) {
    once('sleep', () =>
      (handler.sleep?.seconds ?? 0) < 0
        ? [
            invalidValue(
              `${path}.sleep`,
              handler.sleep?.seconds,
              'must be greater than 0 and less than terminationGracePeriodSeconds (30)',
            ),
          ]
        : [],
    );
  }
  if (count === 0) errors.push(required(path, 'must specify a handler type'));
  return errors;
}

function validateHttpGet(action: HTTPGetAction, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!action.path) errors.push(required(`${path}.path`));
  errors.push(...validatePortNumOrName(action, `${path}.port`));
  if (action.scheme !== 'HTTP' && action.scheme !== 'HTTPS')
    errors.push(unsupported(`${path}.scheme`, action.scheme, ['HTTP', 'HTTPS']));
  for (const [i, { name }] of (action.httpHeaders ?? []).entries()) {
    if (!/^[-A-Za-z0-9]+$/.test(name ?? '')) {
      errors.push(
        invalidValue(
          `${path}.httpHeaders[${i}].name`,
          name,
          "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
        ),
      );
    }
  }
  return errors;
}

function validatePortNumOrName({ port }: HTTPGetAction | TCPSocketAction, path: string): FieldError[] {
  if (typeof port === 'string') return portName(port).map((text) => invalidValue(path, port, text));
  return portNumber(port, path);
}

export function portNumber(port: number | undefined, path: string): FieldError[] {
  const number = port ?? 0;
  return number < 1 || number > 65535 ? [invalidValue(path, number, 'must be between 1 and 65535, inclusive')] : [];
}
