import type { Circumstances } from '../../core/circumstances/circumstances';
import { ofCluster } from '../../core/circumstances/ofCluster';
import { expectedStart, expectedStartOf } from '../../core/explain/difference/expectedStart';
import { SimulatedRequests } from '../../core/explain/requests/simulatedRequests';
import type { ClusterRelease } from '../../core/observe/clusterRelease';
import type { ObservedPod } from '../../core/observe/observation';
import type { FindingsOptions } from '../../core/panel/findings';
import type { Trace } from '../../core/trace/trace';
import type { WatchedSession } from './watchedSession';

/** The manifest that was applied, and its file's name. */
export type AppliedManifest = NonNullable<FindingsOptions['source']>;

/** How long steps are done in the background: those of the terminal at once, those of the host in parts. */
export type InParts = <T>(steps: Iterator<unknown, T>) => Promise<T>;

/** Milliseconds in which what was just seen is drawn, before a simulation takes the process. */
const simulateAfterMs = 200;

/** What is simulated: a manifest or pods, in a cluster of a release. */
interface Subject {
  key: string;
  applied: AppliedManifest | undefined;
  release: ClusterRelease;
}

const comparing = {
  name: 'expected',
  what: 'Simulating the start to compare with',
  next: 'Nothing is compared; the next change triggers another attempt.',
};
const requesting = {
  name: 'requests',
  what: 'Simulating the requests of the calls',
  next: 'Their fields are not shown; the next change triggers another attempt.',
};

/**
 * The simulated starts that the watched ones of a session are compared with: of the manifest that was applied, else of
 * what is stored of the pods.
 */
export class ExpectedStarts {
  readonly applied: AppliedManifest | undefined;
  readonly #circumstances: Circumstances;
  readonly #requests: SimulatedRequests;
  /** By what they are the starts of. */
  #known?: { key: string; trace: Trace };
  /** The key of what was asked for last. */
  #wanted?: string;

  constructor(circumstances: Circumstances, applied?: AppliedManifest) {
    this.#circumstances = circumstances;
    this.#requests = new SimulatedRequests(circumstances);
    this.applied = applied;
  }

  /**
   * Works it out at once. Undefined where the simulation refuses what the cluster took, and where it fails, which the
   * session tells.
   * @param areAll the pods are all that the manifest made
   */
  now(session: WatchedSession, pods: readonly ObservedPod[], areAll = true): Trace | undefined {
    const subject = this.#subject(session, pods, areAll);
    if (this.#known?.key !== subject.key)
      session.steps.attempt(comparing, () => this.#simulate(pods, subject), undefined);
    return this.#accepted(subject.key);
  }

  /**
   * As `now`, but undefined until it was worked out in the background, which the session tells: nothing that is drawn
   * waits for it.
   */
  later(session: WatchedSession, pods: readonly ObservedPod[], areAll: boolean): Trace | undefined {
    if (pods.length === 0) return undefined;
    const subject = this.#subject(session, pods, areAll);
    const { key } = subject;
    this.#wanted = key;
    if (this.#known?.key === key) return this.#accepted(key);
    const work = (): void => {
      if (this.#wanted === key) this.#simulate(pods, subject);
    };
    session.steps.later(comparing, simulateAfterMs, work, () => session.changed());
    return undefined;
  }

  /** A trace with the requests that the kubelet made of its pods, as far as they are simulated in the background. */
  withRequests(session: WatchedSession, trace: Trace, pods: readonly ObservedPod[], inParts: InParts): Trace {
    const work = (): Promise<void> => inParts(this.#requests.simulating(pods));
    if (this.#requests.lacks(pods)) session.steps.later(requesting, simulateAfterMs, work, () => session.changed());
    return this.#requests.addedTo(trace, pods);
  }

  /** What is simulated: the manifest or the pods, with the release and the runtime that their cluster tells by now. */
  #subject({ observation }: WatchedSession, pods: readonly ObservedPod[], areAll: boolean): Subject {
    const applied = areAll ? this.applied : undefined;
    const release = pods[0]?.release ?? observation.release();
    const of = applied ? 'manifest' : pods.map(({ uid }) => uid).join(' ');
    return { key: `${of} ${JSON.stringify(release)}`, applied, release };
  }

  #simulate(pods: readonly ObservedPod[], { applied, release, key }: Subject): void {
    const objects = applied?.manifest.objects.map(({ value }) => value);
    const circumstances = ofCluster(this.#circumstances, release);
    const trace = objects
      ? expectedStart(objects, circumstances)
      : expectedStartOf(
          pods.map(({ pod }) => pod),
          circumstances,
        );
    this.#known = { key, trace };
  }

  #accepted(key: string): Trace | undefined {
    const { trace } = this.#known?.key === key ? this.#known : {};
    return trace?.view.errors.length === 0 ? trace : undefined;
  }
}
