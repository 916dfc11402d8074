import type { Actor, Message } from '../../../trace/trace';
import type { Outcome } from '../../../trace/trace';

/** A message before it has its id, which is made when all are in their order. */
export interface Draft extends Omit<Message, 'id' | 'source' | 'start' | 'end' | 'parent' | 'level'> {
  from: Actor;
  /** Milliseconds since the epoch. */
  at: number;
  until: number;
  /** It is under way where the simulation stops. */
  isOpen?: true;
  /** The message inside which this one happened. */
  outer?: Draft;
}

export const ok: Outcome = { ok: true };

/** A simulated moment, which is exact. */
export function moment(at: number): { at: number; precision: number } {
  return { at, precision: 0 };
}
