import { statusText } from '../api/status';
import { labelText } from '../trace/labels';
import { ownLabels, requestLabel } from '../trace/messageLabel';
import { onOneLine } from '../onOneLine';
import { atLevel } from '../trace/atLevel';
import { formatDuration } from '../formatDuration';
import { formatSpan } from '../trace/formatSpan';
import { usualLevel, type Level } from '../trace/level';
import { missingText } from '../trace/missingText';
import { storySteps } from './steps';
import { podsOf } from '../trace/podsOf';
import { noteText } from '../trace/noteText';
import { pathLines } from './pathLines';
import { pullLines } from './pullLines';
import { narrate } from '../narration/narrate';
import type { Narration } from '../narration/narration';
import { cardLines, linkLines, reasonLines, whyLines } from './whyLines';
import { actorNames, limitsOf, type Message, type Moment, type Note, type Trace } from '../trace/trace';

export interface StoryOptions {
  level?: Level;
  why?: boolean;
  /** Without the calls: what there is to say of the start as a whole. */
  isShort?: boolean;
}

/**
 * A trace as lines of text: what is taken for granted, and what is not shown; when, who calls whom with what, how long it took, what failed; what the manifest
 * refers to and nothing provides; where the time went; and at the end what `kubectl get pods -o wide` prints. Times count from the start.
 *
 * @param level in how much detail; the story's ten calls say why each comes now
 * @param why each line says what it is for, why it comes now and what follows
 * @param isShort without the calls: what there is to say of the start as a whole
 */
export function story(whole: Trace, { level = usualLevel, why = false, isShort = false }: StoryOptions = {}): string {
  const trace = atLevel(whole, level);
  const lines: string[] = [];
  const narrations: Narration[] = [];
  const width = trace.messages.reduce((widest, message) => Math.max(widest, callers(message).length), 0);
  const { steps, left } = isShort ? { steps: [], left: [] } : storySteps(trace, ownLabels);
  const namesPods = podsOf(trace).length > 1;
  for (const { message, last, times, depth, notes } of steps) {
    lines.push(messageLine({ ...message, times }, { zero: trace.start, width, indent: depth, last, namesPods }));
    const narration = why || level === 1 ? narrate(trace, message) : undefined;
    if (narration && why) {
      narrations.push(narration);
      lines.push(...whyLines(narration));
    } else if (narration) lines.push(...reasonLines(narration));
    for (const line of noteLines(notes, width, namesPods)) lines.push(line);
  }
  for (const line of noteLines(left, width, namesPods)) lines.push(line);

  const release = trace.kubernetes && `Kubernetes ${trace.kubernetes}, `;
  // No text of others begins a line of its own, where it would pass for one of ours.
  const parts = [onOneLine(`${trace.title} · ${release}${trace.source}`)];
  const assumed = trace.assumptions.map(({ what }) => what);
  if (assumed.length > 0) parts.push(onOneLine(`Assumed: ${assumed.join('; ')} (without: --assume nothing)`));
  const limits = limitsOf(trace);
  if (limits.length > 0) parts.push(onOneLine(`Not all is shown: ${limits.join('; ')}`));
  if (why && lines.length > 0) parts.push(`Who takes part\n${cardLines(trace).join('\n')}`);
  if (lines.length > 0) parts.push(lines.join('\n'));
  const problems = [
    ...trace.view.errors.map((error) => `refused: ${statusText(error)}: ${error.message}`),
    ...trace.missing.map((missing) => {
      const { what, question } = missingText(missing);
      return `missing: ${what}: ${missing.consequence}${question && `; ${question}`}`;
    }),
  ];
  const path = pathLines(trace, why);
  if (path.length > 0) parts.push(path.join('\n'));
  const pulls = pullLines(whole);
  if (pulls.length > 0) parts.push(pulls.join('\n'));
  if (problems.length > 0) parts.push(problems.map((problem) => onOneLine(problem)).join('\n'));
  if (trace.table !== '') parts.push(`$ kubectl get pods -o wide\n${trace.table.trimEnd()}`);
  if (narrations.length > 0) parts.push(`Read on\n${linkLines(narrations).join('\n')}`);
  return `${parts.join('\n\n')}\n`;
}

