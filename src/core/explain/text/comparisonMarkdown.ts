import type { CallDifference, ComparedCall, StartComparison } from '../../comparison/compareStarts';
import {
  comparedCallText,
  countsText,
  differenceMark,
  differenceText,
  endName,
  notThere,
  type DifferenceText,
} from '../../comparison/differenceWords';
import { code, words, type Runs } from '../../textRuns';
import type { Trace } from '../../trace/trace';
import { markdown, type Markdown, type Section } from './markdown';

/** A comparison, and what is said of it beside the calls. */
export interface WrittenComparison {
  /** What A and B are. */
  heads: readonly [a: string, b: string];
  comparison: StartComparison;
  /** Calls are named with their pod. */
  hasSeveralPods: boolean;
  /** Where in the manifests a difference comes from, in words. */
  places: (call: ComparedCall, difference: CallDifference) => readonly string[];
  notes: readonly string[];
}

/** What a start is called beside another one: `Start of nginx · Kubernetes 1.37, simulated`. */
export function startTitle({ title, kubernetes, source }: Trace): string {
  return `${title} · ${kubernetes && `Kubernetes ${kubernetes}, `}${source}`;
}

/** A comparison as Markdown: what is compared, how much differs, each call that does and each pod that ends otherwise. */
export function comparisonMarkdown({ heads, comparison, hasSeveralPods, places, notes }: WrittenComparison): Markdown {
  const { calls, ends, counts } = comparison;
  const ofCalls = calls
    .filter(({ differences }) => differences.length > 0)
    .map((call): Section => {
      const [sign, mark] = differenceMark(call);
      return {
        lines: [words`${code(sign)} ${[{ strong: mark }]}: ${comparedCallText(call, hasSeveralPods)}`],
        items: call.differences.flatMap((difference) => {
          const text = differenceText(difference);
          const from = places(call, difference).map(
            (place, i) => words`${i > 0 || text ? ', ' : ''}from ${code(place)}`,
          );
          return text || from.length > 0 ? [[...(text ? sides(text) : []), ...from.flat()]] : [];
        }),
      };
    });
  const ofPods = ends
    .filter(({ differences }) => differences.length > 0)
    .map((end): Section => ({
      lines: [words`${[{ strong: 'How it ends' }]}: ${endName(end)}`],
      items: end.differences.map((one) => sides(one)),
    }));
  return markdown([
    { lines: [[{ strong: countsText(counts) }]] },
    { items: heads.map((head) => [head]) },
    ...ofCalls,
    ...ofPods,
    { items: notes.map((note) => [note]) },
  ]);
}

/** `request image.image: "nginx:1.27" → "nginx:1.28"` */
function sides({ what, left, right }: DifferenceText): Runs {
  return words`${code(what)}: ${side(left)} → ${side(right)}`;
}

function side(text: string | undefined): Runs {
  return text === undefined ? [notThere] : code(text);
}
