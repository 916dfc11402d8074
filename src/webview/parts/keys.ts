import { knownKeys } from '../../core/knownKeys';
import { keyTable, type KeyAction, type KeyPlace } from '../../core/keyTable';

/** The table, in which what is said of a place and an action is known of any. */
const places: { readonly [Place in KeyPlace]: Readonly<Record<KeyAction<Place>, readonly string[]>> } = keyTable;

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
  return knownKeys(table).find((action) => table[action].includes(typed));
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
  const [first] = table[action];
  return first === undefined ? label : `${label} (${keyText(first)})`;
}