/** Who calls whom: of the controllers, which. */
function callers({ from, to, node, caller }: Message): string {
  const names = actorNames(from === to ? [from] : [from, to], node);
  if (from === 'controller' && caller !== undefined) names[0] = onOneLine(caller);
  return names.join(' → ');
}

/** How a message is written as a line. */
export interface LineOptions {
  /** The start in milliseconds since the epoch. */
  zero: number;
  /** That of the column of callers. */
  width: number;
  /** In how many other calls it happened. */
  indent?: number;
  /** Where the line stands for several, the last of them. */
  last?: Message;
  /** Several pods are shown: the line says which it is for. */
  namesPods?: boolean;
}

/** One message as a line. */
export function messageLine(
  message: Message,
  { zero, width, indent = 0, last = message, namesPods = false }: LineOptions,
): string {
  const text = `${'  '.repeat(indent)}${onOneLine(labelText(requestLabel(message, { namesPods })))}`;
  const until = last.id === message.id || !last.start ? '' : `, the last at ${since(knownBest(last), zero).trim()}`;
  const times = (message.times ?? 1) > 1 ? ` × ${message.times}${until}` : '';
  const took = duration(message);
  const inferred = message.source === 'inferred' ? ', inferred' : '';
  const failed =
    message.outcome.ok || message.protocol === 'process'
      ? ''
      : `\n${' '.repeat(12)}✗ ${onOneLine(`${message.outcome.code}: ${message.outcome.text}`)}`;
  return `${since(message.start, zero)}  ${callers(message).padEnd(width)}  ${text}${times}${took}${inferred}${failed}`;
}

/** Of a call that was seen to end only, its start may be anywhere since the one before it. */
function knownBest({ start, end }: Message): Moment | undefined {
  return start && end && end.precision < start.precision ? end : start;
}

function duration({ start, end }: Message): string {
  if (start === undefined || end === undefined || end.at - start.at < 1) return '';
  const span = { milliseconds: end.at - start.at, precision: start.precision + end.precision };
  // What may be nothing at all is no duration.
  return span.precision >= span.milliseconds * 2 ? '' : ` (${formatSpan(span)})`;
}

/** From here on seconds alone are no time that people say, in milliseconds. */
const longTime = 600_000;

/** A moment in seconds from `zero`, padded: `+0.390 s`, `~12.0 s` where it is not exact, `?` where nothing tells it. */
export function since(moment: Moment | undefined, zero: number): string {
  if (moment === undefined) return '?'.padStart(10);
  const { at, precision } = moment;
  const digits = precision >= 100 ? 1 : precision >= 10 ? 2 : 3;
  const time = at - zero < longTime ? `${((at - zero) / 1000).toFixed(digits)} s` : formatDuration(at - zero);
  const shown = `${precision > 0 ? '~' : ''}${time}`;
  return shown.padStart(10);
}

/** Notes, a line each; those that say the same one after the other once, with how often and over how long. */
function noteLines(notes: readonly Note[], width: number, namesPods: boolean): string[] {
  const runs: Note[][] = [];
  for (const note of notes) {
    const last = runs.at(-1);
    const before = last?.[0];
    if (last && before?.text === note.text && before.subject?.pod === note.subject?.pod) last.push(note);
    else runs.push([note]);
  }
  return runs.map((run) => {
    const first = run[0]!;
    const { over, node } = first;
    const span = run.at(-1)!.at.at - run[0]!.at.at;
    const times = run.length > 1 ? ` × ${run.length}${span >= 1000 ? `, over ${formatDuration(span)}` : ''}` : '';
    return `${' '.repeat(12)}${actorNames(over, node).join(', ').padEnd(width)}  · ${noteText(first, namesPods)}${times}`;
  });
}
