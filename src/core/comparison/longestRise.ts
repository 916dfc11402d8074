/** The indexes of a longest rising run of numbers, in O(n log n): what stays in order where all else is moved. */
export function longestRise(numbers: readonly number[]): number[] {
  /** By the length of a run, the index of the smallest number that ends one. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [i, number] of numbers.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]!]! < number) low = middle + 1;
      else high = middle;
    }
    before.push(low > 0 ? ends[low - 1] : undefined);
    ends[low] = i;
  }
  const run: number[] = [];
  for (let i = ends.at(-1); i !== undefined; i = before[i]) run.push(i);
  return run.reverse();
}
