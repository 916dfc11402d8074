import { ownLabels } from '../trace/messageLabel';
import type { Trace } from '../trace/trace';
import { diagramPages, type DiagramOptions, type SequenceDiagram } from './diagramPages';
import type { DiagramWidth } from './lanes';

/** One page of a diagram, and how wide it is. */
export interface PageOptions extends DiagramOptions {
  /** Counted from 0. */
  page?: number;
  /** Default: full. Otherwise arrows are written without their labels: who draws them finds a place for these. */
  width?: DiagramWidth;
}

/** The trace as a Mermaid sequence diagram, and which message each of its arrows is. */
export function sequenceDiagram(
  trace: Trace,
  { page = 0, width = 'full', ...options }: PageOptions = {},
): SequenceDiagram {
  return diagramPages(trace, ownLabels, options).part(page, width);
}
