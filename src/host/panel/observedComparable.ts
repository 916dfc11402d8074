import { fileStart } from './comparedFile';
import { fileChoice, podChoices, podStarts } from './comparedPods';
import { NothingToCompare, type Comparable, type HostStart } from './comparable';
import type { ComparedWith } from '../../core/panel/protocol';
import type { Trace } from '../../core/trace/trace';

/** A start that was observed. */
export interface ObservedComparison {
  trace: Trace;
  /** What it is: `Start of pod/web`. */
  title: string;
  /** The start that was to be expected; undefined where the simulation refuses what the cluster took. */
  expected?: (() => Trace | undefined) | undefined;
}

/** What a start that was observed can be compared with. */
export function observedComparable({ trace, title, expected }: ObservedComparison): Comparable {
  const own = (name: string): HostStart => ({ name, trace, isShown: true });
  return {
    choices: async (pod) => [
      ...(expected
        ? [
            {
              value: { kind: 'simulation' as const },
              icon: 'beaker',
              label: 'Its simulation',
              detail: 'What is expected of the same pods',
            },
          ]
        : []),
      ...podChoices(trace, pod),
      fileChoice,
    ],
    starts: async (chosen: ComparedWith) => {
      if (chosen.kind === 'pods') return podStarts(trace, chosen);
      if (chosen.kind === 'file') return [await fileStart(chosen), own(title)];
      const simulated = chosen.kind === 'simulation' ? expected?.() : undefined;
      if (!simulated) throw new NothingToCompare('There is no simulation of this start to compare it with.');
      return [{ name: 'simulated', trace: simulated, isShown: false }, own('observed')];
    },
  };
}
