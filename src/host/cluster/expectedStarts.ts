import type { Circumstances } from '../../core/circumstances/circumstances';
import { expectedStart, expectedStartOf } from '../../core/explain/difference/expectedStart';
import { madeFrom } from '../../core/diagnosis/diagnosisPlace';
import { SimulatedRequests } from '../../core/explain/requests/simulatedRequests';
import type { FindingsOptions } from '../../core/panel/findings';
import type { ObservedPod } from '../../core/observe/observation';
import type { FieldFeed } from '../../core/panel/protocol';
import type { Message, Trace } from '../../core/trace/trace';
import { fieldFeeds } from '../feeds';
import { inParts } from '../inParts';

/** The manifest that was applied, and its file's name. */
export type AppliedManifest = NonNullable<FindingsOptions['source']>;

/** Milliseconds in which what was just seen is drawn, before a simulation takes the host. */
const simulateAfterMs = 200;

/**
 * The simulated starts that watched ones are compared with: of the manifest that was applied, else of what is stored of
 * the pods.
 */
export class ExpectedStarts {
  readonly applied: AppliedManifest | undefined;
  /** What was thrown when a start was simulated. */
  failure?: unknown;
  readonly #requests: SimulatedRequests;
  readonly #options: Circumstances;
  /** By the simulated requests, which stay the same objects. */
  readonly #feeds = new WeakMap<object, FieldFeed[]>();
  /** By what they are the starts of. */
  #known?: { key: string; trace: Trace };
  /** What is worked out, or will be. */
  readonly #pending = new Set<string>();
  /** The key of what was asked for last. */
  #wanted?: string;

  constructor(options: Circumstances, applied?: AppliedManifest) {
    this.#options = options;
    this.#requests = new SimulatedRequests(options);
    this.applied = applied;
  }

  /**
   * Undefined where the simulation refuses what the cluster took, and until it has run, which `onKnown` tells: nothing
   * that is drawn waits for it.
   *
   * @param areAll the pods are all that the manifest made
   */
  of(pods: readonly ObservedPod[], areAll: boolean, onKnown: () => void): Trace | undefined {
    if (pods.length === 0) return undefined;
    const applied = areAll ? this.applied : undefined;
    const key = applied ? 'manifest' : pods.map(({ uid }) => uid).join(' ');
    this.#wanted = key;
    if (this.#known?.key !== key) {
      this.#later(`start of ${key}`, () => this.#simulate(pods, applied, key), onKnown);
      return undefined;
    }
    const { trace } = this.#known;
    return trace.view.errors.length === 0 ? trace : undefined;
  }

  /** A trace with the requests that the kubelet made of its pods, as far as they are simulated; `onKnown` as above. */
  withRequests(trace: Trace, pods: readonly ObservedPod[], onKnown: () => void): Trace {
    if (this.#requests.lacks(pods)) this.#later('requests', () => inParts(this.#requests.simulating(pods)), onKnown);
    return this.#requests.addedTo(trace, pods);
  }

  /** Does it when what was just seen is drawn. */
  #later(what: string, work: () => Promise<void> | void, onKnown: () => void): void {
    if (this.#pending.has(what)) return;
    this.#pending.add(what);
    const begin = async (): Promise<void> => {
      try {
        await work();
      } catch (error) {
        if (String(error) === String(this.failure)) return; // told already, and tried again with the next news
        this.failure = error;
      } finally {
        this.#pending.delete(what);
      }
      onKnown();
    };
    setTimeout(() => void begin(), simulateAfterMs);
  }

  #simulate(pods: readonly ObservedPod[], applied: AppliedManifest | undefined, key: string): void {
    if (this.#wanted !== key) return;
    const objects = applied?.manifest.objects.map(({ value }) => value);
    const trace = objects
      ? expectedStart(objects, this.#options)
      : expectedStartOf(
          pods.map(({ pod }) => pod),
          this.#options,
        );
    this.#known = { key, trace };
  }

  /** The fields of a call's simulated request that lines of the applied manifest fed. */
  feeds({ simulatedRequest, ...message }: Message): FieldFeed[] {
    const { manifest } = this.applied ?? {};
    const object = manifest && madeFrom(`Pod ${message.subject?.pod}`, manifest.objects);
    if (!object || !simulatedRequest) return [];
    const known = this.#feeds.get(simulatedRequest);
    const feeds = known ?? fieldFeeds(manifest, object, { ...message, request: simulatedRequest }, this.#options);
    this.#feeds.set(simulatedRequest, feeds);
    return feeds;
  }
}
