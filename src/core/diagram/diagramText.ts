import { timeline } from '../trace/timeline';
import type { Trace } from '../trace/trace';
import { sequenceDiagram, type DiagramOptions } from './sequenceDiagram';

/** The trace as Mermaid's text, with what was waited for. */
export function diagramText(trace: Trace, options: DiagramOptions = {}): string {
  return sequenceDiagram(trace, { lanes: timeline(trace), ...options }).text;
}
