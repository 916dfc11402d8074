import type { KubernetesObject } from '../../core/api/kubernetesObject';
import { everyKind } from '../../core/everyKind';
import type { EvidenceScope } from '../../kubectl/evidenceScope';
import type { Kubectl } from '../../kubectl/kubectl';
import { ExpectedStarts, type AppliedManifest } from '../../kubectl/session/expectedStarts';
import type { SessionState } from '../../kubectl/session/sessionState';
import { WatchedSession } from '../../kubectl/session/watchedSession';
import type { Circumstances } from '../../core/circumstances/circumstances';
import type { SuggestedCommand } from '../../core/diagnosis/facts/suggestedCommand';
import type { Diagnosis } from '../../core/diagnosis/facts/finding';
import { diagnosing } from '../../core/diagnosis/diagnosis';
import type { Observation, ObservedPod } from '../../core/observe/observation';
import { startFile } from '../../core/observe/startFile';
import { podLanes } from '../../core/observe/podLanes';
import { findings } from '../../core/panel/findings';
import { withAttempts } from '../../core/panel/laneAttempts';
import { timeline, type Lane } from '../../core/trace/timeline';
import { inParts } from '../inParts';
import { RequestFeeds } from './requestFeeds';
import type { ObservedSource, ObservedStart } from '../panel/observedPanel';
import { toldWorkloads } from '../../core/panel/toldWorkloads';
import { podStarts, type PodStart } from '../../core/workload/podStarts';
import type { FieldFeed, LiveState, ToldTable, WatchedTarget } from '../../core/panel/protocol';
import type { ClusterRelease } from '../../core/observe/clusterRelease';
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
  /** How the pods of workloads do beside each other. */
  workloads: ToldTable[];
  /** When it was worked out, in milliseconds since the epoch. */
  at: number;
}

/** The start of a pod that was through, in which of its versions, and how often it was worked out. */
interface SampledStart {
  version: string;
  times: number;
  start: PodStart;
}

const nothing: ManyPods = { diagnoses: [], timeline: [], workloads: [], at: 0 };
const noPods: PodList = { pods: [], lanes: [], at: 0 };

/** A watched session as a panel shows it: what is asked for often, or is much, is worked out now and then. */
export class WatchedStart implements ObservedSource {
  watched: WatchedTarget;
  /** Hears what the cluster says of its release, each time that something comes. */
  onRelease: (release: ClusterRelease) => void = () => undefined;
  readonly #session: WatchedSession;
  readonly #expected: ExpectedStarts | undefined;
  readonly #feeds: RequestFeeds | undefined;
  #chosen?: string;
  #inSight: readonly string[] = [];
  #list = noPods;
  #many = nothing;
  /** When the workloads of many pods were looked at last, in milliseconds since the epoch, and which of their starts are through. */
  #sampled: { at: number; through: Map<string, SampledStart> } = { at: 0, through: new Map() };
  /** What was shown last. */
  #shown?: ObservedStart;
  /** Something came that the last survey does not know. */
  #hasNews = false;

