import type { Diagnosis } from './facts/finding';

/** Kinds that run, or make what runs. */
const running = /^(?:pod|deployment|replicaset|replicationcontroller|statefulset|daemonset|job|cronjob|podtemplate)$/i;

/** What is the matter with the subject, to follow "why Secret s": what cannot run is refused, or not as it should be. */
export function plightOf({ subject, evidence }: Pick<Diagnosis, 'subject' | 'evidence'>): string {
  if (running.test(subject.split(' ', 1)[0] ?? '')) return 'does not run';
  return evidence.startsWith('refused: ') ? 'is refused' : 'is not as it should be';
}
