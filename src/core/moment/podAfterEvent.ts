import type { Event } from '../api/types';
import type { PodAt } from './podAt';

/** Whether an event says what calls may not show: that an image was present, or that the sandbox was not even requested. */
export function isTelling({ reason, involvedObject }: Event): boolean {
  return (reason === 'Pulled' || reason === 'FailedCreatePodSandBox') && involvedObject.kind === 'Pod';
}

/**
 * A pod after such an event: the kubelet finds an image without a pull (EnsureImageExists, pkg/kubelet/images, 1.37), and a
 * sandbox whose configuration it cannot make it does not ask the runtime for, when all volumes are mounted.
 */
export function podAfterEvent(was: PodAt, { reason, involvedObject: { fieldPath = '' } }: Event): PodAt {
  if (reason === 'FailedCreatePodSandBox') return was.sandbox ? was : { ...was, sandbox: { state: 'failed' } };
  const [, container] = /^[^{]*\{([^{}]+)\}$/.exec(fieldPath) ?? [];
  if (container === undefined || was.work.has(container)) return was;
  const { initContainerStatuses = [], containerStatuses = [] } = was.pod?.status ?? {};
  const own = [...initContainerStatuses, ...containerStatuses].find(({ name }) => name === container)?.state;
  return own?.running || own?.terminated ? was : { ...was, work: new Map([...was.work, [container, 'pulled']]) };
}
