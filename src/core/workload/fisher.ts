/** Of `all` things `marked` are marked and `drawn` are drawn. */
export interface Draw {
  all: number;
  marked: number;
  drawn: number;
}

/**
 * Fisher's exact test, one-sided: the probability that at least `both` of those that are drawn by chance are marked.
 * Exact for any number, as it counts instead of approximating.
 */
export function chanceOf(both: number, { all, marked, drawn }: Draw): number {
  const most = Math.min(marked, drawn);
  let sum = 0;
  for (let count = Math.max(both, drawn + marked - all, 0); count <= most; count++)
    sum += Math.exp(ways(marked, count) + ways(all - marked, drawn - count) - ways(all, drawn));
  return Math.min(1, sum);
}

/** The least that `chanceOf` can come to: with as many marked ones as there can be. */
export function leastChance(draw: Draw): number {
  return chanceOf(Math.min(draw.marked, draw.drawn), draw);
}

/**
 * By how much the level of each of many exact tests is divided, that all together raise a false alarm no more often than
 * one would: only tests count that could reach it at all (Tarone, Biometrics 46, 1990).
 * @param leasts the least chance of each test
 */
export function divisor(leasts: readonly number[], level: number): number {
  const sorted = [...leasts].sort((a, b) => a - b);
  let able = sorted.length;
  for (let by = 1; by <= sorted.length; by++) {
    while (able > 0 && sorted[able - 1]! > level / by) able--;
    if (able <= by) return by;
  }
  return Math.max(1, sorted.length);
}

/** The logarithm of how many ways there are to choose so many of so many. */
function ways(of: number, chosen: number): number {
  return logFactorial(of) - logFactorial(chosen) - logFactorial(of - chosen);
}

/** Up to here factorials are multiplied out; from here on Stirling's series is exact to the last digits. */
const small = 20;

function logFactorial(n: number): number {
  if (n < small) {
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    return Math.log(product);
  }
  return (
    (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5)
  );
}
