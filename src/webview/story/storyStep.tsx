import { formatDuration } from '../../core/formatDuration';
import { memo } from '../parts/memo';
import { actorNames } from '../../core/trace/trace';
import { partSpanText } from '../../core/trace/partSpanText';
import { RunsText } from '../parts/runsText';
import { selection } from '../page/store';
import { selectWait } from '../page/pods';
import { timeOf } from '../../core/trace/timeOf';
import { useAnswers } from '../page/asking';
import type { Narration } from '../../core/narration/narration';
import type { StoryStep } from '../../core/story/steps';
import type { Wait } from '../../core/trace/waits';

interface StepProps {
  /** The start's time in milliseconds since the epoch. */
  zero: number;
  step: StoryStep;
  /** Absent until the host has told it. */
  narration: Narration | undefined;
  /** Counted from 1. */
  number: number;
  /** How many there are. */
  count: number;
  isSelected: boolean;
  /** It has the list's place among what Tab goes to. */
  isStop: boolean;
  waits: readonly Wait[] | undefined;
  choose: (number: number) => void;
}

/** A step of the story: when, who called whom for what, what came of it, why it came then, and what was waited for. */
export const Step = memo(({ zero, step, narration, number, count, isSelected, isStop, waits, choose }: StepProps) => {
  const { message, last, times, depth, notes } = step;
  const { what = [], why = [], result = [] } = narration ?? {};
  const names = actorNames(message.from === message.to ? [message.from] : [message.from, message.to], message.node);
  return (
    <li aria-setsize={count} aria-posinset={number} class={message.outcome.ok ? undefined : 'failed'}>
      <button
        class="step"
        style={{ '--depth': `${depth}` }}
        data-message={message.id}
        aria-current={isSelected ? 'step' : undefined}
        tabIndex={isStop ? 0 : -1}
        onClick={() => choose(number)}
      >
        <span class="number">{number}</span>
        <span class="time">{timeOf(message.start ?? message.end, zero)}</span>
        <span class="said">
          <span class="route">{names.join(' → ')}</span>{' '}
          {message.source === 'inferred' && <span class="source inferred">inferred</span>} <RunsText runs={what} />{' '}
          <RunsText runs={result} />
          {times > 1 && ` ${timesText(times, last.start?.at, message.start?.at)}`}
          {why.length > 0 && (
            <span class="why">
              <RunsText runs={why} />
            </span>
          )}
        </span>
      </button>
      {notes.map(({ text }, at) => (
        <p key={`note ${at}`} class="aside">
          {text}
        </p>
      ))}
      {waits?.map((wait, at) => (
        <WaitLine key={`wait ${at}`} wait={wait} />
      ))}
    </li>
  );
});

function timesText(times: number, last: number | undefined, first: number | undefined): string {
  const within =
    last === undefined || first === undefined || last <= first ? '' : ` within ${formatDuration(last - first)}`;
  return `The same ${times} times${within}.`;
}

/** What was waited for, and how long: a part of the timeline, which it selects. */
export function WaitLine({ wait: { uid, index, part } }: { wait: Wait }) {
  const about = `${part.kind} ${part.container ?? ''}`;
  const why = useAnswers('part', [about]).get(about)?.why ?? [];
  const chosen = selection.value;
  const isSelected = chosen?.kind === 'part' && chosen.uid === uid && chosen.index === index;
  return (
    <button
      class={isSelected ? 'aside wait selected' : 'aside wait'}
      aria-pressed={isSelected}
      tabIndex={-1}
      onClick={() => selectWait(uid, index)}
    >
      <strong>{`${partSpanText(part)}: `}</strong>
      {part.label}. <RunsText runs={why} />
    </button>
  );
}
