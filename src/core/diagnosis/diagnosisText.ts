import { onOneLine } from '../onOneLine';
import type { Trace } from '../trace/trace';
import { surenessOf } from './facts/causeTable';
import type { Diagnosis } from './facts/finding';
import { isCommand } from './facts/suggestedCommand';
import { plightOf } from './plight';
import { retryText } from './retryText';
import { stepEffect } from './stepEffect';

/**
 * A diagnosis in lines of plain text: what, its cause's name, its evidence, where to look, what to do, and when it is
 * tried again.
 *
 * @param place what to look at; without it, the field
 */
export function diagnosisText(diagnosis: Diagnosis, trace: Pick<Trace, 'end'>, place = diagnosis.field): string {
  const { cause, evidence, next, command, retry, name } = diagnosis;
  const lines = [
    `${headOf(diagnosis)}: ${cause}`,
    `  cause: ${name} (${surenessOf(name)})`,
    `  evidence: ${evidence}`,
    ...(place === undefined ? [] : [`  look at: ${place}`]),
    `  next: ${next}`,
    ...(command === undefined
      ? []
      : isCommand(command)
        ? [`  $ ${command}`, `    (it ${stepEffect(command)})`]
        : [`  ${command}`]),
    ...(retry ? [`  ${retryText(retry, trace)}`] : []),
  ];
  // No text of others begins a line of its own, where it would pass for one of ours.
  return lines.map((line) => `${onOneLine(line)}\n`).join('');
}

function headOf(diagnosis: Diagnosis): string {
  const who = whoOf(diagnosis);
  if (diagnosis.isOver) return `why ${who} was restarted`;
  return diagnosis.isWaiting ? `what ${who} waits for` : `why ${who} ${plightOf(diagnosis)}`;
}

/** `pod web, container app`, with how many more are like it. */
export function whoOf({ subject, container, alike, among }: Diagnosis): string {
  return `${subject}${alike ? ` (and ${alike} more like it${among === undefined ? '' : `: ${among}`})` : ''}${container === undefined ? '' : `, container ${container}`}`;
}
