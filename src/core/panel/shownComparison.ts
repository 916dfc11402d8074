import { compareStarts, type CallDifference, type ComparedCall } from '../comparison/compareStarts';
import {
  callActors,
  callLabel,
  countsText,
  differenceText,
  endName,
  type DifferenceText,
} from '../comparison/differenceWords';
import type { CausingPlaces, CausingSide } from '../explain/difference/causingPlaces';
import { comparisonMarkdown, startTitle } from '../explain/text/comparisonMarkdown';
import type { Markdown } from '../explain/text/markdown';
import { shorten } from '../shorten';
import { atLevel } from '../trace/atLevel';
import type { Level } from '../trace/level';
import type { Message, Trace } from '../trace/trace';
import type { CausingLine, ComparedRow, ComparedSide, ShownComparison, ShownDifference } from './protocol';

/** A page shows so many characters of a value. */
const longest = 400;

/** One of two starts that a panel compares. */
export interface PanelStart {
  /** What it is: `nginx.yaml as it was last saved`. */
  name: string;
  trace: Trace;
  /** Whether the panel shows it: its calls can be selected. */
  isShown: boolean;
  /** The manifest that it is of, where there is one, and its file's name. */
  source?: CausingSide & { file: string; canReveal: boolean };
}

/** Two starts, in as much detail as is shown; and what in their manifests makes them differ, once that is worked out. */
export interface PanelStarts {
  left: PanelStart;
  right: PanelStart;
  level: Level;
  causes?: CausingPlaces | undefined;
}

/** A comparison as the page shows it. */
export function shownComparison(starts: PanelStarts): ShownComparison {
  const { left, right, level, causes } = starts;
  const { calls, ends, counts, severalPods } = comparedStarts(starts);
  const linesOf = (call: ComparedCall, difference: CallDifference): CausingLine[] => {
    const lines = (causes?.of(call, difference) ?? []).flatMap(({ side, offset, path }): CausingLine[] => {
      const source = side === 'left' ? left.source : right.source;
      return source ? [{ side, ...source.manifest.positionAt(offset), path, canReveal: source.canReveal }] : [];
    });
    // Two fields of one line lead to the same place.
    return lines.filter((one, i) => lines.findIndex(({ side, line }) => side === one.side && line === one.line) === i);
  };
  const sideOf = (message: Message | undefined, start: PanelStart): ComparedSide | undefined =>
    message && {
      ...(start.isShown && { message: message.id }),
      label: callLabel(message),
      ...(message.start && { at: { ...message.start, at: message.start.at - start.trace.start } }),
    };
  return {
    left: left.name,
    right: right.name,
    counts: countsText(counts),
    level,
    rows: calls.map((call): ComparedRow => {
      const [one, other] = [sideOf(call.left, left), sideOf(call.right, right)];
      return {
        mark: markOf(call),
        actors: callActors(call, severalPods),
        ...(one && { left: one }),
        ...(other && { right: other }),
        differences: call.differences.map((difference) =>
          shownDifference(difference.type, differenceText(difference), linesOf(call, difference)),
        ),
      };
    }),
    ends: ends
      .filter(({ differences }) => differences.length > 0)
      .map((end) => ({
        name: endName(end),
        differences: end.differences.map((one) => shownDifference('end', one, [])),
      })),
    notes: notesOf(causes),
  };
}

/** What differs, in Markdown. */
export function writtenComparison(starts: PanelStarts): Markdown {
  const { left, right, causes } = starts;
  const { severalPods, ...comparison } = comparedStarts(starts);
  return comparisonMarkdown({
    heads: [`A: ${left.name}: ${startTitle(left.trace)}`, `B: ${right.name}: ${startTitle(right.trace)}`],
    comparison,
    hasSeveralPods: severalPods,
    places: (call, difference) =>
      (causes?.of(call, difference) ?? []).flatMap(({ side, offset, path }) => {
        const source = side === 'left' ? left.source : right.source;
        if (!source) return [];
        const { line, column } = source.manifest.positionAt(offset);
        return [`${source.file}:${line}:${column} (${path})`];
      }),
    notes: notesOf(causes),
  });
}

function comparedStarts({
  left,
  right,
  level,
}: PanelStarts): ReturnType<typeof compareStarts> & { severalPods: boolean } {
  const severalPods = left.trace.view.pods.length > 1 || right.trace.view.pods.length > 1;
  return { ...compareStarts(atLevel(left.trace, level), atLevel(right.trace, level)), severalPods };
}

function markOf({ left, right, differences: [first] }: ComparedCall): ComparedRow['mark'] {
  if (first?.type === 'only') return first.side;
  if (first) return 'differs';
  return left && right ? 'same' : 'untold';
}

function shownDifference(
  kind: ShownDifference['kind'],
  text: DifferenceText | undefined,
  lines: CausingLine[],
): ShownDifference {
  const { what = '', left, right } = text ?? {};
  return {
    kind,
    what,
    ...(left !== undefined && { left: shorten(left, longest) }),
    ...(right !== undefined && { right: shorten(right, longest) }),
    lines,
  };
}

function notesOf(causes: CausingPlaces | undefined): string[] {
  const untried = causes?.untried ?? 0;
  return untried > 0 ? [`${untried} more fields differ between the manifests; what they change was not computed.`] : [];
}
