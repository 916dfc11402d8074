import { diagnosesOf } from '../core/diagnosis/diagnosesOf';
import { diagramText } from '../core/diagram/diagramText';
import { storyMarkdown } from '../core/explain/text/storyMarkdown';
import { pullsOf } from '../core/pulls/pullsOf';
import { otlpText } from '../core/otlp/otlpRequest';
import { story } from '../core/story/story';
import { atLevel } from '../core/trace/atLevel';
import type { Trace } from '../core/trace/trace';
import { observedWorkloads } from '../core/workload/observedWorkloads';
import { CommandError } from './commandError';
import { gatesJson } from './gatesJson';
import { momentAsked, momentText } from './gatesText';
import type { Flags } from './commandLine';

const formats = ['text', 'markdown', 'mermaid', 'json', 'otlp'];

/** Throws CommandError for a format that `traceText` has not: before a start is watched. */
export function checkFormat({ format = 'text' }: Flags): void {
  if (!formats.includes(format))
    throw new CommandError(`--format is text, markdown, mermaid, json or otlp, not ${format}`, 2);
}

/** A trace in one of the formats, or its text at the moment that is asked for: in the detail that is asked for; JSON, without asking, whole. */
export function traceText(trace: Trace, flags: Flags): string {
  const { format = 'text', level, why = false, groupBy } = flags;
  const at = momentAsked(flags, trace);
  switch (format) {
    case 'text':
      if (at !== undefined) return momentText(trace, at);
      return story(trace, { ...(level && { level }), why });
    case 'mermaid':
      return diagramText(trace, { pageSize: Infinity, ...(level && { level }) });
    case 'markdown':
      return `${storyMarkdown(trace, { workloads: observedWorkloads(trace, groupBy), ...(level && { level }) })}\n`;
    case 'json': {
      const workloads = observedWorkloads(trace, groupBy);
      const gates = gatesJson(trace, at ?? trace.end);
      const told = {
        diagnoses: diagnosesOf(trace),
        gates,
        pulls: pullsOf(trace),
        ...(workloads.length > 0 && { workloads }),
      };
      return `${JSON.stringify({ ...(level ? atLevel(trace, level) : trace), ...told }, undefined, 2)}\n`;
    }
    default:
      checkFormat(flags);
      return otlpText(trace, level);
  }
}
