import type { Flags } from './commandLine';
import { simulateFile } from './simulation';

/** `outcome FILE`: the pods, events and refusals in which a simulated start ends, as one JSON object. */
export function outcome(file: string, flags: Flags): string {
  const { simulation, asWritten } = simulateFile(file, flags, { revealSecrets: true });
  const { watch, events, errors, warnings } = simulation;
  // Also those that are gone, as they were last.
  const last = new Map(watch.map(({ object }) => [object.metadata?.uid, object]));
  return `${JSON.stringify(asWritten({ pods: [...last.values()], events, errors, ...(warnings && { warnings }) }))}\n`;
}
