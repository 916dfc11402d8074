import type { Observation } from '../core/observe/observation';
import { observedCalls } from '../core/observe/observedCalls';
import { savedObservation } from '../core/observe/savedObservation';
import { SavedOutputError } from '../core/observe/savedOutput';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { diagnosesText } from './diagnoses';
import { traceText } from './explain';
import { readText } from './readInput';

/** `observe FILE…`: the start that saved output of a cluster tells of, all files together. */
export function observe(file: string, flags: Flags, more: readonly string[]): string {
  const trace = observationOf([file, ...more]).trace();
  if (flags.format === 'calls')
    return observedCalls(trace)
      .map((call) => `${JSON.stringify(call)}\n`)
      .join('');
  const text = traceText(trace, flags.format);
  const isText = flags.format === undefined || flags.format === 'text';
  return isText ? [text, diagnosesText(trace)].filter((section) => section !== '').join('\n') : text;
}

function observationOf(files: readonly string[]): Observation {
  try {
    return savedObservation(files.map((name) => ({ name, text: readText(name) })));
  } catch (error) {
    if (error instanceof SavedOutputError) throw new CommandError(error.message);
    throw error;
  }
}
