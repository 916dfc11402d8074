import { isMeant, type EvidenceScope } from '../../kubectl/evidenceScope';
import { collectEvidence } from '../../kubectl/collectEvidence';
import { KubectlError, type Kubectl } from '../../kubectl/kubectl';
import { Observation, type ObservedPod } from '../../core/observe/observation';
import { podLanes } from '../../core/observe/podLanes';
import { podProgress } from '../../core/observe/podProgress';
import type { ObservedSource } from '../panel/observedPanel';
import type { LiveState, PodLane, WatchedTarget } from '../../core/panel/protocol';
import type { Trace } from '../../core/trace/trace';

/** Of more pods than these a page gets a line each, and the calls of the one that is looked at: not megabytes. */
const manyPods = 20;
/** Milliseconds that a list of many pods is kept. */
const listEveryMs = 250;

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
  #list: { pods: readonly ObservedPod[]; lanes: PodLane[]; at: number } = { pods: [], lanes: [], at: 0 };
  #watching: Promise<void> = Promise.resolve();

  constructor(kubectl: Kubectl, watched: WatchedTarget, scope: EvidenceScope) {
    this.#kubectl = kubectl;
    this.watched = watched;
    this.#scope = scope;
    this.#live = { status: 'ended', text: this.#where, denied: [] };
  }

  get title(): string {
    return `Start of ${this.watched.target}`;
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
    this.#list = { pods: [], lanes: [], at: 0 };
    this.#set({ status: 'watching', text: `Connecting to ${this.watched.context}`, denied: [] });
    this.#watching = new Promise((resolve, reject) => {
      collectEvidence(
        this.#kubectl,
        this.#scope,
        (evidence) => {
          if (signal.aborted) return;
          this.#observation.add(evidence);
          if (evidence.kind === 'denied')
            this.#set({ ...this.#live, denied: [...this.#live.denied, `${evidence.what}: ${evidence.text}`] });
          else this.#changed();
        },
        (news) => {
          if (news.type === 'disconnected') {
            const text = `The connection dropped (${news.reason}); next try in ${news.retryMs / 1000} s`;
            this.#set({ ...this.#live, status: 'reconnecting', text });
          } else {
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

  trace(): Trace {
    const pods = this.#pods();
    const now = Date.now();
    if (pods.length <= manyPods) return this.#observation.trace({ uids: pods.map(({ uid }) => uid), now });
    const shown = this.#chosen ?? this.#list.lanes[0]?.uid;
    return this.#observation.trace({ uids: shown === undefined ? [] : [shown], now });
  }

  lanes(): PodLane[] | undefined {
    return this.#pods().length > 1 ? this.#list.lanes : undefined;
  }

  choose(uid: string): void {
    this.#chosen = uid;
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
    this.begin().catch((error: unknown) => {
      if (!(error instanceof KubectlError)) throw error;
    });
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
