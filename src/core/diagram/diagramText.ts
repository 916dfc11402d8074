import { escapeMermaid } from './escapeMermaid';
import { phaseFacts, phaseTitle } from '../phases/phaseText';
import { sequenceDiagram, type PageOptions } from './sequenceDiagram';
import { timeline } from '../trace/timeline';
import type { Trace } from '../trace/trace';

/**
 * The trace as Mermaid's text, with what was waited for. The heading of a folded phase is a note in words; others have
 * none, as nobody draws them.
 */
export function diagramText(trace: Trace, options: PageOptions = {}): string {
  const { text, headings, onlyPod } = sequenceDiagram(trace, { lanes: timeline(trace), ...options });
  if (headings.length === 0) return text;
  const headingOf = new Map(headings.map((heading) => [heading.note, heading]));
  let note = -1;
  return text
    .split('\n')
    .flatMap((line) => {
      if (!line.startsWith('  Note over ')) return [line];
      const heading = headingOf.get(++note);
      if (!heading) return [line];
      const { phase, calls, isOpen } = heading;
      const words = `${phaseTitle(phase, onlyPod === undefined)}: ${phaseFacts(phase, calls)}`;
      return isOpen ? [] : [line.slice(0, line.indexOf(':') + 1) + ` ${escapeMermaid(words)}`];
    })
    .join('\n');
}
