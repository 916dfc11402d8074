import type { Observation, TraceSelection } from './observation';
import { startFileVersion } from './saved/startFileSchema';

/**
 * A start as the text of a file, `NAME.podstart.json`: what was seen of it, without Secrets, what of that was watched, and
 * the trace that it is told as. `readStartFile` reads it.
 * @param selection as the trace of it was asked for
 */
export function startFile(observation: Observation, selection: TraceSelection = {}): string {
  const { evidence, watched } = observation.saved(selection);
  const { title, source, kubernetes, start, end, messages, notes, table } = observation.trace(selection);
  const { major, minor } = startFileVersion;
  const pieces = evidence.map((each) => `\n    ${JSON.stringify(each)}`).join(',');
  const parts = [
    `"format": "podstart"`,
    `"version": "${major}.${minor}"`,
    `"watched": ${JSON.stringify(watched)}`,
    `"evidence": [${pieces}${pieces === '' ? '' : '\n  '}]`,
    `"trace": ${JSON.stringify({ title, source, kubernetes, start, end, messages, notes, table })}`,
  ];
  return `{\n  ${parts.join(',\n  ')}\n}\n`;
}
