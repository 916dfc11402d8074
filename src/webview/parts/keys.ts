import { knownKeys } from '../../core/knownKeys';

/** What a key does, and which it is: named as `KeyboardEvent.key` names it, after `Ctrl+`, `Alt+` and `Shift+`. */
export interface Key {
  does: string;
  keys: readonly string[];
}

/** A row of the table: it is written often. */
const row = (does: string, ...all: readonly string[]): Key => ({ does, keys: all });

/**
 * All keys of the page, by where they work. Who listens asks this table what a key does (`perform`), and the list of
 * keys shows the same table. A character is named as it is typed, whatever is held for it.
 */
export const keys = {
  anywhere: {
    keyboard: row('Show all keys', '?'),
    find: row('Find a call', '/', 'Ctrl+f'),
    present: row('Present, a step at a time', 'p'),
    next: row('Next step', 'ArrowRight'),
    previous: row('Previous step', 'ArrowLeft'),
    first: row('First step', 'Home'),
    last: row('Last step', 'End'),
    play: row('Play or pause', ' '),
    slower: row('Play slower', '<'),
    faster: row('Play faster', '>'),
    stage: row('Go to the diagram or the story', 'g'),
    details: row('Go to the details', 'd'),
    view: row('Change between diagram and story', 'v'),
    mainSteps: row('Show the main steps alone', '1'),
    cri: row('Show the calls of the container runtime, too', '2'),
    everything: row('Show everything', '3'),
    earlier: row('Earlier calls of a long diagram', ','),
    later: row('Later calls of a long diagram', '.'),
    pod: row('Next of several pods', 'n'),
    zoomIn: row('Zoom in', '+', '='),
    zoomOut: row('Zoom out', '-'),
    zoomReset: row('Zoom to 100 %', '0'),
    fit: row('Fit the width', 'w'),
    timeline: row('Fold or unfold where the time went', 't'),
    state: row('Fold or unfold the state at the step', 's'),
    assumed: row('Show what is assumed', 'u'),
    whatIf: row('Change what the start is simulated with', 'f'),
    watch: row('Stop watching, or watch again', 'r'),
    export: row('Export', 'e'),
    outline: row('Show or hide phases and actors', 'o'),
    letFail: row('Let the selected call fail', 'x'),
    compare: row('Compare with another start', 'c'),
    saveComparison: row('Save the comparison as Markdown', 'm'),
    closeComparison: row('Close the comparison', 'q'),
  },
  diagram: {
    next: row('Next call', 'ArrowDown', 'ArrowRight'),
    previous: row('Previous call', 'ArrowUp', 'ArrowLeft'),
    first: row('First call', 'Home'),
    last: row('Last call', 'End'),
    details: row('Go to the details of the call', 'Enter'),
    zoomIn: row('Zoom in', 'Ctrl+=', 'Ctrl++'),
    zoomOut: row('Zoom out', 'Ctrl+-'),
    zoomReset: row('Zoom to 100 %', 'Ctrl+0'),
  },
  actors: {
    next: row('Next actor', 'ArrowRight'),
    previous: row('Previous actor', 'ArrowLeft'),
    first: row('First actor', 'Home'),
    last: row('Last actor', 'End'),
    card: row('Go into what is said of the actor', 'Enter', ' ', 'ArrowDown'),
    close: row('Close what is said of the actor', 'Escape'),
  },
  phases: {
    next: row('Next phase', 'ArrowDown'),
    previous: row('Previous phase', 'ArrowUp'),
    first: row('First phase', 'Home'),
    last: row('Last phase', 'End'),
    unfold: row('Unfold the phase', 'ArrowRight'),
    fold: row('Fold the phase', 'ArrowLeft'),
    press: row('Fold or unfold the phase', 'Enter', ' '),
  },
  outline: {
    close: row('Close the outline', 'Escape'),
  },
  chips: {
    next: row('Next chip', 'ArrowRight', 'ArrowDown'),
    previous: row('Previous chip', 'ArrowLeft', 'ArrowUp'),
    first: row('First chip', 'Home'),
    last: row('Last chip', 'End'),
    remove: row('Remove the chip', 'Delete', 'Backspace'),
  },
  comparison: {
    next: row('Next difference', 'F7'),
    previous: row('Previous difference', 'Shift+F7'),
  },
  story: {
    next: row('Next step', 'ArrowDown', 'ArrowRight'),
    previous: row('Previous step', 'ArrowUp', 'ArrowLeft'),
    first: row('First step', 'Home'),
    last: row('Last step', 'End'),
    details: row('Go to the details of the step', 'Enter'),
  },
  timeline: {
    next: row('Next part', 'ArrowRight'),
    previous: row('Previous part', 'ArrowLeft'),
    first: row('First part', 'Home'),
    last: row('Last part', 'End'),
    below: row('What the next pod did then', 'ArrowDown'),
    above: row('What the pod above did then', 'ArrowUp'),
    farBelow: row('A page of pods down', 'PageDown'),
    farAbove: row('A page of pods up', 'PageUp'),
    select: row('Select the part', 'Enter', ' '),
    zoomIn: row('Zoom in', '+', '='),
    zoomOut: row('Zoom out', '-'),
    zoomReset: row('Show all of the time', '0'),
  },
  pods: {
    next: row('Next pod', 'ArrowDown'),
    previous: row('Previous pod', 'ArrowUp'),
  },
  details: {
    close: row('Close the details', 'Escape'),
  },
  fields: {
    next: row('Next field', 'ArrowDown'),
    previous: row('Previous field', 'ArrowUp'),
    first: row('First field', 'Home'),
    last: row('Last field', 'End'),
    into: row('Unfold, or go into the field', 'ArrowRight'),
    out: row('Fold, or go out of the field', 'ArrowLeft'),
    line: row('Go to the line of the manifest, else fold or unfold', 'Enter'),
    fold: row('Fold or unfold', ' '),
  },
  border: {
    more: row('Larger details', 'ArrowUp', 'ArrowLeft'),
    less: row('Smaller details', 'ArrowDown', 'ArrowRight'),
  },
  search: {
    next: row('Next match', 'Enter'),
    previous: row('Previous match', 'Shift+Enter'),
    clear: row('Clear the search', 'Escape'),
  },
  presenter: {
    next: row('Next step', 'ArrowRight', 'ArrowDown', 'PageDown', ' ', 'Enter'),
    previous: row('Previous step', 'ArrowLeft', 'ArrowUp', 'PageUp', 'Backspace'),
    first: row('First step', 'Home'),
    last: row('Last step', 'End'),
  },
  menu: {
    next: row('Open it, or the next entry', 'ArrowDown'),
    previous: row('Previous entry', 'ArrowUp'),
    first: row('First entry', 'Home'),
    last: row('Last entry', 'End'),
    close: row('Close it', 'Escape'),
    leave: row('Close it and go on', 'Tab', 'Shift+Tab'),
  },
  dialog: {
    forth: row('Next button or link', 'Tab'),
    back: row('Previous button or link', 'Shift+Tab'),
    press: row('Press the button', 'Enter', ' '),
    close: row('Close it', 'Escape'),
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
