import { diagramText } from '../../core/diagram/diagramText';
import { markdown, type Markdown, type Section } from '../../core/explain/text/markdown';
import { pathLines } from '../../core/story/pathLines';
import { code, words } from '../../core/textRuns';
import { workloadReports } from '../../core/workload/workloadReport';
import { phaseLines, workloadNotes, workloadSummary } from '../../core/workload/workloadLines';
import { podStarts } from '../../core/workload/podStarts';
import type { Trace } from '../../core/trace/trace';
import { spentText, standingLines, tookText, verdictText, type Verdict } from './verdict';

/** GitHub and GitLab draw no Mermaid text that is longer (Mermaid's maxTextSize). */
const longestDiagram = 50_000;
/** So many pods are listed one by one, and so many causes. */
const mostPods = 50;

/** What a pipeline shows of a start: how it ended, each pod, why one is stuck, where the time went, and the diagram. */
export function summaryMarkdown(verdict: Verdict): Markdown {
  const { isPassed, where, pods, causes, trace } = verdict;
  const slowest = [...pods].sort((a, b) => b.start.whole.milliseconds - a.start.whole.milliseconds).slice(0, mostPods);
  const sections: Section[] = [
    { heading: { depth: 2, text: [`${isPassed ? '✅' : '❌'} ${verdictText(verdict)}`] } },
    { lines: [[where], ...standingLines(verdict).map((text) => [text])] },
    {
      items: slowest.map((pod) => [
        ...words`${pod.isStarted ? '✓' : '✗'} ${code(pod.start.pod)}: ${tookText(pod)}`,
        ...pod.spent.flatMap((one) => [`; ${spentText(one)}`]),
      ]),
    },
    ...(pods.length > mostPods ? [{ lines: [[`and ${pods.length - mostPods} more`]] }] : []),
  ];
  if (causes.length > 0) sections.push({ heading: { depth: 2, text: ['Why'] } }, { block: causesText(causes) });
  if (trace && trace.messages.length > 0) sections.push(...traceSections(trace));
  return markdown(sections);
}

/** A step's summary has at most 1 MiB on GitHub, and one that is larger is not shown at all. */
function causesText(causes: readonly string[]): string {
  const left = causes.length - mostPods;
  return [...causes.slice(0, mostPods), ...(left > 0 ? [`and ${left} more`] : [])].join('\n').trimEnd();
}

function traceSections(trace: Trace): Section[] {
  const path = pathLines(trace);
  const sections: Section[] = path.length > 0 ? [{ heading: { depth: 2, text: ['Where the time went'] } }, { block: path.join('\n') }] : []; // prettier-ignore
  for (const report of workloadReports(podStarts(trace))) {
    const phases = phaseLines(report).join('\n');
    sections.push({ lines: [[workloadSummary(report)]] });
    if (phases !== '') sections.push({ block: phases });
    sections.push({ items: workloadNotes(report).map((note) => [note]) });
  }
  // The main steps where all calls are too long.
  const diagram = [2, 1].map((level) => diagramText(trace, { pageSize: Infinity, level: level === 2 ? 2 : 1 })).find(({ length }) => length <= longestDiagram); // prettier-ignore
  sections.push({ heading: { depth: 2, text: ['The start'] } });
  sections.push(diagram === undefined ? { lines: [['Its diagram is too long for Mermaid: see the saved start.']] } : { mermaid: diagram }); // prettier-ignore
  return sections;
}
