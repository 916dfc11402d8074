import type { Pod, PodStatus } from '../api/types';
import { momentOf } from './eventTimes';
import type { Message, Moment, Trace } from './trace';
import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import { isPodPhaseTerminal } from '../componentHelpers/isPodTerminal';
import { readyCondition } from '../componentHelpers/readyCondition';

/** Where a pod's start came to. */
export interface PathEnd {
  moment: Moment;
  /** Undefined where it is still under way, or stuck. */
  reached?: 'Ready' | 'Succeeded' | 'Failed' | 'deleted';
  /** The message that tells it. */
  message?: string;
  /** When its containers were restarted before: it was Ready again then, and nothing tells when it was first. */
  again?: Moment;
}

/** When a pod was Ready after its containers were started last, or else ended, or else until when was watched. */
export function pathEnd(trace: Trace, { status, metadata }: Pod, messages: readonly Message[]): PathEnd {
  const ready = readyCondition(status);
  const isOver = isPodPhaseTerminal(status?.phase);
  const isGone = trace.view.deleted?.includes(metadata?.uid ?? '') ?? false;
  if (!ready && !isOver && !isGone) return { moment: { at: trace.end, precision: 0 } };
  const lastStart = messages.filter(({ method, end }) => method === 'StartContainer' && end).at(-1)?.end;
  const from = lastStart ? lastStart.at - lastStart.precision : trace.start;
  const told = messages.flatMap(({ id, method, request, start }): PathEnd[] => {
    const isStatus = method.endsWith('/status');
    const reached = isStatus
      ? reachedBy(isMap(request) ? request : undefined)
      : method.startsWith('DELETE')
        ? 'deleted'
        : undefined;
    return start && reached && start.at + start.precision >= from ? [{ moment: start, reached, message: id }] : [];
  });
  const isWanted = ({ reached }: PathEnd): boolean =>
    status?.phase === 'Failed' ? reached === 'Failed' : reached === 'Ready';
  const first = told.find(isWanted) ?? told.find(({ reached }) => reached !== 'deleted') ?? told[0];
  if (first) return first;
  if (ready?.lastTransitionTime) {
    const moment = notBefore(lastStart, momentOf(ready.lastTransitionTime));
    const again = lastStartBefore(status, moment);
    return { moment, reached: 'Ready', ...(again && { again }) };
  }
  const ends = (status?.containerStatuses ?? []).flatMap(({ state }) => state?.terminated?.finishedAt ?? []);
  const [end] = ends.map(momentOf).sort((a, b) => b.at - a.at);
  if (isOver && end && end.at > 0) return { moment: end, reached: status?.phase === 'Failed' ? 'Failed' : 'Succeeded' };
  const deletedAt = isGone ? entryOf(trace.view.deletedAt ?? {}, metadata?.uid ?? '') : undefined;
  if (deletedAt !== undefined) return { moment: { at: deletedAt, precision: 0 }, reached: 'deleted' };
  return { moment: { at: trace.end, precision: 0 } };
}

/** A moment that comes after another one, with what that tells of it; where they exclude each other, as it is. */
function notBefore(other: Moment | undefined, moment: Moment): Moment {
  const [earliest, latest] = [moment.at - moment.precision, moment.at + moment.precision];
  const after = other ? Math.max(earliest, other.at - other.precision) : earliest;
  return after > latest ? moment : { at: (after + latest) / 2, precision: (latest - after) / 2 };
}

/** The last start of a container that was restarted, if the pod was Ready after that. */
function lastStartBefore(status: PodStatus | undefined, ready: Moment): Moment | undefined {
  const starts = (status?.containerStatuses ?? []).flatMap(({ restartCount, state }) =>
    restartCount > 0 ? (state?.running?.startedAt ?? []) : [],
  );
  return starts
    .map(momentOf)
    .filter(({ at }) => at > 0 && at <= ready.at)
    .reduce<Moment | undefined>((last, one) => (last && last.at > one.at ? last : one), undefined);
}

function reachedBy(status: PodStatus | undefined): PathEnd['reached'] {
  if (readyCondition(status)) return 'Ready';
  return isPodPhaseTerminal(status?.phase) ? status.phase : undefined;
}
