import { everyKind } from '../../core/everyKind';
import type { CollectionNews } from '../collectEvidence';
import type { KubectlFailure } from '../kubectlError';

/** What is known of the collections that are followed, as long as the session goes on. */
interface Following {
  /** kubectl gave a first answer. */
  isAnswered: boolean;
  /** Everything that there was has come. */
  isComplete: boolean;
  /** What may not be watched, and so is listed again and again: `pods`. */
  polled: readonly string[];
}

/** How a watched session stands. */
export type SessionState =
  /** It connects, and lists what there is. `isBegun`: somebody asked for that already. */
  | ({ name: 'starting'; isBegun: boolean } & Following)
  /** Everything that there was has come, and what happens is missed no more. */
  | ({ name: 'watching' } & Following)
  /** As watching, but of some of it nothing is seen between two looks. */
  | ({ name: 'polling' } & Following)
  /** The connection dropped, and is tried again after `retryMs` milliseconds. */
  | ({ name: 'reconnecting'; reason: string; retryMs: number } & Following)
  /** It is over: somebody stopped it, all pods have started or failed, or it took longer than it may. */
  | { name: 'ended'; why: 'stopped' | 'over' | 'timedOut'; isAnswered: boolean }
  /** It can not go on. `reason` is kubectl's own where that failed; a `mistake` is one of this program. */
  | { name: 'failed'; failure: KubectlFailure | 'mistake'; reason: string; isAnswered: boolean };

/** What happens to a session. */
export type SessionEvent =
  | { type: 'begin' }
  | CollectionNews
  | { type: 'end'; why: 'stopped' | 'over' | 'timedOut' }
  /** The collection came to its end though nobody had ended it. */
  | { type: 'collected' }
  | { type: 'failed'; failure: KubectlFailure | 'mistake'; reason: string };

/** What is to be done because of it. */
export type SessionEffect =
  /** Begin to collect evidence. */
  | 'collect'
  /** End all processes and timers. */
  | 'end'
  /** Tell who waits for it that everything that there was has come. */
  | 'complete';

/** Before anybody asked for anything. */
export const unbegun: SessionState = starting(false);

/** The state after an event, and what is to be done. A session that ended or failed hears nothing but a new beginning. */
export function transition(state: SessionState, event: SessionEvent): [SessionState, readonly SessionEffect[]] {
  if (event.type === 'begin') {
    const isUnderWay = isGoingOn(state) && (state.name !== 'starting' || state.isBegun);
    return isUnderWay ? [state, []] : [starting(true), ['collect']];
  }
  if (!isGoingOn(state)) return [state, []];
  const { isAnswered, isComplete, polled } = state;
  switch (event.type) {
    case 'answered':
      return [{ ...state, isAnswered: true }, []];
    case 'polling': {
      const more = { ...state, polled: [...new Set([...polled, event.what])] };
      return [more.name === 'watching' ? { ...more, name: 'polling' } : more, []];
    }
    case 'watching': {
      const following = { isAnswered: true, isComplete: true, polled };
      // What is lost at the moment is lost, though all that there was had come.
      return [state.name === 'reconnecting' ? { ...state, ...following } : standing(following), ['complete']];
    }
    case 'disconnected': {
      const { reason, retryMs } = event;
      return [{ name: 'reconnecting', reason, retryMs, isAnswered, isComplete, polled }, []];
    }
    case 'connected':
      return [state.name === 'reconnecting' ? standing({ isAnswered, isComplete, polled }) : state, []];
    case 'end':
      return [{ name: 'ended', why: event.why, isAnswered }, ['end']];
    case 'collected': {
      const reason = 'kubectl ended unexpectedly: watch it again';
      return [{ name: 'failed', failure: 'failed', reason, isAnswered }, ['end']];
    }
    case 'failed': {
      const { failure, reason } = event;
      return [{ name: 'failed', failure, reason, isAnswered }, ['end']];
    }
    default:
      return everyKind(event);
  }
}

/** Whether it has neither ended nor failed. */
export function isGoingOn(state: SessionState): state is Exclude<SessionState, { name: 'ended' | 'failed' }> {
  return state.name !== 'ended' && state.name !== 'failed';
}

function standing(following: Following): SessionState {
  if (!following.isComplete) return { name: 'starting', isBegun: true, ...following };
  return { name: following.polled.length > 0 ? 'polling' : 'watching', ...following };
}

function starting(isBegun: boolean): SessionState {
  return { name: 'starting', isBegun, isAnswered: false, isComplete: false, polled: [] };
}
