import type { ContainerStatus } from '../api/types';
import { waitText } from './gateText';
import type { PodAt } from './podAt';
import { podGates } from './podGates';
import { startingContainers } from './startingContainer';

/** A container at a moment: its state, and what it waits for; '' where it waits for nothing. */
export interface ContainerAt {
  name: string;
  state: string;
  waitsFor: string;
}

/** The containers of a pod in the order in which they start, as the API server and the runtime have them. */
export function containersAt(at: PodAt): ContainerAt[] {
  const { containers } = podGates(at);
  return startingContainers(at).map(({ name, status }, index) => {
    const gate = containers[index]?.holding;
    return { name, state: stateText(status, at, name), waitsFor: gate ? waitText(gate, name) : '' };
  });
}

function stateText(status: ContainerStatus | undefined, { work, isInferred }: PodAt, name: string): string {
  const { running, terminated, waiting } = status?.state ?? {};
  const restarts = restartText(status?.restartCount ?? 0);
  if (isInferred && running) return `running, ${status?.ready ? 'ready' : 'not known to be ready'}${restarts}`;
  if (isInferred && status && !terminated) return `not running${restarts}`;
  if (running && work.get(name) === 'ended') return 'ended; the status does not say so yet';
  if (running) return `running, ${status?.ready ? 'ready' : 'not ready'}${restarts}`;
  if (work.get(name) === 'running') return 'running; the status does not say so yet';
  if (terminated)
    return `ended with exit code ${terminated.exitCode} (${terminated.reason ?? 'no reason given'})${restarts}`;
  if (waiting) return `waiting (${waiting.reason ?? 'no reason given'})${restarts}`;
  return 'no state yet';
}

function restartText(count: number): string {
  return count === 0 ? '' : count === 1 ? ', restarted once' : `, restarted ${count} times`;
}
