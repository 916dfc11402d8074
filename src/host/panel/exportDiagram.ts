import { pick, type Choice } from '../shown/picks';
import { actors, type Trace } from '../../core/trace/trace';
import { diagramText } from '../../core/diagram/diagramText';
import { knownKeys } from '../../core/knownKeys';
import { phaseOfEach } from '../../core/phases/phases';
import { captionOf } from '../../core/story/caption';
import { otlpText } from '../../core/otlp/otlpRequest';
import { observedWorkloads } from '../../core/workload/observedWorkloads';
import { storyMarkdown } from '../../core/explain/text/storyMarkdown';
import type { ExportChoice, ExportFormat } from '../../core/panel/protocol';
import { isOfPod } from '../../core/trace/isOfPod';
import type { PageOptions } from '../../core/diagram/sequenceDiagram';
import type { Phase } from '../../core/phases/phase';
import { saveBytes } from './saveAs';

/** Whose start can be exported. */
export interface DrawnPanel {
  readonly title: string;
  readonly trace: Trace | undefined;
  readonly phases: readonly Phase[];
  /** In words, those that were injected. */
  readonly faults: readonly string[];
  /** Asks the page for a drawing, of these messages alone where they are given. */
  draw(format: 'svg' | 'png', caption: string, messages?: readonly string[]): void;
}

const formats: readonly Choice<ExportFormat>[] = [
  { value: 'svg', label: 'SVG', detail: 'The drawing, in the colours of this theme' },
  { value: 'png', label: 'PNG', detail: 'The drawing as an image, for slides and tickets' },
  { value: 'mermaid', label: 'Mermaid', detail: 'The diagram as text, for Markdown' },
  { value: 'markdown', label: 'Markdown', detail: 'The story: each step with what it is for' },
  { value: 'json', label: 'JSON', detail: 'The trace with all requests and responses' },
  { value: 'otlp', label: 'OpenTelemetry', detail: 'The trace as spans (OTLP JSON), for a collector or Jaeger' },
];

/** Asks for a format, how much and a place, and writes the panel's start there; says whether that was chosen. */
export async function exportDiagram(panel: DrawnPanel, choice: ExportChoice): Promise<boolean> {
  const chosen = await pick(formats, { title: 'Export', placeHolder: panel.title });
  const { trace, title, faults } = panel;
  if (!chosen || !trace) return false;
  if (chosen === 'json') {
    await saveBytes(title, 'json', new TextEncoder().encode(`${JSON.stringify(trace, undefined, 2)}\n`));
    return true;
  }
  if (chosen === 'otlp') {
    await saveBytes(title, 'otlp.json', new TextEncoder().encode(otlpText(trace)));
    return true;
  }
  const extent = await extentOf(choice);
  if (!extent) return false;
  const { messages } = extent;
  const caption = captionOf(trace, faults);
  if (chosen === 'svg' || chosen === 'png') panel.draw(chosen, caption, messages);
  else {
    const { level, pod } = choice;
    const isMermaid = chosen === 'mermaid';
    const told = messages ?? (pod === '' ? undefined : idsOf(trace, pod));
    const part = { level, ...(told && { messages: new Set(told) }) };
    const drawn = messages ? part : shownOf(choice, panel.phases);
    const text = isMermaid
      ? diagramText(trace, { ...drawn, pageSize: Infinity, caption })
      : `${storyMarkdown(trace, { ...part, faults, workloads: told ? [] : observedWorkloads(trace) })}\n`;
    await saveBytes(title, isMermaid ? 'mmd' : 'md', new TextEncoder().encode(text));
  }
  return true;
}

/** What of a start's diagram the page shows. */
function shownOf({ level, pod, folded, hidden }: ExportChoice, phases: readonly Phase[]): PageOptions {
  return {
    level,
    ...(pod !== '' && { pod }),
    phases: { of: phaseOfEach(phases), folded: new Set(folded) },
    hidden: new Set(knownKeys(actors).filter((actor) => hidden.includes(actor))),
  };
}

/** All, or a part where something is selected; undefined where a person turned away. */
async function extentOf({
  selected,
  walked,
  phase,
}: ExportChoice): Promise<{ messages?: readonly string[] } | undefined> {
  if (selected.length === 0) return {};
  const all: Choice<{ messages?: readonly string[] }>[] = [
    { value: {}, label: 'What is shown' },
    { value: { messages: selected }, label: 'The selected call', detail: 'With the calls that are made inside it' },
    ...(phase ? [{ value: { messages: phase.messages }, label: 'This phase', detail: phase.name }] : []),
    { value: { messages: walked }, label: 'From the start to the selected step' },
  ];
  return pick(
    all.filter(({ value }) => value.messages?.length !== 0),
    { title: 'Export how much?' },
  );
}

/** The messages of a pod, and those that are about none. */
function idsOf({ messages }: Trace, pod: string): string[] {
  return messages.flatMap((message) => (isOfPod(message, pod) ? [message.id] : []));
}
