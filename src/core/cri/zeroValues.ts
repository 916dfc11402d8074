import { isMap } from '../isMap';

/**
 * An answer of the CRI with the zero values that tell something. proto3 sends no field that is 0, so that a command
 * that exits with 0 and prints nothing has an empty answer (api.proto: the first value of an enum is 0, too).
 */
export function withZeros(method: string, response: unknown): unknown {
  if (!isMap(response)) return response;
  const { status } = response;
  switch (method) {
    case 'ExecSync':
      return { exit_code: 0, ...response };
    case 'PodSandboxStatus':
      return isMap(status) ? { ...response, status: { state: 'SANDBOX_READY', ...status } } : response;
    case 'ContainerStatus':
      return isMap(status) ? { ...response, status: containerStatus(status) } : response;
    default:
      return response;
  }
}

function containerStatus(status: Readonly<Record<string, unknown>>): object {
  const { state = 'CONTAINER_CREATED' } = status;
  return { state, ...(state === 'CONTAINER_EXITED' && { exit_code: 0 }), ...status };
}
