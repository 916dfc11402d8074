import { criticalPath, type CriticalPath } from './criticalPath';
import type { PathPart } from './pathPart';
import { spanOf, type Span } from './pathPart';
import type { Message, Moment, Trace } from './trace';

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
}

/** Each pod's start, what is not through first, then the slowest. */
export function timeline(trace: Trace): Lane[] {
  const messages = new Map<string, Message[]>();
  for (const message of trace.messages) {
    const key = `${message.subject?.namespace}/${message.subject?.pod}`;
    const own = messages.get(key);
    if (own) own.push(message);
    else messages.set(key, [message]);
  }
  const shared = sharedNames(trace);
  const lanes = trace.view.pods.map((pod): Lane => {
    const { uid = '', namespace = 'default', name = '' } = pod.metadata ?? {};
    const key = `${namespace}/${name}`;
    const path = criticalPath(trace, pod, shared.has(key) ? undefined : (messages.get(key) ?? []));
    const { start, end, parts } = path;
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
  for (const { metadata } of view.pods) {
    const key = `${metadata?.namespace ?? 'default'}/${metadata?.name}`;
    if (seen.has(key)) shared.add(key);
    seen.add(key);
  }
  return shared;
}
