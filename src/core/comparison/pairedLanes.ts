import type { Pod } from '../api/types';
import { isSameValue } from '../isSameValue';
import { timeline, type Lane } from '../trace/timeline';
import type { Trace } from '../trace/trace';
import { workloadOf } from './workloadOf';

/** A pod's start in two traces. */
export type LanePair = readonly [lane: Lane, other: Lane];

interface Candidate {
  lane: Lane;
  pod: Pod;
  owner: string;
  index: string | undefined;
  template: unknown;
}

/**
 * The pods that two traces both have, in the order in which the first one's were made. A pod's other is the one of its
 * name, else one of the same owner: that of the same index, else of the same template, else the next that was made.
 * Owners that have other names are taken for the same where their pods have the same containers and images. A pod that
 * the other trace has not has no pair.
 */
export function pairedLanes(trace: Trace, other: Trace): LanePair[] {
  const own = candidates(trace);
  const left = new Set(candidates(other));
  const pairs = new Map<Candidate, Candidate>();
  const sameSpace = (a: Candidate, b: Candidate): boolean => a.lane.namespace === b.lane.namespace;
  const sameOwner = (a: Candidate, b: Candidate): boolean => a.owner === b.owner && a.index === b.index;
  const sameTemplate = (a: Candidate, b: Candidate): boolean => isSameValue(a.template, b.template);
  // The surest first, so that no pod takes another's.
  for (const fits of [
    (a: Candidate, b: Candidate) => a.lane.pod === b.lane.pod && sameSpace(a, b),
    (a: Candidate, b: Candidate) => sameOwner(a, b) && sameTemplate(a, b) && sameSpace(a, b),
    // A manifest that names no namespace goes to that of the kubeconfig.
    (a: Candidate, b: Candidate) => sameOwner(a, b) && sameTemplate(a, b),
    sameOwner,
    (a: Candidate, b: Candidate) => a.owner === b.owner,
    (a: Candidate, b: Candidate) => kindOf(a) === kindOf(b) && a.index === b.index && sameTemplate(a, b),
  ]) {
    for (const one of own) {
      const found = pairs.has(one) ? undefined : [...left].find((candidate) => fits(one, candidate));
      if (!found) continue;
      pairs.set(one, found);
      left.delete(found);
    }
  }
  return own.flatMap((one) => {
    const found = pairs.get(one);
    return found ? [[one.lane, found.lane] as const] : [];
  });
}

/** In the order in which they were made. */
function candidates(trace: Trace): Candidate[] {
  const pods = new Map(trace.view.pods.map((pod) => [pod.metadata?.uid ?? '', pod]));
  const lanes = timeline(trace).sort((a, b) => a.start.at - b.start.at || (a.pod < b.pod ? -1 : 1));
  return lanes.flatMap((lane): Candidate[] => {
    const pod = pods.get(lane.uid);
    if (!pod) return [];
    const { annotations, labels } = pod.metadata ?? {};
    const index = 'batch.kubernetes.io/job-completion-index';
    const { initContainers = [], containers = [] } = pod.spec ?? {};
    const template = [...initContainers, ...containers].map(({ name, image }) => [name, image]);
    return [{ lane, pod, owner: ownerOf(pod), index: annotations?.[index] ?? labels?.[index], template }];
  });
}

function kindOf({ owner }: Candidate): string {
  return owner.slice(0, owner.indexOf(' '));
}

function ownerOf(pod: Pod): string {
  const { kind, name } = workloadOf(pod);
  return `${kind} ${name}`;
}
