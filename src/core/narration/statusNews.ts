import { words, type Runs } from '../textRuns';
import type { StatusChange } from '../trace/because';
import { named } from './named';
import { listed } from './sentences';

/** As many changes are told one by one. */
const most = 5;

/** What is new in a pod's status, as a sentence; the phase and the containers first. */
export function statusNews(changes: readonly StatusChange[]): Runs {
  const told = changes.filter((change) => !isEmpty(change)).sort((a, b) => rank(a) - rank(b));
  if (told.length === 0)
    return words`New in the status: the conditions of the pod, none of which is ${named('True')} yet.`;
  const texts = told.slice(0, most).map(changeText);
  if (told.length > most) texts.push([`${told.length - most} more`]);
  return words`New in the status: ${listed(texts)}.`;
}

/** A condition that was not there before and is not met tells nothing new. */
function isEmpty(change: StatusChange): boolean {
  return change.type === 'condition' && change.was === undefined && change.status !== 'True';
}

function rank({ type }: StatusChange): number {
  return ['phase', 'container', 'restarts', 'ip', 'started', 'ready', 'condition', 'other'].indexOf(type);
}

function changeText(change: StatusChange): Runs {
  switch (change.type) {
    case 'phase':
      return change.from === undefined
        ? words`the phase is ${named(change.to)}`
        : words`the phase changes from ${named(change.from)} to ${named(change.to)}`;
    case 'condition': {
      const reason = change.reason === undefined ? [] : words` (${named(change.reason)})`;
      return words`the condition ${named(change.condition)} is ${named(change.status)}${reason}`;
    }
    case 'container':
      return containerText(change);
    case 'ready':
      return words`${named(change.container)} is ${change.ready ? 'ready' : 'no longer ready'}`;
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

function containerText({ container, state, reason, exitCode }: Extract<StatusChange, { type: 'container' }>): Runs {
  const name = named(container);
  const why = reason === undefined ? [] : named(reason);
  if (state === 'running') return words`${name} runs`;
  if (state === 'waiting') return reason === undefined ? words`${name} waits` : words`${name} waits with ${why}`;
  const isUsual = reason === undefined || reason === 'Completed' || reason === 'Error';
  return words`${name} ended with exit code ${exitCode ?? 0}${isUsual ? [] : words` (${why})`}`;
}

/** What follows from news in a pod's status. */
export function statusResult(changes: readonly StatusChange[]): Runs {
  const ready = changes.find((change) => change.type === 'condition' && change.condition === 'Ready');
  const phase = changes.find(({ type }) => type === 'phase');
  if (phase?.type === 'phase' && (phase.to === 'Succeeded' || phase.to === 'Failed'))
    return ['The pod has ended, and its containers are not started again.'];
  if (ready?.type === 'condition' && ready.status === 'True')
    return ['The pod is Ready: Services now send it requests.'];
  if (ready?.type === 'condition' && ready.was === 'True')
    return ['The pod is no longer Ready: Services send it no requests.'];
  return words`${named('kubectl get pods')} shows it now.`;
}
