import { differInTime } from '../comparison/timeDifferences';
import type { Span } from '../trace/pathPart';
import { measures, type Measure } from './measures';
import type { PodStart } from './podStarts';
import { quantiles, type Quantiles } from './quantiles';
import { groupsBy, type WorkloadGroup } from './groups';
import { countedStarts, workloadSamples } from './samples';
import { slowTraits, type SlowTrait } from './slowTraits';
import type { TraitKind } from './traits';

/** How the pods of a workload start, as a sample. Times are in milliseconds, each with its precision. */
export interface WorkloadReport {
  kind: string;
  name: string;
  namespace: string;
  /** All that were seen. */
  pods: number;
  /** Those whose start is not counted, by why: `are not Ready yet`. */
  uncounted: { why: string; pods: number }[];
  /** Absent where no start is counted. */
  whole?: PhaseQuantiles;
  /** In the order of a start; each of the pods that have it. */
  phases: PhaseQuantiles[];
  /** The slowest pod beside the middle one; absent where they do not differ by more than their times are known to. */
  slowest?: SlowestPod;
  /** What the slow pods share; empty where nothing is sure. */
  shared: SlowTrait[];
  /** By what was asked for. */
  groups?: { by: TraitKind; each: WorkloadGroup[] };
}

/** Of the whole start, or of one phase by its name: `image pull`, `image pull of app`. */
export interface PhaseQuantiles extends Quantiles {
  name: string;
}

export interface SlowestPod {
  slowest: string;
  middle: string;
  /** The whole start of the slowest and of the middle one. */
  whole: [Span, Span];
  /** The phases in which they differ by more than is known of them, the largest difference first; 0 where it has none. */
  phases: { name: string; spans: [Span, Span] }[];
}

/** Why a start is not counted. */
const whys = {
  starting: 'still starting',
  Failed: 'failed',
  deleted: 'deleted before it was seen Ready',
  again: 'restarted or not Ready before, so nothing says when it was first Ready',
} as const;

/**
 * The workloads of which several pods are there, the one with most first.
 * @param by what their pods are to be told apart by, too
 */
export function workloadReports(starts: readonly PodStart[], by?: TraitKind): WorkloadReport[] {
  return workloadSamples(starts)
    .map((sample) => ({ ...reportOf(sample), ...(by && { groups: { by, each: groupsBy(by, sample) } }) }))
    .sort((a, b) => b.pods - a.pods);
}

function reportOf(sample: readonly PodStart[]): WorkloadReport {
  const [{ workload, namespace }] = sample as [PodStart];
  const counted = countedStarts(sample);
  const uncounted = Object.entries(whys).flatMap(([reached, why]) => {
    const pods = sample.filter((start) => start.reached === reached).length;
    return pods > 0 ? [{ why, pods }] : [];
  });
  const about = { ...workload, namespace, pods: sample.length, uncounted };
  if (counted.length === 0) return { ...about, phases: [], shared: [] };
  const all = measures(counted);
  const [whole, ...phases] = all.map((measure) => ({ name: measure.name, ...quantiles(measure.spans) }));
  const slowest = slowestPod(counted, all.slice(1));
  return {
    ...about,
    ...(whole && { whole }),
    phases,
    ...(slowest && { slowest }),
    shared: slowTraits(counted, all),
  };
}

function slowestPod(starts: readonly PodStart[], phases: readonly Measure[]): SlowestPod | undefined {
  const order = starts
    .map((start, place) => ({ start, place }))
    .sort((a, b) => a.start.whole.milliseconds - b.start.whole.milliseconds || a.place - b.place);
  const slowest = order.at(-1)!;
  const middle = order[Math.floor((order.length - 1) / 2)]!;
  const whole: [Span, Span] = [slowest.start.whole, middle.start.whole];
  if (!differInTime(...whole)) return undefined;
  const nothing: Span = { milliseconds: 0, precision: 0 };
  const longer = ([a, b]: [Span, Span]): number => Math.abs(a.milliseconds - b.milliseconds);
  return {
    slowest: slowest.start.pod,
    middle: middle.start.pod,
    whole,
    phases: phases
      .map(({ name, places, spans }) => {
        const spanAt = (place: number): Span => spans[places.indexOf(place)] ?? nothing;
        const both: [Span, Span] = [spanAt(slowest.place), spanAt(middle.place)];
        return { name, spans: both };
      })
      .filter(({ spans }) => differInTime(...spans))
      .sort((a, b) => longer(b.spans) - longer(a.spans)),
  };
}
