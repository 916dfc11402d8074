import type { KubernetesObject } from '../../core/api/kubernetesObject';
import { everyKind } from '../../core/everyKind';
import { evidenceName, type Evidence } from '../../core/observe/evidence/evidence';
import { Observation, type ObservedPod } from '../../core/observe/observation';
import { podProgress } from '../../core/observe/podProgress';
import { wantedPods } from '../../core/observe/wantedPods';
import type { Trace } from '../../core/trace/trace';
import { collectEvidence } from '../collectEvidence';
import { isMeant, memberName, membersOf, type EvidenceScope } from '../evidenceScope';
import type { Kubectl } from '../kubectl';
import { KubectlError } from '../kubectlError';
import type { SessionLimits, SessionNews, SessionOutcome, SessionSnapshot } from './sessionSnapshot';
import { isGoingOn, transition, unbegun, type SessionEvent, type SessionState } from './sessionState';
import { deniedWords, sessionWords, whereOf, type SessionTarget } from './sessionWords';
import { Settled } from './settled';
import { Steps } from './steps';

/**
 * A start that is watched through kubectl, for whoever shows it: takes evidence in, says how it stands, and gives
 * snapshots. What happens is decided by `transition`; this does what that asks for, and nothing that is thrown on the way
 * is lost: it is a state or a problem, in words.
 */
