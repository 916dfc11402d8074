import { knownKeys } from '../../core/knownKeys';

/** What a key does, and which it is: named as `KeyboardEvent.key` names it, after `Ctrl+`, `Alt+` and `Shift+`. */
export interface Key {
  does: string;
  keys: readonly string[];
}

/**
 * All keys of the page, by where they work. Who listens asks this table what a key does (`perform`), and the list of
 * keys shows the same table. A character is named as it is typed, whatever is held for it.
 */
export const keys = {
  anywhere: {
    keyboard: { does: 'Show all keys', keys: ['?'] },
    find: { does: 'Find a call', keys: ['/', 'Ctrl+f'] },
    present: { does: 'Present, a step at a time', keys: ['p'] },
    next: { does: 'Next step', keys: ['ArrowRight'] },
    previous: { does: 'Previous step', keys: ['ArrowLeft'] },
    first: { does: 'First step', keys: ['Home'] },
    last: { does: 'Last step', keys: ['End'] },
    play: { does: 'Play or pause', keys: [' '] },
    slower: { does: 'Play slower', keys: ['<'] },
    faster: { does: 'Play faster', keys: ['>'] },
    stage: { does: 'Go to the diagram or the story', keys: ['g'] },
    details: { does: 'Go to the details', keys: ['d'] },
    view: { does: 'Change between diagram and story', keys: ['v'] },
    mainSteps: { does: 'Show the main steps alone', keys: ['1'] },
    cri: { does: 'Show the calls of the container runtime, too', keys: ['2'] },
    everything: { does: 'Show everything', keys: ['3'] },
    earlier: { does: 'Earlier calls of a long diagram', keys: [','] },
    later: { does: 'Later calls of a long diagram', keys: ['.'] },
    pod: { does: 'Next of several pods', keys: ['n'] },
    zoomIn: { does: 'Zoom in', keys: ['+', '='] },
    zoomOut: { does: 'Zoom out', keys: ['-'] },
    zoomReset: { does: 'Zoom to 100 %', keys: ['0'] },
    fit: { does: 'Fit the width', keys: ['w'] },
    timeline: { does: 'Fold or unfold where the time went', keys: ['t'] },
    state: { does: 'Fold or unfold the state at the step', keys: ['s'] },
    assumed: { does: 'Show what is assumed', keys: ['u'] },
    whatIf: { does: 'Change what the start is simulated with', keys: ['f'] },
    watch: { does: 'Stop watching, or watch again', keys: ['r'] },
    export: { does: 'Export', keys: ['e'] },
  },
  diagram: {
    next: { does: 'Next call', keys: ['ArrowDown', 'ArrowRight'] },
    previous: { does: 'Previous call', keys: ['ArrowUp', 'ArrowLeft'] },
    first: { does: 'First call', keys: ['Home'] },
    last: { does: 'Last call', keys: ['End'] },
    details: { does: 'Go to the details of the call', keys: ['Enter'] },
    zoomIn: { does: 'Zoom in', keys: ['Ctrl+=', 'Ctrl++'] },
    zoomOut: { does: 'Zoom out', keys: ['Ctrl+-'] },
    zoomReset: { does: 'Zoom to 100 %', keys: ['Ctrl+0'] },
  },
  actors: {
    next: { does: 'Next actor', keys: ['ArrowRight'] },
    previous: { does: 'Previous actor', keys: ['ArrowLeft'] },
    first: { does: 'First actor', keys: ['Home'] },
    last: { does: 'Last actor', keys: ['End'] },
    card: { does: 'Go into what is said of the actor', keys: ['Enter', ' ', 'ArrowDown'] },
    close: { does: 'Close what is said of the actor', keys: ['Escape'] },
  },
  phases: {
    next: { does: 'Next phase', keys: ['ArrowDown'] },
    previous: { does: 'Previous phase', keys: ['ArrowUp'] },
    first: { does: 'First phase', keys: ['Home'] },
    last: { does: 'Last phase', keys: ['End'] },
    unfold: { does: 'Unfold the phase', keys: ['ArrowRight'] },
    fold: { does: 'Fold the phase', keys: ['ArrowLeft'] },
    press: { does: 'Fold or unfold the phase', keys: ['Enter', ' '] },
  },
  outline: {
    close: { does: 'Close the outline', keys: ['Escape'] },
  },
  chips: {
    next: { does: 'Next chip', keys: ['ArrowRight', 'ArrowDown'] },
    previous: { does: 'Previous chip', keys: ['ArrowLeft', 'ArrowUp'] },
    first: { does: 'First chip', keys: ['Home'] },
    last: { does: 'Last chip', keys: ['End'] },
    remove: { does: 'Remove the chip', keys: ['Delete', 'Backspace'] },
  },
  comparison: {
    next: { does: 'Next difference', keys: ['F7'] },
    previous: { does: 'Previous difference', keys: ['Shift+F7'] },
  },
  story: {
    next: { does: 'Next step', keys: ['ArrowDown', 'ArrowRight'] },
    previous: { does: 'Previous step', keys: ['ArrowUp', 'ArrowLeft'] },
    first: { does: 'First step', keys: ['Home'] },
    last: { does: 'Last step', keys: ['End'] },
    details: { does: 'Go to the details of the step', keys: ['Enter'] },
  },
  timeline: {
    next: { does: 'Next part', keys: ['ArrowRight'] },
    previous: { does: 'Previous part', keys: ['ArrowLeft'] },
    first: { does: 'First part', keys: ['Home'] },
    last: { does: 'Last part', keys: ['End'] },
    below: { does: 'What the next pod did then', keys: ['ArrowDown'] },
    above: { does: 'What the pod above did then', keys: ['ArrowUp'] },
    farBelow: { does: 'A page of pods down', keys: ['PageDown'] },
    farAbove: { does: 'A page of pods up', keys: ['PageUp'] },
    select: { does: 'Select the part', keys: ['Enter', ' '] },
    zoomIn: { does: 'Zoom in', keys: ['+', '='] },
    zoomOut: { does: 'Zoom out', keys: ['-'] },
    zoomReset: { does: 'Show all of the time', keys: ['0'] },
  },
  pods: {
    next: { does: 'Next pod', keys: ['ArrowDown'] },
    previous: { does: 'Previous pod', keys: ['ArrowUp'] },
  },
  details: {
    close: { does: 'Close the details', keys: ['Escape'] },
  },
  fields: {
    next: { does: 'Next field', keys: ['ArrowDown'] },
    previous: { does: 'Previous field', keys: ['ArrowUp'] },
    first: { does: 'First field', keys: ['Home'] },
    last: { does: 'Last field', keys: ['End'] },
    into: { does: 'Unfold, or go into the field', keys: ['ArrowRight'] },
    out: { does: 'Fold, or go out of the field', keys: ['ArrowLeft'] },
    line: { does: 'Go to the line of the manifest, else fold or unfold', keys: ['Enter'] },
    fold: { does: 'Fold or unfold', keys: [' '] },
  },
  border: {
    more: { does: 'Larger details', keys: ['ArrowUp', 'ArrowLeft'] },
    less: { does: 'Smaller details', keys: ['ArrowDown', 'ArrowRight'] },
  },
  search: {
    next: { does: 'Next match', keys: ['Enter'] },
    previous: { does: 'Previous match', keys: ['Shift+Enter'] },
    clear: { does: 'Clear the search', keys: ['Escape'] },
  },
  presenter: {
    next: { does: 'Next step', keys: ['ArrowRight', 'ArrowDown', 'PageDown', ' ', 'Enter'] },
    previous: { does: 'Previous step', keys: ['ArrowLeft', 'ArrowUp', 'PageUp', 'Backspace'] },
    first: { does: 'First step', keys: ['Home'] },
    last: { does: 'Last step', keys: ['End'] },
  },
  menu: {
    next: { does: 'Open it, or the next entry', keys: ['ArrowDown'] },
    previous: { does: 'Previous entry', keys: ['ArrowUp'] },
    first: { does: 'First entry', keys: ['Home'] },
    last: { does: 'Last entry', keys: ['End'] },
    close: { does: 'Close it', keys: ['Escape'] },
    leave: { does: 'Close it and go on', keys: ['Tab', 'Shift+Tab'] },
  },
  dialog: {
    forth: { does: 'Next button or link', keys: ['Tab'] },
    back: { does: 'Previous button or link', keys: ['Shift+Tab'] },
    press: { does: 'Press the button', keys: ['Enter', ' '] },
    close: { does: 'Close it', keys: ['Escape'] },
  },
} as const satisfies Record<string, Record<string, Key>>;

