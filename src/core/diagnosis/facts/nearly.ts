import { editDistance } from '../../editDistance';

/** Of the names that there are, the one that was probably meant by one that there is not; '' where none is near. */
export function nearly(name: string, names: readonly string[]): string {
  const most = Math.max(1, Math.min(3, Math.floor(name.length / 3)));
  let best = '';
  let least = most + 1;
  for (const one of names) {
    const distance = editDistance(name.toLowerCase(), one.toLowerCase());
    if (one !== name && distance < least) [best, least] = [one, distance];
  }
  return best;
}
