import { editDistance } from '../explain/didYouMean';

/**
 * The name that a name most likely was meant to be: one or two letters away. Undefined where none is near, or where
 * the difference looks meant: numbers that count (`db-1`, `db-2`) and short words of their own (`web-a`, `web-b`).
 */
export function nearName(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = name.length < 8 ? 2 : 3;
  for (const candidate of candidates) {
    if (candidate === name || looksMeant(name, candidate)) continue;
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
