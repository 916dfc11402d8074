import type { Job } from '../../../api/types';

/** Indexes as the API writes them: `0,2-4,7` (pkg/controller/job/indexed_job_utils.go, 1.37). */
export function indexesText(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length;) {
    let last = i;
    while (sorted[last + 1] === sorted[last]! + 1) last++;
    // Two in a row are still written with a comma.
    parts.push(
      last === i ? `${sorted[i]}` : last === i + 1 ? `${sorted[i]},${sorted[last]}` : `${sorted[i]}-${sorted[last]}`,
    );
    i = last + 1;
  }
  return parts.join(',');
}

/** The rule's indexes that exist, and how many of them have succeeded: `0-99999` is not written out. */
function countIndexes(
  text: string,
  completions: number,
  succeeded: ReadonlySet<number>,
): { required: number; done: number } {
  let required = 0;
  let done = 0;
  const ends = [...succeeded].sort((a, b) => a - b);
  let next = 0;
  for (const part of text.split(',')) {
    const [first = 0, until = first] = part.split('-').map(Number);
    const last = Math.min(until, completions - 1);
    required += Math.max(0, last - first + 1);
    // Both are in rising order.
    while (next < ends.length && ends[next]! < first) next++;
    for (; next < ends.length && ends[next]! <= last; next++) done++;
  }
  return { required, done };
}

/** The rule of the success policy that is met (pkg/controller/job/success_policy.go, 1.37); undefined where none is. */
export function metSuccessRule({ spec }: Job, succeeded: ReadonlySet<number>): string | undefined {
  for (const [i, { succeededIndexes, succeededCount }] of (spec?.successPolicy?.rules ?? []).entries()) {
    const isMet = (): boolean => {
      if (succeededIndexes === undefined) return succeededCount !== undefined && succeeded.size >= succeededCount;
      const { required, done } = countIndexes(succeededIndexes, spec?.completions ?? 0, succeeded);
      return required > 0 && (done === required || (succeededCount !== undefined && done >= succeededCount));
    };
    if (isMet()) return `Matched rules at index ${i}`;
  }
  return undefined;
}