export type KeyPlace = keyof typeof keys;
export type KeyAction<Place extends KeyPlace> = keyof (typeof keys)[Place] & string;
/** The same table, in which what is said of a place and an action is known of any. */
const places: { readonly [Place in KeyPlace]: Readonly<Record<KeyAction<Place>, Key>> } = keys;

/**
 * Does what a key does at a place, where it does something there; says whether it did. What is done answers `false` where
 * it does not apply now: then the key is as if it were not in the table.
 */
export function perform<Place extends KeyPlace>(
  place: Place,
  event: KeyboardEvent,
  actions: Readonly<Record<KeyAction<Place>, () => unknown>>,
): boolean {
  const action = actionOf(place, event);
  if (action === undefined || actions[action]() === false) return false;
  event.preventDefault();
  return true;
}

/** What a key does at a place. */
export function actionOf<Place extends KeyPlace>(place: Place, event: KeyboardEvent): KeyAction<Place> | undefined {
  const table = places[place];
  const typed = typedKey(event);
  return knownKeys(table).find((action) => table[action].keys.includes(typed));
}

function typedKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const isCharacter = key.length === 1;
  const held = [(ctrlKey || metaKey) && 'Ctrl+', altKey && 'Alt+', shiftKey && !isCharacter && 'Shift+'];
  return held.filter(Boolean).join('') + (isCharacter ? key.toLowerCase() : key);
}

const signs: Readonly<Record<string, string>> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Escape: 'Esc',
  ' ': 'Space',
};

/** A key as people read it: `Ctrl+F`, `→`, `Space`. */
export function keyText(name: string): string {
  const at = name.lastIndexOf('+', name.length - 2) + 1;
  const key = name.slice(at);
  const sign =
    new Map(Object.entries(signs)).get(key) ??
    (at > 0 || key.length > 1 ? key.charAt(0).toUpperCase() + key.slice(1) : key);
  return name.slice(0, at) + sign;
}

/** A label with the first key that does the same: `Zoom in (+)`. */
export function withKey<Place extends KeyPlace>(label: string, place: Place, action: KeyAction<Place>): string {
  const table = places[place];
  const [first] = table[action].keys;
  return first === undefined ? label : `${label} (${keyText(first)})`;
}
