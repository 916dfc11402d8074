import type { ContainerLog } from '../../api/containerLog';
import type { Pod } from '../../api/types';
import { logEndsAt } from '../../trace/endingLog';
import type { SavedLog } from './savedLogs';

/** A container that a log can be of. */
interface Candidate {
  namespace: string;
  pod: string;
  container: string;
  hasEnded: boolean;
}

/**
 * Which containers logs are of: by what the text says, else by the names in the file's name, else the only one that has
 * ended, or the only one. Undefined where several can be meant.
 */
export function ownedLog(log: SavedLog, pods: readonly Pod[]): ContainerLog | undefined {
  const { of, isPrevious, lines, file } = log;
  const all = pods.flatMap((pod) => candidates(pod, isPrevious));
  const said = of
    ? all.filter(
        ({ namespace, pod, container }) =>
          pod === of.pod && container === of.container && namespace === (of.namespace ?? namespace),
      )
    : narrowed(all, [
        ({ pod }) => file.includes(pod),
        ({ container }) => hasWord(file, container),
        ({ namespace }) => hasWord(file, namespace),
        ({ hasEnded }) => hasEnded,
      ]);
  const [only, other] = said;
  if (!only || other) return undefined;
  const { namespace, pod, container } = only;
  return { namespace, pod, container, isPrevious, lines };
}

function candidates({ metadata, spec, status }: Pod, isPrevious: boolean): Candidate[] {
  const { name = '', namespace = 'default' } = metadata ?? {};
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map((container) => {
    const own = statuses.find((one) => one.name === container.name);
    return {
      namespace,
      pod: name,
      container: container.name,
      hasEnded: own !== undefined && logEndsAt(own, isPrevious) !== undefined,
    };
  });
}

/** What passes one test after the other, those left out that nothing passes. */
function narrowed<T>(all: readonly T[], tests: readonly ((one: T) => boolean)[]): readonly T[] {
  return tests.reduce((left, passes) => {
    const passing = left.filter(passes);
    return passing.length > 0 ? passing : left;
  }, all);
}

/** Whether a name stands in a text as a word of its own. */
function hasWord(text: string, name: string): boolean {
  return text.split(/[^a-z0-9-]+/).includes(name) || text.split(/[^a-z0-9]+/).includes(name);
}