  /**
   * @param circumstances of the simulated starts that it is compared with; without them, with none
   * @param applied the manifest that its pods come from
   */
  constructor(
    kubectl: Kubectl,
    watched: WatchedTarget,
    scope: EvidenceScope,
    circumstances?: Circumstances,
    applied?: AppliedManifest,
  ) {
    this.watched = watched;
    this.#session = new WatchedSession(kubectl, watched, scope);
    this.#expected = circumstances && new ExpectedStarts(circumstances, applied);
    this.#feeds = circumstances && new RequestFeeds(circumstances, applied);
    this.#session.listen(({ type }) => {
      if (type !== 'evidence') return;
      this.#hasNews = true;
      this.onRelease(this.#session.observation.release());
    });
  }

  get title(): string {
    return `Start of ${this.watched.target}`;
  }

  get failure(): unknown {
    return this.#session.steps.problems.at(-1);
  }

  get live(): LiveState {
    const { state, text, denied } = this.#session;
    return { status: statusOf(state), text, denied: [...denied] };
  }

  /** Begins to watch. Resolves with whether everything that there is has come: what happens then is missed no more. */
  begin(): Promise<boolean> {
    this.#list = noPods;
    this.#many = nothing;
    this.#sampled = { at: 0, through: new Map() };
    return this.#session.begin();
  }

  /** Narrows what is watched to what was applied. */
  narrow(objects: readonly KubernetesObject[]): void {
    this.#session.narrow(objects);
    this.watched = { ...this.watched, members: [...(this.#session.members ?? [])] };
    this.#list.at = 0;
  }

  /** Whether there are pods and none of them is still starting. */
  get isOver(): boolean {
    const outcome = this.#session.outcomeOf(this.#pods());
    return outcome === 'started' || outcome === 'failed';
  }

  current(): ObservedStart | undefined {
    const session = this.#session;
    const pods = this.#pods();
    const areAll = pods.length <= manyPods;
    const chosen = this.#chosen ?? this.#list.lanes[0]?.uid;
    const shown = areAll ? pods : pods.filter(({ uid }) => uid === chosen);
    const { trace } = session.snapshot(pods, shown);
    if (!trace) return this.#shown;
    const step = {
      name: 'findings',
      what: `Explaining the ${this.title.toLowerCase()}`,
      next: 'The last texts stay.',
    };
    this.#shown = session.steps.attempt(step, () => this.#explained(trace, pods, shown, areAll), this.#shown);
    return this.#shown;
  }

  #explained(
    trace: Trace,
    pods: readonly ObservedPod[],
    shown: readonly ObservedPod[],
    areAll: boolean,
  ): ObservedStart {
    const expected = this.#expected;
    const session = this.#session;
    return {
      trace: expected?.withRequests(session, trace, shown, inParts) ?? trace,
      findings: findings(trace, {
        ...(expected && { expected: () => expected.later(session, shown, areAll) }),
        ...(expected?.applied && { source: expected.applied }),
        ...(!areAll && this.#aboutMany(pods.map(({ uid }) => uid))),
      }),
    };
  }

  /** Of many pods, what is said of them is a little old, too. */
  #aboutMany(uids: readonly string[]): ManyPods {
    const { news, quiet } = surveyEveryMs;
    const step = {
      name: 'survey',
      what: `Looking through ${uids.length} pods`,
      next: 'The last texts stay; the next attempt comes in a few seconds.',
    };
    if (Date.now() - this.#many.at > (this.#hasNews ? news : quiet))
      this.#session.steps.later(
        step,
        0,
        () => this.#survey(uids),
        () => this.#session.changed(),
      );
    return this.#many;
  }

  /** What was to be expected of the pods that are shown. */
  expected(): Trace | undefined {
    const pods = this.#pods();
    const areAll = pods.length <= manyPods;
    const chosen = this.#chosen ?? this.#list.lanes[0]?.uid;
    const shown = areAll ? pods : pods.filter(({ uid }) => uid === chosen);
    return this.#expected?.now(this.#session, shown, areAll);
  }

  saved(): string | undefined {
    const { observation, members, heardUntil, pods } = this.#session;
    if (pods.length === 0) return undefined;
    return startFile(observation, { uids: pods.map(({ uid }) => uid), members, now: heardUntil });
  }

  feeds(message: Message): FieldFeed[] {
    const pod = this.#pods().find(({ name }) => name === message.subject?.pod);
    return this.#feeds?.of(message, pod?.release ?? {}) ?? [];
  }

  async #survey(uids: readonly string[]): Promise<void> {
    const { observation, members, heardUntil } = this.#session;
    this.#hasNews = false;
    const at = Date.now();
    this.#many = { ...this.#many, at }; // where it fails, it is not tried again at once
    const view = observation.view(uids, members);
    const diagnoses = await inParts(diagnosing(view, { now: observation.timeInCluster(heardUntil) }));
    const known = new Set(uids);
    const inSight = this.#inSight.filter((uid) => known.has(uid));
    const lanes = await inParts(lanesOf(observation, inSight, heardUntil));
    if (observation !== this.#session.observation) return; // it was begun anew
    this.#many = { ...this.#many, diagnoses, timeline: lanes, at };
    const workloads = await this.#workloads(uids);
    if (observation === this.#session.observation) this.#many = { ...this.#many, workloads };
  }

  /** How many pods do beside each other: looked at now and then; the start of one that is through is worked out once more. */
  async #workloads(uids: readonly string[]): Promise<ToldTable[]> {
    const { observation, heardUntil } = this.#session;
    const now = Date.now();
    const { at, through } = this.#sampled;
    if (now - at < surveyEveryMs.quiet) return this.#many.workloads;
    this.#sampled = { at: now, through };
    const starts = await inParts(startsOf(observation, new Set(uids), heardUntil, through));
    return toldWorkloads(starts);
  }

  lanes(): PodLane[] | undefined {
    return this.#pods().length > 1 ? this.#list.lanes : undefined;
  }

  choose(uid: string): void {
    this.#chosen = uid;
    this.#session.changed();
  }

  showLanes(uids: readonly string[]): void {
    this.#inSight = uids.slice(0, mostLanes);
    this.#many = { ...this.#many, at: 0 };
    this.#session.changed();
  }

  onChange(listener: () => void): void {
    this.#session.listen(() => listener());
  }

  stop(): void {
    this.#session.stop();
  }

  async runLooking(command: SuggestedCommand): Promise<void> {
    const { runLooking } = await import('./runLooking');
    await runLooking(command, this.watched);
  }

  watchAgain(): void {
    this.#session.stop();
    // What went wrong is told in the panel.
    this.begin().catch(() => undefined);
  }

  /** The pods that are meant; of many, the list is a little old, so that not each of their changes makes it anew. */
  #pods(): readonly ObservedPod[] {
    const now = Date.now();
    const { pods, at } = this.#list;
    if (pods.length <= manyPods || now - at > listEveryMs) {
      const { pods: meant, observation } = this.#session;
      this.#list = {
        pods: meant,
        lanes: podLanes(meant, observation.timeInCluster(this.#session.heardUntil)),
        at: now,
      };
    }
    return this.#list.pods;
  }
}

function statusOf(state: SessionState): LiveState['status'] {
  switch (state.name) {
    case 'starting':
    case 'watching':
    case 'polling':
      return 'watching';
    case 'reconnecting':
      return 'reconnecting';
    case 'ended':
    case 'failed':
      return 'ended';
    default:
      return everyKind(state);
  }
}

/** As often is a start worked out that is through: events of a pod may come after its last version. */
const enough = 2;

/** The start of each pod; of one that was through, and is as it was, the known one. */
function* startsOf(
  observation: Observation,
  uids: ReadonlySet<string>,
  now: number,
  through: Map<string, SampledStart>,
): Generator<undefined, PodStart[]> {
  const starts: PodStart[] = [];
  for (const { uid, pod } of observation.pods) {
    if (!uids.has(uid)) continue;
    const version = pod.metadata?.resourceVersion ?? '';
    const known = through.get(uid);
    const times = known?.version === version ? known.times : 0;
    if (known && times >= enough) {
      starts.push(known.start);
      continue;
    }
    for (const start of podStarts(observation.trace({ uids: [uid], now }))) {
      starts.push(start);
      if (start.reached !== 'starting') through.set(uid, { version, times: times + 1, start });
    }
    yield;
  }
  return starts;
}

function* lanesOf(observation: Observation, uids: readonly string[], now: number): Generator<undefined, Lane[]> {
  const lanes: Lane[] = [];
  for (const uid of uids) {
    const trace = observation.trace({ uids: [uid], now });
    for (const lane of withAttempts(timeline(trace), trace)) lanes.push(lane);
    yield;
  }
  return lanes;
}
