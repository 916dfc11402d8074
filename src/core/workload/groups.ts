import { groupedBy } from '../groupedBy';
import { median, quantiles, type Quantiles } from './quantiles';
import { measures, wholeName } from './measures';
import type { PodStart } from './podStarts';
import type { TraitKind } from './traits';
import { countedStarts } from './samples';
import type { Span } from '../trace/pathPart';

/** The pods of a workload that share a value, as a sample of their own. */
export interface WorkloadGroup {
  /** `node-b`; of pods with several, all of them; '' where nothing tells it. */
  value: string;
  name: string;
  whole: Quantiles;
  /** The medians of the phases. */
  phases: { name: string; median: Span; pods: number }[];
}

/** The starts that are counted of a workload by what a trait is in each, the slowest in the middle first. */
export function groupsBy(kind: TraitKind, sample: readonly PodStart[]): WorkloadGroup[] {
  const valueOf = ({ traits }: PodStart): string =>
    traits
      .flatMap((trait) => (trait.kind === kind ? trait.value : []))
      .sort()
      .join(', ');
  return [...groupedBy(countedStarts(sample), valueOf)]
    .map(([value, starts]): WorkloadGroup => {
      const [whole, ...phases] = measures(starts);
      return {
        value,
        name: wholeName(starts),
        whole: quantiles(whole!.spans),
        phases: phases.map(({ name, spans }) => ({ name, median: median(spans), pods: spans.length })),
      };
    })
    .sort((a, b) => b.whole.median.milliseconds - a.whole.median.milliseconds || (a.value < b.value ? -1 : 1));
}
