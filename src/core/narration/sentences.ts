import { joined, type Runs } from '../textRuns';

/** Sentences one after the other; what is undefined is left out. */
export function sentences(...parts: readonly (Runs | undefined)[]): Runs {
  return joined(
    parts.filter((part) => part !== undefined),
    ' ',
  );
}

/** `a`, `a and b`, `a, b and c` */
export function listed(texts: readonly Runs[], last = 'and'): Runs {
  if (texts.length < 2) return texts[0] ?? [];
  return [...joined(texts.slice(0, -1), ', '), ` ${last} `, ...texts.at(-1)!];
}
