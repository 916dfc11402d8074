import { attemptText, readyText } from '../narration/attemptTexts';
import { attempts, type Attempt, type TimedAttempt } from '../probeClock/attempts';
import { readyTime, type ReadyTime } from '../probeClock/readyTime';
import type { LaneMark } from '../trace/laneMarks';
import { messagesByPod, podKey } from '../trace/messagesByPod';
import { withMarks, type Lane } from '../trace/timeline';
import type { Moment, Trace } from '../trace/trace';

/** The lanes of a trace, with the windows of its probes' attempts and, where it was observed, that of Ready. */
export function withAttempts(lanes: readonly Lane[], trace: Trace): Lane[] {
  const messages = messagesByPod(trace);
  const pods = new Map(trace.view.pods.map((pod) => [pod.metadata?.uid, pod]));
  return lanes.map((lane) => {
    const pod = pods.get(lane.uid);
    const own = (pod && messages.get(podKey(pod))) ?? [];
    const tried = pod ? attempts(trace, pod, own) : [];
    const ready = pod && trace.source === 'observed' ? readyTime(trace, pod, own, tried) : undefined;
    if (tried.length === 0 && !ready) return lane;
    const known = new Map(tried.map((attempt) => [attempt.message, attempt]));
    const marks = lane.marks.map((mark): LaneMark => {
      const attempt = mark.kind === 'probe' ? known.get(mark.message ?? '') : undefined;
      return attempt ? attemptMark(mark, attempt) : mark;
    });
    return withMarks(lane, [...marks, ...(ready ? [readyMark(ready)] : [])]);
  });
}

function attemptMark(mark: LaneMark, attempt: Attempt): LaneMark {
  return { ...mark, ...dueOf(attempt, attempt.run, mark.at), text: `${mark.text}: ${attemptText(attempt)}` };
}

function readyMark(ready: ReadyTime): LaneMark {
  const { moment, run, isOutside } = ready;
  return { kind: 'ready', at: moment, ...dueOf(ready, run, moment), text: readyText(ready), isBad: isOutside };
}

/** Around the moment that it came at; where nothing bounds a window, there is none to draw. */
function dueOf({ window }: TimedAttempt, run: Moment, { at }: Moment): Pick<LaneMark, 'due'> {
  if (!Number.isFinite(window.latest)) return {};
  const after = (seconds: number): number => run.at + seconds * 1000 - at;
  return { due: { before: -after(window.earliest), after: after(window.latest) } };
}
