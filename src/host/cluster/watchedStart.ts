import { isMeant, type EvidenceScope } from '../../kubectl/evidenceScope';
import { collectEvidence } from '../../kubectl/collectEvidence';
import type { Kubectl } from '../../kubectl/kubectl';
import { Observation, type ObservedPod } from '../../core/observe/observation';
import { podLanes } from '../../core/observe/podLanes';
import { podProgress } from '../../core/observe/podProgress';
import { findings } from '../../core/panel/findings';
import { diagnosing } from '../../core/diagnosis/diagnosis';
import type { Diagnosis } from '../../core/diagnosis/facts/finding';
import { timeline, type Lane } from '../../core/trace/timeline';
import { inParts } from '../inParts';
import type { ExpectedStarts } from './expectedStarts';
import type { ObservedSource, ObservedStart } from '../panel/observedPanel';
import type { FieldFeed, LiveState, WatchedTarget } from '../../core/panel/protocol';
import type { PodLane } from '../../core/observe/podLanes';
import type { Message, Trace } from '../../core/trace/trace';

/** Of more pods than these a page gets a line each, and the calls of the one that is looked at: not megabytes. */
const manyPods = 20;
/** Milliseconds that a list of many pods is kept. */
const listEveryMs = 250;
/** Milliseconds that what is said of many pods is kept, where there are news and where there are none. */
const surveyEveryMs = { news: 500, quiet: 5_000 };
/** As many lanes of many pods are worked out at once. */
const mostLanes = 40;

interface PodList {
  pods: readonly ObservedPod[];
  lanes: PodLane[];
  /** When it was made, in milliseconds since the epoch. */
  at: number;
}

/** What is said of many pods. */
interface ManyPods {
  diagnoses: readonly Diagnosis[];
  /** The lanes in sight. */
  timeline: Lane[];
  /** When it was worked out, in milliseconds since the epoch. */
  at: number;
}

const nothing: ManyPods = { diagnoses: [], timeline: [], at: 0 };
const noPods: PodList = { pods: [], lanes: [], at: 0 };

/** A start that is watched through kubectl until it is stopped. */
export class WatchedStart implements ObservedSource {
  watched: WatchedTarget;
  readonly #kubectl: Kubectl;
  readonly #listeners = new Set<() => void>();
  #scope: EvidenceScope;
  #observation = new Observation();
  #stop = new AbortController();
  #live: LiveState;
  #chosen?: string;
  #inSight: readonly string[] = [];
  #list = noPods;
  #many = nothing;
  #isSurveying = false;
  /** What the last survey threw. */
  #failure?: unknown;
  /** Something came that the last survey does not know. */
  #hasNews = false;
  readonly #expected: ExpectedStarts | undefined;
  #watching: Promise<void> = Promise.resolve();

  /** `expected`: what it is compared with. */
  constructor(kubectl: Kubectl, watched: WatchedTarget, scope: EvidenceScope, expected?: ExpectedStarts) {
    this.#kubectl = kubectl;
    this.#expected = expected;
    this.watched = watched;
    this.#scope = scope;
    this.#live = { status: 'ended', text: this.#where, denied: [] };
  }

  get title(): string {
    return `Start of ${this.watched.target}`;
  }

  get failure(): unknown {
    return this.#failure ?? this.#expected?.failure;
  }

  get live(): LiveState {
    return this.#live;
  }

