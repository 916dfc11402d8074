import type { Container, Pod } from '../../../api/types';
import type { StartCause } from '../../../trace/because';
import type { ContainerState } from '../../runtime/simulatedRuntime';
import { isRestartableInitContainer, matchingRestartRule } from '../state/containerRestart';

/**
 * Why a container that is not running is started now, once it is decided that it is.
 * @param state the newest container of that name; undefined where there is none
 */
export function startCause(pod: Pod, container: Container, state: ContainerState | undefined): StartCause {
  if (!state) {
    const after = initContainerBefore(pod, container);
    return { type: 'first', ...(after && { after }) };
  }
  if (state.state !== 'CONTAINER_EXITED') return { type: 'neverStarted' };
  const { exitCode, reason } = state;
  const byRule = matchingRestartRule(container, exitCode) !== undefined;
  const restartPolicy = container.restartPolicy ?? pod.spec?.restartPolicy ?? 'Always';
  return { type: 'ended', exitCode, reason, restartPolicy, ...(byRule && { byRule }) };
}

/** Init containers start one after the other, and the others after the last of them. */
function initContainerBefore(
  { spec }: Pod,
  { name }: Container,
): { container: string; isSidecar: boolean } | undefined {
  const init = spec?.initContainers ?? [];
  const place = init.findIndex((one) => one.name === name);
  const before = init[(place < 0 ? init.length : place) - 1];
  return before && { container: before.name, isSidecar: isRestartableInitContainer(before) };
}
