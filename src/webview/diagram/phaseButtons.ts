import { element } from '../parts/element';
import type { HeadingElement } from './phaseHeadings';

/**
 * A button over each heading of a drawing, which folds and unfolds its phase. Tab leads to one of them, the arrow keys up
 * and down along them.
 *
 * @param offset the drawing's upper edge in its own units
 */
export function phaseButtons(headings: readonly HeadingElement[], offset: number): HTMLElement {
  const layer = element('div', { class: 'phase-buttons' });
  layer.setAttribute('role', 'group');
  layer.setAttribute('aria-label', 'Phases');
  for (const [at, { heading, name, top, height }] of headings.entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = at === 0 ? 0 : -1;
    button.dataset['phase'] = heading.phase.id;
    button.setAttribute('aria-expanded', String(heading.isOpen));
    button.setAttribute('aria-label', name);
    button.style.setProperty('--top', `${top - offset}px`);
    button.style.setProperty('--tall', `${height}px`);
    layer.append(button);
  }
  return layer;
}

/** The phase of the button that something happened to, and whether it is open. */
export function phaseAt(target: EventTarget | null): { id: string; isOpen: boolean } | undefined {
  const button = buttonOf(target);
  const id = button?.dataset['phase'];
  return id === undefined ? undefined : { id, isOpen: button?.getAttribute('aria-expanded') === 'true' };
}

/** A key on a phase's button: whether the diagram has nothing to do with it. What opens and closes is told to `fold`. */
export function phaseKey(event: KeyboardEvent, fold: (id: string, isOpen: boolean) => void): boolean {
  const button = buttonOf(event.target);
  const phase = phaseAt(event.target);
  if (!button || !phase) return false;
  // The button takes these for a click.
  if (event.key === 'Enter' || event.key === ' ') return true;
  const all = [...(button.parentElement?.querySelectorAll<HTMLElement>('button') ?? [])];
  const at = all.indexOf(button);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
  if (event.key in next) focusOn(all, all[next[event.key as keyof typeof next]]);
  else if (event.key === 'ArrowRight' && !phase.isOpen) fold(phase.id, true);
  else if (event.key === 'ArrowLeft' && phase.isOpen) fold(phase.id, false);
  else return false;
  event.preventDefault();
  return true;
}

/** Gives the focus back to the button of the same phase, where a new drawing took the focused one away. */
export function focusPhase(layer: HTMLElement, id: string | undefined): boolean {
  const all = [...layer.querySelectorAll<HTMLElement>('button')];
  const same = all.find((one) => one.dataset['phase'] === id);
  focusOn(all, same);
  return same !== undefined;
}

/** Says on each folded phase how many matches it has; 0 is not said. */
export function tellMatches(layer: HTMLElement, matchesIn: (phase: string) => number): void {
  for (const button of layer.querySelectorAll<HTMLElement>('button')) {
    const count = button.getAttribute('aria-expanded') === 'true' ? 0 : matchesIn(button.dataset['phase'] ?? '');
    const text = count === 0 ? '' : `${count} ${count === 1 ? 'match' : 'matches'}`;
    button.replaceChildren(...(text === '' ? [] : [element('span', { class: 'phase-matches' }, text)]));
    const [name = ''] = (button.getAttribute('aria-label') ?? '').split('; ');
    button.setAttribute('aria-label', text === '' ? name : `${name}; ${text}`);
  }
}

function focusOn(all: readonly HTMLElement[], button: HTMLElement | undefined): void {
  if (!button) return;
  for (const one of all) one.tabIndex = one === button ? 0 : -1;
  button.focus({ preventScroll: false });
}

function buttonOf(target: EventTarget | null): HTMLElement | undefined {
  return (target instanceof Element && target.closest<HTMLElement>('.phase-buttons > button')) || undefined;
}
