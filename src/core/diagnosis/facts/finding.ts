import type { Moment } from '../../trace/trace';
import type { CauseName } from './causeTable';
import type { SuggestedCommand } from './suggestedCommand';

/** When what failed is tried again by itself. */
export interface Retry {
  /** What happens then: `the image is pulled again`. */
  what: string;
  at: Moment;
  /** What brings it about earlier, where something does. */
  sooner?: string;
}

/** What was found of one pod, workload or refused object. */
export interface Finding {
  /** What the cause is called, whatever its words: `image-rate-limited`. */
  name: CauseName;
  container?: string;
  /** Nothing has failed (yet): this is what the start waits for. */
  isWaiting?: boolean;
  /** It is over: this is why a container was restarted that runs again. */
  isOver?: boolean;
  /** In words, to follow "because". */
  cause: string;
  /** Where it shows: an event, a condition, a status, a refusal, with its own text. */
  evidence: string;
  /** The field within the pod's spec, or within the object: `containers[0].image`, `spec.backoffLimit`. */
  field?: string;
  /** What the value there is and must not be, as the API server names it: `bool`, `string`, `number`, `array`, `object`. */
  misfit?: string;
  /** What to change, or to look at. */
  next: string;
  /** The command that shows more, or helps. */
  command?: SuggestedCommand;
  retry?: Retry;
}

export type Refusal = Pick<Finding, 'name' | 'cause' | 'field' | 'misfit' | 'next' | 'command'>;

/** Why a pod, or the pods of a workload, do not run: what happened, where it shows, what to do next. */
export interface Diagnosis extends Finding {
  /** The pod, the workload whose pods are not made, or the object that was refused: `pod web`, `Job load`. */
  subject: string;
  namespace?: string;
  /** How many more pods of the same workload have the same trouble. */
  alike?: number;
  /** And of how many: `3 of 5 pods of shop`. */
  among?: string;
}
