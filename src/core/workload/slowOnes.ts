import { differInTime } from '../comparison/timeDifferences';
import type { Span } from '../trace/pathPart';
import { median } from './quantiles';

/** The times below which two are alike however many times one is the other, in milliseconds. */
const least = 30;
/** Of fewer nothing is divided. */
const fewest = 4;

/**
 * Which of many spans are the slow ones, in up to two ways: those above the break that divides them best into two groups
 * (Otsu's, which makes the variance between them greatest), and those far above the others (Tukey's fence: the third quartile
 * and one and a half times the distance of the quartiles), both of the logarithms. A way is left out where its slow ones do
 * not differ from the others by more than the times are known to. No way looks at anything but the spans.
 */
export function slowOnes(spans: readonly Span[]): ReadonlySet<number>[] {
  if (spans.length < fewest) return [];
  const precisions = spans.map(({ precision }) => ({ milliseconds: precision, precision: 0 }));
  const noise = Math.max(least, median(precisions).milliseconds);
  const order = spans
    .map(({ milliseconds }, index) => ({ index, height: Math.log(Math.max(0, milliseconds) + noise) }))
    .sort((a, b) => a.height - b.height || a.index - b.index);
  const heights = order.map(({ height }) => height);
  return [...new Set([breakOf(heights), fenceOf(heights)])].flatMap((first) => {
    const [quick, slow] = [order.slice(0, first), order.slice(first)].map((part) => part.map(({ index }) => index)) as [
      number[],
      number[],
    ];
    if (quick.length === 0 || slow.length < 2) return [];
    const medianOf = (part: number[]): Span => median(part.map((index) => spans[index]!));
    return differInTime(medianOf(quick), medianOf(slow)) ? [new Set(slow)] : [];
  });
}

/** How many lie below the break; 0 where all are equal. */
function breakOf(heights: readonly number[]): number {
  const total = heights.reduce((sum, height) => sum + height, 0);
  let [sum, best, first] = [0, 0, 0];
  for (let count = 1; count < heights.length; count++) {
    const below = heights[count - 1]!;
    sum += below;
    if (heights[count]! - below < 1e-9) continue; // what is equal is not divided
    const others = heights.length - count;
    const distance = (total - sum) / others - sum / count;
    const between = count * others * distance * distance;
    if (between > best) [best, first] = [between, count];
  }
  return first;
}

/** How many lie below the fence. */
function fenceOf(heights: readonly number[]): number {
  const [lower, upper] = [0.25, 0.75].map((share) => heights[Math.round((heights.length - 1) * share)]!) as [
    number,
    number,
  ];
  const fence = upper + 1.5 * (upper - lower);
  const first = heights.findIndex((height) => height > fence);
  return first < 0 ? heights.length : first;
}
