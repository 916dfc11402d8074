import { everyKind } from '../../core/everyKind';
import type { Evidence } from '../../core/observe/evidence/evidence';
import type { SessionState } from './sessionState';

/** What is watched, and where. */
export interface SessionTarget {
  /** `pod/web`, `deployment/shop`, or the file that was applied. */
  target: string;
  namespace: string;
  context: string;
}

/** `pod/web in namespace shop of production` */
export function whereOf({ target, namespace, context }: SessionTarget): string {
  return `${target} in namespace ${namespace} of ${context}`;
}

/** How a session stands, in one sentence without its full stop: the same in the terminal and in the panel. */
export function sessionWords(state: SessionState, target: SessionTarget, hasPods: boolean): string {
  const where = whereOf(target);
  const yet = hasPods ? '' : '; there is no pod of it yet: waiting for it';
  switch (state.name) {
    case 'starting':
      return `Connecting to ${target.context}`;
    case 'watching':
      return `Watching ${where}${yet}`;
    case 'polling':
      return `Watching ${where}, and reading the ${state.polled.join(' and ')} every second, because they may not be watched${yet}`;
    case 'reconnecting':
      return `The connection dropped (${state.reason}); next try in ${state.retryMs / 1000} s`;
    case 'ended':
      return endedWords(state.why, where);
    case 'failed':
      return state.reason;
    default:
      return everyKind(state);
  }
}

function endedWords(why: (SessionState & { name: 'ended' })['why'], where: string): string {
  switch (why) {
    case 'stopped':
      return `Stopped watching ${where}`;
    case 'over':
      return `Watched ${where} until it was over`;
    case 'timedOut':
      return `Stopped watching ${where}: it exceeded its timeout`;
    default:
      return everyKind(why);
  }
}

/** What is not read, and why. */
export function deniedWords({ what, text }: Pick<Evidence & { kind: 'denied' }, 'what' | 'text'>): string {
  return `${what}: ${text}`;
}
