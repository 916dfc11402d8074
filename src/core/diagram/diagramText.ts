import { timeline } from '../trace/timeline';
import type { Trace } from '../trace/trace';
import { sequenceDiagram, type PageOptions } from './sequenceDiagram';

/** The trace as Mermaid's text, with what was waited for. */
export function diagramText(trace: Trace, options: PageOptions = {}): string {
  return sequenceDiagram(trace, { lanes: timeline(trace), ...options }).text;
}
