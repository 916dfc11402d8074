import { atLevel } from '../../trace/atLevel';
import { usualLevel, type Level } from '../../trace/level';
import { labelText } from '../../trace/labels';
import { ownLabels, requestLabel } from '../../trace/messageLabel';
import { actorNames, limitsOf, type Note, type Trace } from '../../trace/trace';
import { narrate } from '../../narration/narrate';
import { sentences } from '../../narration/sentences';
import { waitingAtEnd } from '../../moment/gatesAt';
import { gateMarks, gateRows, podSentence } from '../../moment/gateText';
import { captionOf } from '../../story/caption';
import { since } from '../../story/story';
import { storySteps, type StoryStep } from '../../story/steps';
import { groupLines, phaseLines, workloadNotes, workloadSummary } from '../../workload/workloadLines';
import type { WorkloadReport } from '../../workload/workloadReport';
import { code, strong, words, type Runs } from '../../textRuns';
import { markdown, type Markdown, type Section } from './markdown';

export interface StoryMarkdownOptions {
  level?: Level;
  /** Ids of the messages that are told; default: all. */
  messages?: ReadonlySet<string>;
  /** How pods of a workload do beside each other. */
  workloads?: readonly WorkloadReport[];
  /** In words, those that were injected. */
  faults?: readonly string[];
}

/** A start as a Markdown document: its steps as a numbered list, each with what it is for and why it comes now, and how it ends. */
export function storyMarkdown(
  whole: Trace,
  { level = usualLevel, messages: told, workloads = [], faults }: StoryMarkdownOptions = {},
): Markdown {
  const trace = atLevel(whole, level);
  const messages = trace.messages.filter(({ id }) => told?.has(id) ?? true);
  const ids = new Set(messages.map(({ id }) => id));
  const notes = trace.notes.filter(({ after }) => (after === undefined ? told === undefined : ids.has(after)));
  const { steps, left } = storySteps({ messages, notes }, ownLabels);
  const assumed = trace.assumptions.map(({ what }) => [what]);
  const limits = limitsOf(trace);
  const sections: Section[] = [{ heading: { depth: 1, text: [trace.title] } }, { lines: [[captionOf(trace, faults)]] }];
  if (assumed.length > 0) sections.push({ lines: [['Assumed:']], items: assumed });
  if (limits.length > 0) sections.push({ lines: [[`Not all is shown: ${limits.join('; ')}.`]] });
  sections.push(
    { heading: { depth: 2, text: ['Step by step'] } },
    { numbered: steps.map((step) => stepLines(whole, step)) },
  );
  sections.push({ items: left.map(asideRuns) });
  for (const report of workloads) {
    sections.push({ heading: { depth: 2, text: [workloadSummary(report)] } });
    const table = [...phaseLines(report), ...groupLines(report)].join('\n');
    if (table !== '') sections.push({ block: table });
    sections.push({ items: workloadNotes(report).map((note) => [note]) });
  }
  if (told === undefined && trace.table !== '') {
    sections.push({ heading: { depth: 2, text: ['In the end'] } });
    sections.push({ block: `$ kubectl get pods -o wide\n${trace.table.trimEnd()}` });
  }
  if (told === undefined) sections.push(...waitingSections(whole));
  return markdown(sections);
}

/** What each pod waits for that is not ready in the end, and its gates. */
function waitingSections(trace: Trace): Section[] {
  const { start } = trace;
  const waiting = waitingAtEnd(trace);
  if (waiting.length === 0) return [];
  return [
    { heading: { depth: 2, text: ['What it waits for'] } },
    ...waiting.map((gates): Section => ({
      lines: [[podSentence(gates, start)]],
      items: gateRows(gates, start).map(({ state, name, text }) => [
        ...strong(`${gateMarks[state]} ${name}`),
        `: ${text}`,
      ]),
    })),
  ];
}

/** What happens and what came of it, and below why it happens now. */
function stepLines(trace: Trace, { message, times, notes }: StoryStep): Runs[] {
  const { from, to, node, outcome } = message;
  const { what, why, result } = narrate(trace, message);
  const names = actorNames(from === to ? [from] : [from, to], node);
  const inferred = message.source === 'inferred' ? ' (inferred)' : '';
  const said: Runs = [
    ...words`${since(message.start ?? message.end, trace.start).trim()} ${strong(names.join(' → '))}: ${code(labelText(requestLabel(message)))}${inferred}${times > 1 ? ` × ${times}` : ''}. `,
    ...sentences(...[what, result].filter((runs) => runs.length > 0)),
    ...(outcome.ok ? [] : words` ✗ ${code(`${outcome.code}: ${outcome.text}`)}`),
    ...notes.flatMap((note) => [' ', ...asideRuns(note)]),
  ];
  return [said, why];
}

function asideRuns({ text }: Note): Runs {
  return [`(${text})`];
}
