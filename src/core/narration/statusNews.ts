import { words, type Runs } from '../textRuns';
import type { StatusChange } from '../trace/because';
import { named } from './named';
import { listed } from './sentences';

/** As many changes are told one by one. */
const most = 5;

/** What is new in a pod's status, as a sentence; the phase and the containers first. */
export function statusNews(changes: readonly StatusChange[]): Runs {
  const told = [...changes].sort((a, b) => rank(a) - rank(b));
  const texts = told.slice(0, most).map(changeText);
  if (told.length > most) texts.push([`${told.length - most} more`]);
  return words`New in the status: ${listed(texts)}.`;
}

function rank({ type }: StatusChange): number {
  return ['phase', 'container', 'restarts', 'ip', 'started', 'ready', 'condition', 'other'].indexOf(type);
}

function changeText(change: StatusChange): Runs {
  switch (change.type) {
    case 'phase':
      return change.from === undefined
        ? words`the phase is ${named(change.to)}`
        : words`the phase is ${named(change.to)}, no longer ${named(change.from)}`;
    case 'condition': {
      const reason = change.reason === undefined ? [] : words` (${named(change.reason)})`;
      return words`the condition ${named(change.condition)} is ${named(change.status)}${reason}`;
    }
    case 'container':
      return containerText(change);
    case 'ready':
      return words`${named(change.container)} is ${change.ready ? 'ready' : 'not ready any more'}`;
    case 'started':
      return words`${named(change.container)} has started`;
    case 'restarts':
      return words`${named(change.container)} has been restarted ${change.count === 1 ? 'once' : `${change.count} times`}`;
    case 'ip':
      return words`the IP address is ${named(change.ip)}`;
    case 'other':
      return ['details that change nothing of its phase, conditions and containers'];
  }
}

function containerText({ container, state, detail }: Extract<StatusChange, { type: 'container' }>): Runs {
  const name = named(container);
  if (state === 'running') return words`${name} runs`;
  if (state === 'terminated')
    return words`${name} ended with exit code ${detail === undefined ? 'unknown' : named(detail)}`;
  return detail === undefined ? words`${name} waits` : words`${name} waits with ${named(detail)}`;
}
