import type { Evidence } from './evidence';
import { Observation } from './observation';
import { savedEvidence, SavedOutputError } from './savedOutput';

/** A file that somebody saved. */
export interface SavedFile {
  name: string;
  text: string;
}

/**
 * What saved files tell together: one with pods or events, and any that make it more exact.
 * @throws SavedOutputError which names the file that is none of what `savedEvidence` reads, or all where none has a pod
 */
export function savedObservation(files: readonly SavedFile[]): Observation {
  const observation = new Observation();
  let tellsOfPods = false;
  for (const { name, text } of files) {
    for (const evidence of evidenceIn(name, text)) {
      tellsOfPods ||=
        evidence.kind === 'object' && (evidence.object.kind === 'Pod' || evidence.object.kind === 'Event');
      observation.add(evidence);
    }
  }
  if (tellsOfPods) return observation;
  const names = files.map(({ name }) => name).join(', ');
  throw new SavedOutputError(
    `${names}: there is neither a pod nor an event in it: save one with kubectl get pods,events -o json`,
  );
}

function evidenceIn(name: string, text: string): Evidence[] {
  try {
    return savedEvidence(text);
  } catch (error) {
    throw error instanceof SavedOutputError ? new SavedOutputError(`${name}: ${error.message}`) : error;
  }
}
