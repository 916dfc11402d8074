import type { Pod } from '../api/types';
import type { ContainerPlan } from './scenario';

/** After how many milliseconds containers end of which nobody says how they do. */
export interface UsualEndings {
  /** Init containers but sidecars. */
  init: number;
  /** The containers of pods that are to finish. Without it they keep running. */
  finishing?: number;
}

/**
 * How a pod's container ends where nobody says otherwise: init containers (but sidecars) well, or nothing would come
 * after the first; with `finishing`, a Job's containers too. Undefined where it keeps running.
 */
export function usualEnding(
  spec: Pod['spec'],
  name: string,
  { init, finishing }: UsualEndings,
): ContainerPlan | undefined {
  const initContainer = spec?.initContainers?.find((container) => container.name === name);
  if (initContainer) return initContainer.restartPolicy === 'Always' ? undefined : { exit: 0, afterMs: init };
  const isFinishing = spec?.restartPolicy === 'Never' || spec?.restartPolicy === 'OnFailure';
  const isOwn = spec?.containers.some((container) => container.name === name);
  return finishing !== undefined && isFinishing && isOwn ? { exit: 0, afterMs: finishing } : undefined;
}
