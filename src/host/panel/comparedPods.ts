import { workloadOf } from '../../core/comparison/workloadOf';
import { timeline } from '../../core/trace/timeline';
import { traceOfPod } from '../../core/trace/traceOfPod';
import { formatDuration } from '../../core/formatDuration';
import { NothingToCompare, type HostStart } from './comparable';
import type { Choice } from '../shown/picks';
import type { ComparedWith } from '../../core/panel/protocol';
import type { Trace } from '../../core/trace/trace';

/**
 * The pairs of pods of a start that are worth comparing: the slowest with the fastest of its workload, and the one that
 * is shown, else the slowest, with each other of its workload.
 */
export function podChoices(trace: Trace, shown: string): Choice<ComparedWith>[] {
  const lanes = timeline(trace);
  const own = lanes.find(({ pod }) => pod === shown) ?? lanes[0];
  if (!own) return [];
  const workloads = new Map(trace.view.pods.map((pod) => [pod.metadata?.uid ?? '', JSON.stringify(workloadOf(pod))]));
  const alike = lanes.filter(({ uid }) => workloads.get(uid) === workloads.get(own.uid));
  const [slowest, fastest] = [alike[0]!, alike.at(-1)!];
  const heading = 'Pods of this start';
  const pair = (left: string, right: string): ComparedWith => ({ kind: 'pods', left, right });
  if (slowest === fastest) return [];
  const took = ({ whole, reached }: (typeof lanes)[number]): string =>
    reached === undefined ? 'not Ready yet' : formatDuration(whole.milliseconds);
  return [
    {
      value: pair(fastest.pod, slowest.pod),
      icon: 'watch',
      label: 'The slowest pod with the fastest',
      detail: `${slowest.pod} (${took(slowest)}) with ${fastest.pod} (${took(fastest)})`,
      heading,
    },
    ...alike
      .filter((lane) => lane !== own)
      .map((lane) => ({
        value: pair(lane.pod, own.pod),
        icon: 'circuit-board',
        label: `Pod ${lane.pod}`,
        detail: `Beside ${own.pod}, which is shown`,
        heading,
      })),
  ];
}

/** Two pods of the start that is shown. @throws NothingToCompare */
export function podStarts(
  trace: Trace,
  { left, right }: Extract<ComparedWith, { kind: 'pods' }>,
): readonly [HostStart, HostStart] {
  const startOf = (name: string): HostStart => {
    if (!trace.view.pods.some(({ metadata }) => metadata?.name === name))
      throw new NothingToCompare(`Pod ${name} is no longer part of this start.`);
    return { name, trace: traceOfPod(trace, name), isShown: true };
  };
  return [startOf(left), startOf(right)];
}

/** Another file, whatever it holds: it is asked for next. */
export const fileChoice: Choice<ComparedWith> = {
  value: { kind: 'file', uri: '' },
  icon: 'folder-opened',
  label: 'Another manifest, or saved cluster output…',
  detail: 'A file with a Pod or a workload, or what kubectl get pods,events -o json printed',
  heading: 'Files',
};
