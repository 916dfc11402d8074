import { formatDuration } from '../../core/formatDuration';
import type { Message, Moment, Source } from '../../core/trace/trace';

const meaning: Record<Source, string> = {
  simulated: 'Computed from the manifest by the simulated kubelet and runtime',
  observed: 'Seen in the cluster',
  inferred: 'Deduced from what was seen in the cluster',
};

/** How a message is known, and how exactly its time is. */
export function SourceMark({ message: { source, start, end } }: { message: Message }) {
  const precision = Math.max(start?.precision ?? 0, end?.precision ?? 0);
  return (
    <span class={`source ${source}`} title={meaning[source]}>
      {source + (precision > 0 ? ` ±${formatDuration(precision)}` : '')}
    </span>
  );
}

/** When a message was sent, from the trace's start, and how long it took. */
export function timing(message: Message, traceStart: number): string {
  const parts: string[] = [];
  if (message.start) parts.push(`at +${offset(message.start, traceStart)}`);
  if (message.start && message.end && message.end.at > message.start.at)
    parts.push(`took ${formatDuration(message.end.at - message.start.at)}`);
  if ((message.times ?? 1) > 1) parts.push(`${message.times} times`);
  return parts.join(' · ');
}

function offset(moment: Moment, start: number): string {
  const seconds = (moment.at - start) / 1000;
  return seconds >= 60 ? formatDuration(moment.at - start) : `${seconds.toFixed(3)} s`;
}
