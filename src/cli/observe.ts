import { Observation } from '../core/observe/observation';
import { observedCalls } from '../core/observe/observedCalls';
import { savedEvidence, SavedOutputError } from '../core/observe/savedOutput';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { diagnosesText } from './diagnoses';
import { traceText } from './explain';
import { readText } from './readInput';

/** `observe FILE`: the start that saved output of a cluster tells of. */
export function observe(file: string, flags: Flags): string {
  const trace = observationOf(file).trace();
  if (flags.format === 'calls')
    return observedCalls(trace)
      .map((call) => `${JSON.stringify(call)}\n`)
      .join('');
  const text = traceText(trace, flags.format);
  const isText = flags.format === undefined || flags.format === 'text';
  return isText ? [text, diagnosesText(trace)].filter((section) => section !== '').join('\n') : text;
}

function observationOf(file: string): Observation {
  const observation = new Observation();
  try {
    for (const evidence of savedEvidence(readText(file))) observation.add(evidence);
  } catch (error) {
    if (error instanceof SavedOutputError) throw new CommandError(`${file}: ${error.message}`);
    throw error;
  }
  return observation;
}
