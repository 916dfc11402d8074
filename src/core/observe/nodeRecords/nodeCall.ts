import type { Evidence, Outcome, Source } from '../../trace/trace';
import type { Interval } from '../evidence/interval';

/** One call as the node itself wrote it down: in its runtime's log, or as a span. */
export interface NodeCall {
  method: string;
  /** Left out for the kubelet's own calls. */
  protocol?: 'CNI';
  /** Whose call it is, as far as the line tells. A pull in a log tells its image alone. */
  uid?: string;
  namespace?: string;
  pod?: string;
  container?: string;
  containerId?: string;
  image?: string;
  /** Absent sides were not written down, or not yet. */
  start?: Interval;
  end?: Interval;
  outcome: Outcome;
  /** Where the record says that it is no more than that; it was observed otherwise. */
  source?: Source;
  request?: unknown;
  response?: unknown;
  evidence: Evidence[];
}

/** When it was made, for what is earlier and what is later. */
export function timeOfCall({ start, end }: Pick<NodeCall, 'start' | 'end'>): number {
  return start?.earliest ?? end?.latest ?? 0;
}

/** An image's name for comparing: what a manifest leaves out, the kubelet asks for. */
export function tagged(image = ''): string {
  return image.replace(/:latest$/, '');
}
