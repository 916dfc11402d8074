import { diagramPages, type DiagramPages } from '../diagram/diagramPages';
import { atLevel } from '../trace/atLevel';
import { podsOf } from '../trace/podsOf';
import { podToShow } from '../diagram/podToShow';
import { labelsIn } from '../trace/sentLabels';
import { phaseOfEach } from '../phases/phases';
import type { Level } from '../trace/level';
import type { Actor, Trace } from '../trace/trace';
import type { DiagramPart, ShownStart, ToldDiagram, WantedDiagram } from './protocol';

/** What a panel's page wants first of a start, where nobody chose how to see it. */
export function firstWanted(trace: Trace, level: Level): WantedDiagram {
  const pod = podToShow(podsOf(atLevel(trace, level)), undefined);
  return { level, pod, page: 0, message: '', folded: [], hidden: [] };
}

/** What the page wants when it shows the start again, after it was told of a part. */
export function wantedNext({ wanted, part }: ToldDiagram): WantedDiagram {
  return { ...wanted, page: part?.page ?? wanted.page, message: '' };
}

/** The part of a start's diagram that the page wants to draw, or in words why there is none. */
export function toldDiagram(start: ShownStart, wanted: WantedDiagram): ToldDiagram {
  try {
    return { wanted, part: diagramPart(start, wanted) };
  } catch (error) {
    return { wanted, failure: error instanceof Error ? error.message : String(error) };
  }
}

function diagramPart(start: ShownStart, wanted: WantedDiagram): DiagramPart {
  const all = pagesOf(start, wanted);
  const last = Math.min(wanted.page, all.pages - 1);
  const there = wanted.message === '' ? [] : all.pagesWith(wanted.message);
  const page = there.includes(last) ? last : (there[0] ?? last);
  const full = all.part(page, 'full');
  const { text, lanes, headings, ...same } = full;
  return {
    ...same,
    page,
    headings: headings.map(({ phase: { id, name, pod, start: from, end }, ...heading }) => ({
      ...heading,
      phase: { id, name, ...(pod !== undefined && { pod }), ...(from && { start: from }), ...(end && { end }) },
    })),
    widths: { full: { text, lanes }, tight: inWidth('tight'), narrow: inWidth('narrow') },
  };

  function inWidth(width: 'tight' | 'narrow'): DiagramPart['widths']['full'] {
    const { text: own, lanes: ownLanes } = all.part(page, width);
    return { text: own, lanes: ownLanes };
  }
}

/** The diagrams of starts, by what was last chosen to be seen of them: pages are turned, and states sent, more often. */
const known = new WeakMap<ShownStart, { choice: string; all: DiagramPages }>();

function pagesOf(start: ShownStart, { level, pod, folded, hidden, messages }: WantedDiagram): DiagramPages {
  const choice = JSON.stringify([level, pod, folded, hidden, messages]);
  const before = known.get(start);
  if (before?.choice === choice) return before.all;
  const { trace, findings } = start;
  const labels = labelsIn(findings.labels);
  if (messages) return diagramPages(trace, labels, { level, messages: new Set(messages) });
  const all = diagramPages(trace, labels, {
    level,
    ...(pod !== '' && { pod }),
    phases: { of: phaseOfEach(findings.phases), folded: new Set(folded) },
    hidden: new Set<Actor>(hidden),
    lanes: findings.timeline,
  });
  known.set(start, { choice, all });
  return all;
}
