import { apiCallJson } from './apiCallJson';
import type { Flags } from './commandLine';
import { criCallJson } from './criCallJson';
import { simulateFile } from './simulation';

/** `calls FILE`: the CRI calls of a simulated start, or with `--api` its API calls, as JSON lines. */
export function calls(file: string, flags: Flags): string {
  const { simulation, asWritten } = simulateFile(file, flags, { revealSecrets: true });
  const { api, namespace = 'default' } = flags;
  const lines = api
    ? asWritten(simulation.apiCalls().filter((call) => call.namespace === namespace)).map(apiCallJson)
    : asWritten(simulation.calls).map(criCallJson);
  return lines.map((line) => `${line}\n`).join('');
}
