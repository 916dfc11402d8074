import { differInTime } from '../comparison/timeDifferences';
import type { Span } from '../trace/pathPart';
import { median } from './quantiles';

/** The times below which two are alike however many times one is the other, in milliseconds. */
const least = 30;
/** Of fewer nothing is divided. */
const fewest = 4;

/**
 * Which of many spans are the slow ones: those above the break that divides them best into two groups (Otsu's, which makes
 * the variance between them greatest, here of the logarithms). Undefined where the groups do not differ by more than the
 * times are known to.
 */
export function slowOnes(spans: readonly Span[]): ReadonlySet<number> | undefined {
  if (spans.length < fewest) return undefined;
  const noise = Math.max(
    least,
    median(spans.map(({ precision }) => ({ milliseconds: precision, precision: 0 }))).milliseconds,
  );
  const order = spans
    .map(({ milliseconds }, index) => ({ index, height: Math.log(Math.max(0, milliseconds) + noise) }))
    .sort((a, b) => a.height - b.height || a.index - b.index);
  const total = order.reduce((sum, { height }) => sum + height, 0);
  let [sum, best, first] = [0, 0, 0];
  for (let count = 1; count < order.length; count++) {
    const below = order[count - 1]!.height;
    sum += below;
    if (order[count]!.height - below < 1e-9) continue; // what is equal is not divided
    const others = order.length - count;
    const distance = (total - sum) / others - sum / count;
    const between = count * others * distance * distance;
    if (between > best) [best, first] = [between, count];
  }
  if (first === 0) return undefined;
  const spansOf = (part: typeof order): Span[] => part.map(({ index }) => spans[index]!);
  const [quick, slow] = [order.slice(0, first), order.slice(first)];
  return differInTime(median(spansOf(quick)), median(spansOf(slow)))
    ? new Set(slow.map(({ index }) => index))
    : undefined;
}
