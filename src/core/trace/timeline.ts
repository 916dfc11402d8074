import { criticalPath, type CriticalPath } from './criticalPath';
import { laneMarks, type LaneMark } from './laneMarks';
import { marksText } from './marksText';
import { messagesByPod, podKey } from './messagesByPod';
import type { PathPart } from './pathPart';
import { spanOf, type Span } from './pathPart';
import type { Moment, Trace } from './trace';

/** One pod's start on a timeline. */
export interface Lane {
  uid: string;
  namespace: string;
  pod: string;
  start: Moment;
  end: Moment;
  /** Undefined where the start is under way, or stuck. */
  reached: CriticalPath['end']['reached'];
  /** It begins with a restart: when the pod was Ready first, nothing tells. */
  isAgain?: boolean;
  whole: Span;
  parts: PathPart[];
  /** In the order of time. */
  marks: LaneMark[];
  /** The marks in words. */
  marksText: string;
}

/** A lane with other marks. */
export function withMarks(lane: Lane, marks: readonly LaneMark[]): Lane {
  const sorted = [...marks].sort((a, b) => a.at.at - b.at.at);
  return { ...lane, marks: sorted, marksText: marksText(sorted, lane.start) };
}

const lanesOf = new WeakMap<Trace, readonly Lane[]>();

/** Each pod's start, what is not through first, then the slowest. Worked out once for a trace, which several faces ask for. */
export function timeline(trace: Trace): Lane[] {
  let lanes = lanesOf.get(trace);
  if (!lanes) lanesOf.set(trace, (lanes = workedOut(trace)));
  return [...lanes];
}

function workedOut(trace: Trace): Lane[] {
  const messages = messagesByPod(trace);
  const shared = sharedNames(trace);
  const lanes = trace.view.pods.map((pod): Lane => {
    const { uid = '', namespace = 'default', name = '' } = pod.metadata ?? {};
    const key = podKey(pod);
    const path = criticalPath(trace, pod, shared.has(key) ? undefined : (messages.get(key) ?? []));
    const { start, end, parts } = path;
    const marks = laneMarks(trace, pod, messages.get(key) ?? []);
    return {
      uid,
      namespace,
      pod: name,
      start,
      end: end.moment,
      reached: end.reached,
      ...(end.again && { isAgain: true }),
      whole: spanOf({ start, end: end.moment }),
      parts,
      marks,
      marksText: marksText(marks, start),
    };
  });
  return lanes.sort(
    (a, b) =>
      Number(a.reached !== undefined) - Number(b.reached !== undefined) ||
      b.whole.milliseconds - a.whole.milliseconds ||
      (a.pod < b.pod ? -1 : 1),
  );
}

/** Names that several pods had one after the other, as a StatefulSet's. */
function sharedNames({ view }: Trace): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const pod of view.pods) {
    const key = podKey(pod);
    if (seen.has(key)) shared.add(key);
    seen.add(key);
  }
  return shared;
}
