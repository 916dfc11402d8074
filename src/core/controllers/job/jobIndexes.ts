import type { Job } from '../../api/types';

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

/** The indexes of a text, below the number of completions. */
export function parseIndexes(text: string, completions: number): number[] {
  return text.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    const end = Math.min(last, completions - 1);
    return Array.from({ length: Math.max(0, end - first + 1) }, (_, i) => first + i);
  });
}

/** The rule of the success policy that is met (pkg/controller/job/success_policy.go, 1.37); undefined where none is. */
export function metSuccessRule({ spec }: Job, succeeded: ReadonlySet<number>): string | undefined {
  for (const [i, { succeededIndexes, succeededCount }] of (spec?.successPolicy?.rules ?? []).entries()) {
    const isMet = (): boolean => {
      if (succeededIndexes === undefined) return succeededCount !== undefined && succeeded.size >= succeededCount;
      const required = parseIndexes(succeededIndexes, spec?.completions ?? 0);
      const done = required.filter((index) => succeeded.has(index)).length;
      return (
        required.length > 0 && (done === required.length || (succeededCount !== undefined && done >= succeededCount))
      );
    };
    if (isMet()) return `Matched rules at index ${i}`;
  }
  return undefined;
}