  get #where(): string {
    const { target, namespace, context } = this.watched;
    return `${target} in namespace ${namespace} of ${context}`;
  }

  /** Begins to watch. Resolves when everything that there is has come: what happens then is missed no more. */
  begin(): Promise<void> {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#observation = new Observation();
    this.#list = noPods;
    this.#many = nothing;
    this.#set({ status: 'watching', text: `Connecting to ${this.watched.context}`, denied: [] });
    this.#watching = new Promise((resolve, reject) => {
      collectEvidence(
        this.#kubectl,
        this.#scope,
        (evidence) => {
          if (signal.aborted) return;
          this.#observation.add(evidence);
          this.#hasNews = true;
          if (evidence.kind === 'denied')
            this.#set({ ...this.#live, denied: [...this.#live.denied, `${evidence.what}: ${evidence.text}`] });
          else this.#changed();
        },
        (news) => {
          if (news.type === 'disconnected') {
            const text = `The connection dropped (${news.reason}); next try in ${news.retryMs / 1000} s`;
            this.#set({ ...this.#live, status: 'reconnecting', text });
          } else if (news.type !== 'answered') {
            this.#set({ ...this.#live, status: 'watching', text: `Watching ${this.#where}` });
            resolve();
          }
        },
        signal,
      ).then(
        () => resolve(),
        (error: unknown) => {
          this.#end(error instanceof Error ? error.message : String(error));
          reject(error);
        },
      );
    });
    return this.#watching;
  }

  /** Narrows what is watched to what was applied. */
  narrow(members: readonly string[]): void {
    this.#scope = { ...this.#scope, members };
    this.watched = { ...this.watched, members };
    this.#list.at = 0;
    this.#changed();
  }

  /** Whether there are pods and none of them is still starting. */
  get isOver(): boolean {
    const pods = this.#pods();
    return pods.length > 0 && pods.every(({ pod }) => podProgress(pod) !== 'starting');
  }

  current(): ObservedStart {
    const pods = this.#pods();
    const areAll = pods.length <= manyPods;
    const chosen = this.#chosen ?? this.#list.lanes[0]?.uid;
    const shown = areAll ? pods : pods.filter(({ uid }) => uid === chosen);
    const uids = pods.map(({ uid }) => uid);
    const trace = this.#traceOf(shown.map(({ uid }) => uid));
    const expected = this.#expected;
    const changed = (): void => this.#changed();
    return {
      trace: expected?.withRequests(trace, shown, changed) ?? trace,
      findings: findings(trace, {
        ...(expected && { expected: () => expected.of(shown, areAll, changed) }),
        ...(expected?.applied && { source: expected.applied }),
        ...(!areAll && this.#aboutMany(uids)),
      }),
    };
  }

  #traceOf(uids: readonly string[]): Trace {
    return this.#observation.trace({ uids, now: Date.now() });
  }

  /** Of many pods, what is said of them is a little old, too. */
  #aboutMany(uids: readonly string[]): ManyPods {
    const { news, quiet } = surveyEveryMs;
    if (!this.#isSurveying && Date.now() - this.#many.at > (this.#hasNews ? news : quiet)) void this.#survey(uids);
    return this.#many;
  }

  feeds(message: Message): FieldFeed[] {
    return this.#expected?.feeds(message) ?? [];
  }

  async #survey(uids: readonly string[]): Promise<void> {
    const observation = this.#observation;
    this.#isSurveying = true;
    this.#hasNews = false;
    const at = Date.now();
    const now = observation.timeInCluster(at);
    let many = { ...this.#many, at };
    try {
      const diagnoses = await inParts(diagnosing(observation.view(uids), { now }));
      const known = new Set(uids);
      const inSight = this.#inSight.filter((uid) => known.has(uid));
      many = { diagnoses, timeline: await inParts(lanesOf(observation, inSight, at)), at };
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
    }
    this.#isSurveying = false;
    if (observation !== this.#observation) return; // it was begun anew
    this.#many = many;
    this.#changed();
  }

  lanes(): PodLane[] | undefined {
    return this.#pods().length > 1 ? this.#list.lanes : undefined;
  }

  choose(uid: string): void {
    this.#chosen = uid;
    this.#changed();
  }

  showLanes(uids: readonly string[]): void {
    this.#inSight = uids.slice(0, mostLanes);
    this.#many = { ...this.#many, at: 0 };
    this.#changed();
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  stop(): void {
    if (!this.#stop.signal.aborted) this.#end(`Stopped watching ${this.#where}`);
  }

  watchAgain(): void {
    this.#stop.abort();
    // What went wrong is told in the panel.
    this.begin().catch(() => undefined);
  }

  /** The pods that are meant; of many, the list is a little old, so that not each of their changes makes it anew. */
  #pods(): readonly ObservedPod[] {
    const now = Date.now();
    const { pods, at } = this.#list;
    if (pods.length <= manyPods || now - at > listEveryMs) {
      const meant = this.#observation.pods.filter((pod) => isMeant(this.#scope, pod));
      this.#list = { pods: meant, lanes: podLanes(meant, this.#observation.timeInCluster(now)), at: now };
    }
    return this.#list.pods;
  }

  #end(text: string): void {
    this.#stop.abort();
    this.#kubectl.dispose();
    this.#set({ ...this.#live, status: 'ended', text });
  }

  #set(live: LiveState): void {
    this.#live = live;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function* lanesOf(observation: Observation, uids: readonly string[], now: number): Generator<undefined, Lane[]> {
  const lanes: Lane[] = [];
  for (const uid of uids) {
    lanes.push(...timeline(observation.trace({ uids: [uid], now })));
    yield;
  }
  return lanes;
}
