import { sequenceDiagram } from '../core/diagram/sequenceDiagram';
import { story } from '../core/trace/story';
import type { Trace } from '../core/trace/trace';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { diagnosesText } from './diagnoses';
import { readManifest } from './readInput';
import { remarksText } from './remarks';
import { simulateManifest } from './simulation';

/** `explain FILE`: the start as text, diagram or trace. */
export function explain(file: string, flags: Flags): string {
  const manifest = readManifest(file);
  const { trace } = simulateManifest(manifest, file, flags);
  const text = traceText(trace, flags.format);
  if (flags.format !== undefined && flags.format !== 'text') return text;
  const sections = [text, remarksText(manifest, file), diagnosesText(trace, { manifest, file })];
  return sections.filter((section) => section !== '').join('\n');
}

/** A trace in one of the formats. */
export function traceText(trace: Trace, format = 'text'): string {
  switch (format) {
    case 'text':
      return story(trace);
    case 'mermaid':
      return sequenceDiagram(trace, { pageSize: Infinity }).text;
    case 'json':
      return `${JSON.stringify(trace, undefined, 2)}\n`;
    default:
      throw new CommandError(`--format is text, mermaid or json, not ${format}`, 2);
  }
}