export class WatchedSession {
  /** Does what belongs to the session and may fail; all of it ends with the session. */
  readonly steps = new Steps((problem) => this.#tell({ type: 'problem', problem }));
  readonly #kubectl: Kubectl;
  readonly #target: SessionTarget;
  readonly #limits: SessionLimits | undefined;
  readonly #listeners = new Set<(news: SessionNews) => void>();
  #scope: EvidenceScope;
  #state: SessionState = unbegun;
  #observation = new Observation();
  #abort = new AbortController();
  /** The last list, and the last story. */
  #pods: readonly ObservedPod[] = [];
  #trace: Trace | undefined;
  /** Whether a pod that is meant was seen. */
  #hasPods = false;
  /** The news that are being told, the oldest first. */
  readonly #untold: SessionNews[] = [];
  /** Since when nothing is heard of the cluster, in milliseconds since the epoch; undefined while it is heard. */
  #silentSince: number | undefined;
  #complete = new Settled();
  #collected: Promise<void> = Promise.resolve();
  /** Resolves when the processes that its end found are gone. */
  #gone: Promise<void> = Promise.resolve();
  #over?: NodeJS.Timeout | undefined;
  #longest?: NodeJS.Timeout | undefined;

  constructor(kubectl: Kubectl, target: SessionTarget, scope: EvidenceScope, limits?: SessionLimits) {
    this.#kubectl = kubectl;
    this.#target = target;
    this.#scope = scope;
    this.#limits = limits;
  }

  get state(): SessionState {
    return this.#state;
  }

  get text(): string {
    this.#hasPods ||= this.pods.length > 0;
    return sessionWords(this.#state, this.#target, this.#hasPods);
  }

  /** What is not read, and why. */
  get denied(): readonly string[] {
    return this.#observation.denied.map(deniedWords);
  }

  /** What is watched, by kind and name; undefined where that is all of the namespace. */
  get members(): readonly string[] | undefined {
    return membersOf(this.#scope);
  }

  /** All that was seen since it began. */
  get observation(): Observation {
    return this.#observation;
  }

  /** Aborted when it ends. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /**
   * Up to when the cluster was heard, in milliseconds since the epoch: now, or when the connection dropped that is
   * not back. Nothing is known of the time since.
   */
  get heardUntil(): number {
    return this.#silentSince ?? Date.now();
  }

  /** Whether the connection dropped and is not back, or was not when it ended. */
  get isSilent(): boolean {
    return this.#silentSince !== undefined;
  }

  /** Hears what happens, until the function that it returns is called. */
  listen(listener: (news: SessionNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Begins to watch, or does so again after the end: what was seen before is forgotten. Resolves with true when everything
   * that there is has come, from when on nothing is missed; with false when the session was ended before.
   * @throws KubectlError where it failed before
   */
  begin(): Promise<boolean> {
    this.#happens({ type: 'begin' });
    return this.#complete.promise;
  }

  /** Ends it, with all processes and timers, in whatever state it is. */
  stop(): void {
    this.#happens({ type: 'end', why: 'stopped' });
  }

  /** Resolves when it has ended or failed and none of its processes is left, with the state in which it stays. */
  async whenOver(): Promise<SessionState & { name: 'ended' | 'failed' }> {
    if (isGoingOn(this.#state)) {
      await new Promise<void>((resolve) => {
        const leave = this.listen((news) => {
          if (news.type !== 'state' || isGoingOn(news.state)) return;
          leave();
          resolve();
        });
      });
    }
    await Promise.all([this.#collected, this.#gone]);
    const state = this.#state;
    return isGoingOn(state) ? this.whenOver() : state; // it was begun anew meanwhile
  }

  /** The objects that are meant and make pods, as they were read first. */
  get workloads(): readonly KubernetesObject[] {
    return this.#scope.workloads ?? [];
  }

  /** Narrows what is meant to these objects, as they are stored. */
  narrow(objects: readonly KubernetesObject[]): void {
    this.#scope = { ...this.#scope, members: objects.map(memberName), workloads: objects };
    this.#isHeard();
    this.#tell({ type: 'changed' });
  }

  /** The pods that are meant, in the order in which they were made. */
  get pods(): readonly ObservedPod[] {
    const step = { name: 'pods', what: 'Listing the pods that were seen', next: 'The last list stays.' };
    const meant = (): ObservedPod[] => this.#observation.pods.filter((pod) => isMeant(this.#scope, pod));
    this.#pods = this.steps.attempt(step, meant, this.#pods);
    return this.#pods;
  }

  /** How far they are; one that was deleted does not count, and one that is wanted and not made is still to start. */
  outcomeOf(pods: readonly ObservedPod[]): SessionOutcome {
    const present = pods.filter(({ deleted }) => !deleted);
    const all = present.map(({ pod }) => podProgress(pod));
    if (all.length === 0) return 'none';
    if (all.includes('starting')) return 'starting';
    if (all.includes('failed')) return 'failed';
    return this.#areAllMade(present) ? 'started' : 'starting';
  }

  #areAllMade(present: readonly ObservedPod[]): boolean {
    return (this.#scope.workloads ?? []).every((workload) => {
      const members = [memberName(workload)];
      const own = present.filter((pod) => isMeant({ ...this.#scope, members }, pod));
      // What was read later tells of a DaemonSet on how many nodes it is to run.
      const latest = this.#observation.objectOf(workload.metadata?.uid ?? '') ?? workload;
      const wanted = wantedPods(
        latest,
        own.map(({ pod }) => pod),
      );
      return wanted === undefined || own.length >= wanted;
    });
  }

  /**
   * What is known now. Where a story cannot be made, the last one stays, and the problem is told.
   * @param pods those that are meant, where they are known already
   * @param shown those of them that the trace tells of
   */
  snapshot(pods = this.pods, shown = pods): SessionSnapshot {
    const uids = shown.map(({ uid }) => uid);
    const step = {
      name: 'story',
      what: `Telling the start of ${whereOf(this.#target)}`,
      next: 'The last result stays, and the next change triggers another attempt; if it fails again, watch it again.',
    };
    const { members } = this;
    const told = (): Trace => this.#observation.trace({ uids, members, now: this.heardUntil });
    this.#trace = this.steps.attempt(step, told, this.#trace);
    return {
      state: this.#state,
      text: this.text,
      denied: this.denied,
      problems: this.steps.problems,
      pods,
      outcome: this.outcomeOf(pods),
      ...(this.#trace && { trace: this.#trace }),
    };
  }

  /** Tells that there is something new which was worked out in the background. */
  changed(): void {
    this.#tell({ type: 'changed' });
  }

  #happens(event: SessionEvent, error?: unknown): void {
    const before = this.#state;
    const [state, effects] = transition(before, event);
    this.#state = state;
    if (state.name === 'reconnecting') this.#silentSince ??= Date.now();
    else if (isGoingOn(state)) this.#silentSince = undefined;
    for (const effect of effects) {
      switch (effect) {
        case 'collect':
          this.#collect();
          break;
        case 'complete':
          this.#complete.resolve(true);
          break;
        case 'end':
          this.#end();
          break;
        default:
          everyKind(effect);
      }
    }
    if (state === before) return;
    // Before it is told: who hears it may begin anew, with an outcome of its own.
    if (state.name === 'failed') this.#complete.reject(error ?? new KubectlError('failed', state.reason));
    if (state.name === 'ended') this.#complete.resolve(false);
    this.#tell({ type: 'state', state, text: this.text });
  }

  #collect(): void {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#observation = new Observation();
    this.#pods = [];
    this.#trace = undefined;
    this.steps.drop();
    this.#hasPods = false;
    this.#complete = new Settled();
    if (this.#limits) {
      const { longestMs } = this.#limits;
      this.#longest = setTimeout(() => this.#happens({ type: 'end', why: 'timedOut' }), longestMs);
    }
    const isCurrent = (): boolean => !signal.aborted;
    this.#collected = collectEvidence(
      this.#kubectl,
      this.#scope,
      (evidence) => isCurrent() && this.#take(evidence),
      (news) => isCurrent() && this.#happens(news),
      signal,
    ).then(
      () => void (isCurrent() && this.#happens({ type: 'collected' })),
      (error: unknown) => void (isCurrent() && this.#fail(error)),
    );
  }

  #fail(error: unknown): void {
    if (error instanceof KubectlError) {
      this.#happens({ type: 'failed', failure: error.failure, reason: error.message }, error);
      return;
    }
    const reason = `Watching ${whereOf(this.#target)} failed because of a bug in Pod Startup (${String(error)}): watch it again`;
    this.#happens({ type: 'failed', failure: 'mistake', reason }, error);
  }

  #end(): void {
    this.#abort.abort();
    this.#gone = this.#kubectl.dispose();
    this.steps.stop();
    clearTimeout(this.#over);
    clearTimeout(this.#longest);
  }

  #take(evidence: Evidence): void {
    const what = evidenceName(evidence);
    const step = { name: `take ${what}`, what: `Reading ${what}`, next: 'It is left out, and the rest continues.' };
    this.steps.attempt(step, () => this.#observation.add(evidence), undefined);
    // One of two watches may go on while the other one is lost.
    if (this.#silentSince !== undefined && evidence.kind !== 'denied') this.#silentSince = Date.now();
    this.#isHeard();
    this.#tell({ type: 'evidence', evidence });
  }

  /** From now on it has to be quiet for a while before a start that came to its end is over. */
  #isHeard(): void {
    if (!this.#limits || !isGoingOn(this.#state) || this.signal.aborted) return;
    clearTimeout(this.#over);
    this.#over = setTimeout(() => this.#endIfOver(), this.#limits.overAfterMs);
  }

  #endIfOver(): void {
    const step = {
      name: 'over',
      what: 'Checking whether the start is over',
      next: 'It is watched until the timeout.',
    };
    const outcome = this.steps.attempt(step, () => this.outcomeOf(this.pods), 'none');
    if (this.#limits?.mayEnd?.() === false) return;
    if (outcome === 'started' || outcome === 'failed') this.#happens({ type: 'end', why: 'over' });
  }

  /**
   * Who listens and fails has a problem of its own, and the others hear what there is. What a listener brings about is
   * told when all have heard what came before it: everybody hears the news in the same order.
   */
  #tell(news: SessionNews): void {
    this.#untold.push(news);
    if (this.#untold.length > 1) return;
    for (let next: SessionNews | undefined = news; next; next = this.#untold[0]) {
      for (const listener of this.#listeners) this.#show(next, listener);
      this.#untold.shift();
    }
  }

  #show(news: SessionNews, listener: (news: SessionNews) => void): void {
    const step = { name: 'told', what: 'Showing what is new', next: 'The last view stays until the next change.' };
    try {
      listener(news);
    } catch (error) {
      this.steps.failed(step, error, news.type !== 'problem');
    }
  }
}
