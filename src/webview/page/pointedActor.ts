import { update } from './store';
import type { PointedActor } from './pageState';

let pending: ReturnType<typeof setTimeout> | undefined;

/** Shows an actor's card, or none, after so many milliseconds; what was to come before does not. */
export function pointAt(pointed: PointedActor | undefined, wait = 0): void {
  clearTimeout(pending);
  const change = (): void => update((was) => (was.pointed === pointed ? was : { ...was, pointed }));
  if (wait === 0) change();
  else pending = setTimeout(change, wait);
}

/** The card that is shown stays. */
export function keepPointing(): void {
  clearTimeout(pending);
}
