import type { Container, PodSpec } from '../api/types';
import type { ContainerPlan } from './scenario';
import { setEntry } from '../entryOf';

/**
 * How a pod's containers end where nobody says otherwise, after so many milliseconds: init containers
 * (but sidecars) well, or nothing would come after the first; with `finishing`, a Job's containers too.
 */
export function usualEndings(
  spec: PodSpec | undefined,
  afterMs: { init: number; finishing?: number },
): Record<string, ContainerPlan> {
  const plans: Record<string, ContainerPlan> = {};
  const end = (containers: unknown, after: number, isEnding: (container: Container) => boolean): void => {
    for (const container of Array.isArray(containers) ? (containers as unknown[]) : []) {
      const { name } = (container ?? {}) as { name?: unknown };
      if (typeof name === 'string' && isEnding(container as Container))
        setEntry(plans, name, { exit: 0, afterMs: after });
    }
  };
  end(spec?.initContainers, afterMs.init, ({ restartPolicy }) => restartPolicy !== 'Always');
  const isFinishing = spec?.restartPolicy === 'Never' || spec?.restartPolicy === 'OnFailure';
  if (afterMs.finishing !== undefined && isFinishing) end(spec.containers, afterMs.finishing, () => true);
  return plans;
}
