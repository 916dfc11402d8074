import type { Subject } from './trace';

/** Whether a message or a note is shown with a pod: it is about that one, or about none. */
export function isOfPod({ subject }: { subject?: Subject | undefined }, pod: string): boolean {
  return subject === undefined || subject.pod === pod;
}
