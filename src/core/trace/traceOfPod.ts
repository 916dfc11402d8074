import { isOfPod } from './isOfPod';
import type { Trace } from './trace';

/** One pod's part of a trace: it starts when the pod's first call does, and has no calls that are about no pod. */
export function traceOfPod(trace: Trace, name: string): Trace {
  const messages = trace.messages.filter(({ subject }) => subject?.pod === name);
  const ids = new Set(messages.map(({ id }) => id));
  const first = messages.find(({ start }) => start !== undefined)?.start?.at;
  return {
    ...trace,
    title: `Pod ${name}`,
    messages,
    notes: trace.notes.filter((note) => isOfPod(note, name) && note.after !== undefined && ids.has(note.after)),
    missing: trace.missing.filter(({ subject }) => subject?.pod === name),
    view: { ...trace.view, pods: trace.view.pods.filter(({ metadata }) => metadata?.name === name) },
    start: first ?? trace.start,
  };
}
