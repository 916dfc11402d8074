import { diagnosesOf } from '../core/diagnosis/diagnosesOf';
import { diagramText } from '../core/diagram/diagramText';
import { storyMarkdown } from '../core/explain/text/storyMarkdown';
import { pullsOf } from '../core/pulls/pullsOf';
import { story } from '../core/story/story';
import { atLevel } from '../core/trace/atLevel';
import type { Trace } from '../core/trace/trace';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';

/** A trace in one of the formats: in the detail that is asked for; JSON, without asking, whole. */
export function traceText(trace: Trace, { format = 'text', level, why = false }: Flags): string {
  switch (format) {
    case 'text':
      return story(trace, { ...(level && { level }), why });
    case 'mermaid':
      return diagramText(trace, { pageSize: Infinity, ...(level && { level }) });
    case 'markdown':
      return `${storyMarkdown(trace, level ? { level } : {})}\n`;
    case 'json':
      return `${JSON.stringify({ ...(level ? atLevel(trace, level) : trace), diagnoses: diagnosesOf(trace), pulls: pullsOf(trace) }, undefined, 2)}\n`;
    default:
      throw new CommandError(`--format is text, markdown, mermaid or json, not ${format}`, 2);
  }
}
