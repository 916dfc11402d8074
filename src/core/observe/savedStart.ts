import type { Trace } from '../trace/trace';
import { savedObservation } from './savedObservation';
import { SavedOutputError } from './savedOutput';

/** The start that saved output tells of; undefined for what no cluster has stored: a manifest may have a status, too. */
export function savedStart(name: string, text: string): Trace | undefined {
  try {
    const trace = savedObservation([{ name, text }]).trace();
    const { pods, events } = trace.view;
    return events.length > 0 || pods.some(({ metadata }) => metadata?.uid) ? trace : undefined;
  } catch (error) {
    if (error instanceof SavedOutputError) return undefined;
    throw error;
  }
}
