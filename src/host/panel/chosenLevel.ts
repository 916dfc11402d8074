import { levels, type Level } from '../../core/trace/level';
import type { Memento } from 'vscode';

const key = 'podStartup.level';

/** What a person who has chosen none sees: the main steps of a start. */
const first: Level = 1;

let kept: Memento | undefined;
/** Chosen in this window, which VS Code may not have written yet. */
let chosen: Level | undefined;

/** Remembers from now on in how much detail starts are looked at, over windows and workspaces. */
export function keepLevelIn(memento: Memento): void {
  kept = memento;
}

/** In how much detail a new panel shows a start: as a person chose it last. */
export function chosenLevel(): Level {
  const before = chosen ?? kept?.get<unknown>(key);
  return levels.find((level) => level === before) ?? first;
}

/** A person chose in how much detail a start is shown. */
export async function chooseLevel(level: Level): Promise<void> {
  chosen = level;
  await kept?.update(key, level);
}
