import { attemptsText, readyText } from '../narration/attemptTexts';
import { attempts, type Attempt } from '../probeClock/attempts';
import { readyTime } from '../probeClock/readyTime';
import { messagesByPod, podKey } from '../trace/messagesByPod';
import type { Trace } from '../trace/trace';

/**
 * By each pod's uid, lines on its probes in an observed start: the attempts that failed, beside the windows in which they
 * had to, and when it was Ready, beside the window of that. A simulated start says them in its calls.
 */
export function probeLines(trace: Trace): Map<string | undefined, string[]> {
  const found = new Map<string | undefined, string[]>();
  if (trace.source !== 'observed') return found;
  const messages = messagesByPod(trace);
  for (const pod of trace.view.pods) {
    const own = messages.get(podKey(pod)) ?? [];
    const tried = attempts(trace, pod, own);
    const groups = new Map<string, Attempt[]>();
    for (const attempt of tried) {
      const key = `${attempt.container}/${attempt.probe}/${attempt.run.at}`;
      groups.set(key, [...(groups.get(key) ?? []), attempt]);
    }
    const ready = readyTime(trace, pod, own, tried);
    const lines = [...[...groups.values()].map(attemptsText), ...(ready ? [readyText(ready)] : [])];
    found.set(pod.metadata?.uid, lines);
  }
  return found;
}
