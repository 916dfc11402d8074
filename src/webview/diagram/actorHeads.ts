import { entryOf } from '../../core/entryOf';
import { actors } from '../../core/trace/trace';
import { knownKeys } from '../../core/knownKeys';
import { pointAt } from '../page/pointedActor';
import { cardText } from '../parts/actorCardIds';
import { focusView } from '../page/views';
import type { Lane } from '../../core/diagram/lanes';
import type { PointedActor } from '../page/pageState';

/** Milliseconds for which the pointer rests on a head before its card comes, and is gone before the card goes. */
const [resting, gone] = [250, 300];

/** Makes the head of an actor something that is focused and named. The first of a row is where Tab leads. */
export function nameHead(head: SVGGElement, { id, actors: of, name }: Lane, isFirst: boolean): void {
  head.classList.add('head');
  // A name of two lines is two words to who hears it.
  for (const line of [...head.querySelectorAll('text')].slice(1)) line.before(' ');
  const attributes = {
    role: 'button',
    tabindex: isFirst ? '0' : '-1',
    'aria-label': name,
    'aria-describedby': cardText,
  };
  for (const [key, value] of Object.entries(attributes)) head.setAttribute(key, value);
  head.dataset['lane'] = id;
  head.dataset['actors'] = of.join(' ');
}

/**
 * Shows an actor's card while its head is pointed at or focused, whatever drawing the root has. Tab leads to the row of
 * heads, the arrow keys along it, Enter into the card.
 */
export function listenToHeads(root: HTMLElement): void {
  root.addEventListener('focusin', ({ target }) => {
    const head = headOf(target);
    if (!head) return;
    for (const other of headsIn(root)) other.setAttribute('tabindex', other === head ? '0' : '-1');
    pointAt(pointed(head));
  });
  root.addEventListener('focusout', ({ target }) => {
    // Where the focus goes on into the card, that keeps itself.
    if (headOf(target)) pointAt(undefined, 1);
  });
  root.addEventListener('pointerover', ({ target }) => {
    const head = headOf(target);
    if (head) pointAt(pointed(head), resting);
  });
  root.addEventListener('pointerout', ({ target, relatedTarget }) => {
    if (headOf(target) && headOf(relatedTarget) !== headOf(target)) pointAt(focused(root), gone);
  });
}

/** A key on a head; says whether it was one for heads. */
export function headKey(root: HTMLElement, { target, key }: KeyboardEvent): boolean {
  const head = headOf(target);
  if (!head) return false;
  const heads = headsIn(root);
  const at = heads.indexOf(head);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: heads.length - 1 };
  const to = entryOf(next, key);
  if (to !== undefined) heads[to]?.focus();
  else if (key === 'Escape') pointAt(undefined);
  else if (key === 'Enter' || key === ' ' || key === 'ArrowDown') {
    pointAt(pointed(head));
    focusView('actorCard');
  } else return false;
  return true;
}

/** Gives the focus back to the head of the same lane, where a new drawing took the focused one away. */
export function focusHead(root: HTMLElement, lane: string | undefined): boolean {
  const head = lane === undefined ? undefined : headsIn(root).find((one) => one.dataset['lane'] === lane);
  head?.focus({ preventScroll: true });
  return head !== undefined;
}

/** The lane whose head has the focus. */
export function focusedLane(): string | undefined {
  return headOf(document.activeElement)?.dataset['lane'];
}

function focused(root: HTMLElement): PointedActor | undefined {
  const head = headOf(document.activeElement);
  return head && root.contains(head) ? pointed(head) : undefined;
}

function pointed(head: SVGGElement): PointedActor | undefined {
  const ids = head.dataset['actors']?.split(' ') ?? [];
  const of = knownKeys(actors).filter((one) => ids.includes(one));
  const { left, bottom } = head.getBoundingClientRect();
  return of.length === 0 ? undefined : { actors: of, name: head.getAttribute('aria-label') ?? '', left, bottom };
}

function headsIn(root: HTMLElement): SVGGElement[] {
  return [...root.querySelectorAll<SVGGElement>('g.head')];
}

function headOf(target: EventTarget | null): SVGGElement | undefined {
  return (target instanceof Element && target.closest<SVGGElement>('g.head')) || undefined;
}
