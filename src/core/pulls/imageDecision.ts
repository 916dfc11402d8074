import type { Span } from '../trace/pathPart';
import type { Moment } from '../trace/trace';

/** How a duration is known: computed by the simulator, told by an event or a record, or worked out of what was told. */
export interface KnownSpan extends Span {
  source: 'simulated' | 'observed' | 'inferred';
}

/** Why the kubelet pulls an image, or does not. */
export type PullReason =
  /** Its policy is Always. */
  | 'always'
  /** The node does not have it. */
  | 'absent'
  /** The node has it, and the pod has not shown that it may use it: another login brought it (1.35 and later). */
  | 'unproven'
  /** The node has it, but not from a pull of the kubelet, which verifies each image (`AlwaysVerify`, 1.35 and later). */
  | 'unrecorded'
  /** Not pulled: the node has it. */
  | 'present'
  /** Not pulled: the node has it, and the pod may use it (checked in 1.35 and later). */
  | 'accessible'
  /** Not pulled: the node does not have it, and its policy is Never. */
  | 'never'
  /** Not pulled: the node has it, the pod has not shown that it may use it, and its policy is Never. */
  | 'neverUnproven';

/** A pull that stood before another one in its node's queue. */
export interface AheadInQueue {
  namespace: string;
  pod: string;
  container?: string;
  image: string;
  /** The call's id. */
  message: string;
}

/** One try to pull an image: a call PullImage, or one for each login. */
export interface PullTry {
  /** The id of its call, of several the last. */
  message: string;
  start?: Moment;
  /** Absent where it is under way. */
  end?: Moment;
  /** What it failed with. */
  error?: string;
  /** In the kubelet's own queue, before the call; absent where nothing tells. */
  waiting?: KnownSpan;
  ahead: AheadInQueue[];
  /** How many images the node pulls at once; absent where nothing tells. */
  atOnce?: number;
  /** The call alone. */
  pull?: KnownSpan;
  /** Parts of the call, where something tells them apart: until the registry answered, layers, unpacking. */
  answer?: KnownSpan;
  transfer?: KnownSpan;
  unpacking?: KnownSpan;
  /** After a failure: how long the kubelet waits at least, in milliseconds, and when it then tries again. */
  backOffMs?: number;
  next?: Moment;
}

/** How long a pull would take, by its size and by how fast its registry was in other pulls. */
export interface PullEstimate {
  milliseconds: number;
  /** With the fastest and the slowest of those pulls. */
  least: number;
  most: number;
  /** Bytes, and where that comes from: another pull of the image, or the table of common images. */
  size: number;
  sizeFrom: 'pull' | 'table';
  /** Of how many pulls the speed is. */
  pulls: number;
}

/** What a kubelet decided about an image that a container or a volume needs, and what came of it. */
export interface ImageDecision {
  namespace: string;
  pod: string;
  node?: string;
  /** Absent of an image volume. */
  container?: string;
  volume?: string;
  image: string;
  policy: string;
  /** The policy is the one that the API server fills in for the image's name. */
  isDefault: boolean;
  /** How the name says which content is meant. */
  namedBy: 'digest' | 'latest' | 'tag';
  reason: PullReason;
  /** How the reason is known. */
  source: 'simulated' | 'observed' | 'inferred';
  /** The ids of the calls ImageStatus and PullImage. */
  messages: string[];
  /** Empty where nothing was pulled. */
  tries: PullTry[];
  /** Bytes that came, or that the image has. */
  size?: number;
  /** Bytes a second: of the transfer where that is told apart, else of the whole call. */
  speed?: number;
  estimate?: PullEstimate;
}
