import { editDistance } from '../editDistance';

/**
 * The name that a name certainly was meant to be, so that nothing of the written one is to be expected anywhere: one or
 * two letters away. Undefined where none is near, or where the difference looks meant: numbers that count (`db-1`,
 * `db-2`) and short words of their own (`web-a`, `web-b`).
 */
export function nearName(name: string, candidates: readonly string[]): string | undefined {
  const unlike = candidates.filter((candidate) => candidate !== name && !looksMeant(name, candidate));
  return closest(name, unlike, name.length < 8 ? 1 : 2);
}

/** The name that may have been meant by one that certainly is wrong. */
export function likelyName(name: string, candidates: readonly string[]): string | undefined {
  return closest(name, candidates, Math.max(2, Math.floor(name.length / 4)));
}

/** @param most how many letters may be different */
function closest(name: string, candidates: readonly string[], most: number): string | undefined {
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function looksMeant(a: string, b: string): boolean {
  if (a.replaceAll(/\d+/g, '#') === b.replaceAll(/\d+/g, '#')) return true;
  const [words, others] = [a.split(/[-._/]/), b.split(/[-._/]/)];
  if (words.length !== others.length) return false;
  const different = words.flatMap((word, i) => (word === others[i] ? [] : [[word, others[i] ?? '']]));
  return different.some(([word = '', other = '']) => word.length < 4 || other.length < 4 || /\d/.test(word + other));
}
