import { mostWorkloads } from './mostWorkloads';
import type { SimulationInput } from './simulationInput';
import type { WatchEvent } from '../apiserver/objectEvent';
import type { Pod } from '../../api/types';
import type { ApiView } from '../../api/view';
import type { ApiCall } from '../apiserver/apiCall';
import type { ApiClient } from '../apiserver/apiClient';
import { ApiServer } from '../apiserver/apiServer';
import { declaredObject } from '../../api/asDeclared';
import { entryOf } from '../../entryOf';
import { ObjectStore } from '../../api/objectStore';
import type { KubernetesObject } from '../../api/kubernetesObject';
import { startControllers } from '../controllers/controllerManager';
import { podTemplatePath } from '../../api/podTemplate';
import type { RecordedCall } from '../kubelet/context/criClient';
import { Kubelet, type PodSetUp } from '../kubelet/kubelet';
import { kubeletsOnly } from '../../release/versions';
import { controlPlaneOf, newestVersion, releaseOf } from '../../release/kubernetesRelease';
import { nearestVersion } from '../../release/nearestVersion';
import { seededRandom } from '../../random';
import { errorsOf, plannedError } from '../../scenario/plannedError';
import { runtimeOf } from '../../scenario/runtimes/runtimeOf';
import { profileOf } from '../../scenario/durationProfile';
import { SimulatedRuntime } from '../runtime/simulatedRuntime';
import type { NodeProcessEnd } from './trace/traceParts';
import type { ProbeAttempt } from '../kubelet/probes/probeAttempt';
import { VirtualClock } from '../../virtualClock';
import { Scheduler } from '../scheduler/scheduler';
import type { Trace } from '../../trace/trace';
import { clusterObjects } from './clusterObjects';
import { nodesOf } from '../../scenario/defaultNode';
import { refusesCgroups } from '../../scenario/refusesCgroups';
import { isSettled } from './isSettled';
import { nodeObject } from './nodeObject';
import { usualStorageClass } from './usualStorageClass';
import type { ContainerPlan, Scenario } from '../../scenario/scenario';
import { traceOf } from './trace/traceOf';
import { usualEnding } from '../../scenario/usualEndings';

export interface Simulation extends ApiView {
  calls: RecordedCall[];
  watch: WatchEvent[];
  /** Until when it was simulated, in milliseconds since the epoch. */
  end: number;
  /** Each change that was asked of the API server, in the order of time. */
  apiCalls: () => ApiCall[];
  /** What the node has of a pod beside the runtime; undefined for a pod that no kubelet took. */
  setUpFor: (pod: Pod) => PodSetUp | undefined;
  /** Made when it is first asked for. */
  readonly trace: Trace;
}

/** Without `seconds`, a simulation ends when nothing more happens, at the latest after this many seconds. */
const longestSeconds = 600;
/** What is planned for so many seconds after a container's start makes nothing last longer. */
const soonSeconds = 10;
/** So long before the start those are made that exist already and of which controllers make something: that is done by then. */
const settlingMs = 60_000;
const settling = new Set(['PersistentVolumeClaim', 'ResourceQuota', 'Service']);
/** 2026-01-01T00:00:00Z: when a simulation starts that is not told. */
const defaultStart = 1_767_225_600_000;

/**
 * Starts the manifest's pods in a simulated cluster, as Kubernetes would.
 * Never throws for what a manifest says: what the API server refuses is in `errors`.
 */
export function simulate(input: SimulationInput): Simulation {
  const {
    scenario = {},
    namespace = 'default',
    release = releaseOf(input.kubernetes ?? newestVersion),
    start = defaultStart,
    fieldValidation,
  } = input;
  const given = input.objects.map((object) => declaredObject(object));
  const existing = (input.existing ?? []).map((object) => declaredObject(object));
  const hasToSettle = existing.some(({ kind }) => settling.has(kind ?? ''));
  const clock = new VirtualClock(hasToSettle ? start - settlingMs : start);
  const random = seededRandom(input.seed ?? 1);
  const nodes = nodesOf(scenario);
  const node = nodes[0]!;
  const { providers = [], hasStorage = scenario.runtime === undefined && !scenario.providers } = scenario;
  const provides = (what: string): boolean => hasStorage || providers.includes(what);
  const store = new ObjectStore();
  for (const one of nodes) store.put(nodeObject(one, start));
  const otherPlane = nearestVersion(scenario.controlPlane ?? '');
  const controlPlane = otherPlane ? releaseOf(otherPlane.version) : controlPlaneOf(release);
  const profile = { ...profileOf(scenario.runtime), ...input.profile };
  const used = new Map<unknown, number>();
  const runtime = runtimeOf(scenario.runtime ?? '');
  const errors = errorsOf(runtime, scenario.errors);
  const apiServer = new ApiServer({
    clock,
    random,
    store,
    release: controlPlane,
    ...(controlPlane !== release && kubeletsOnly.has(release.version) && { kubelet: release.version }),
    node,
    namespace,
    namespaceLabels: scenario.namespaceLabels ?? {},
    revealSecrets: input.revealSecrets ?? false,
    failureOf: (request, name) => plannedError(errors, used, request, name)?.message,
  });
  const recorded: RecordedCall[] = [];
  const ended: NodeProcessEnd[] = [];
  const attempts: ProbeAttempt[] = [];
  const planOf = (pod: Pod | undefined, container: string): ContainerPlan | undefined =>
    entryOf(scenario.containers, container) ?? (input.endings && usualEnding(pod?.spec, container, input.endings));
  const kubelets = new Map(
    nodes
      .filter((own) => !refusesCgroups(own))
      .map((own, index) => [
        own.name,
        new Kubelet({
          calls: recorded,
          attempts,
          apiServer,
          runtime: new SimulatedRuntime(clock, random, scenario, profile, {
            kind: runtime,
            errors,
            handlers: own.runtimeHandlers.map(({ name }) => name),
            index,
            of: nodes.length,
            used,
            ended: (end) => ended.push({ ...end, node: own.name }),
            planOf: (pod, container) => planOf(store.get('Pod', pod.namespace ?? '', pod.name ?? ''), container),
          }),
          clock,
          random,
          release,
          controlPlane,
          node: own,
          revealSecrets: input.revealSecrets ?? false,
          provides,
          runtimeName: runtime.scheme,
          parallelPulls: scenario.parallelPulls ?? 1,
          pullVerification: scenario,
        }),
      ]),
  );
  // Whether a CronJob's time comes is not the question when nobody says how long to look.
  const cronJobsAtOnce = input.seconds === undefined;
  const allowance = startControllers(
    { apiServer, clock, random, release: controlPlane },
    { cronJobsAtOnce, provisions: (name) => provides(`provisioner ${name}`), provisioningMs: profile.provisionVolume },
  );
  const { running, schedulers } = scenario;
  new Scheduler({ apiServer, clock, release: controlPlane, running, schedulers }).start();
  const watch: WatchEvent[] = [];
  apiServer.onWatch((event) => {
    watch.push(event);
    const pod = event.object;
    const kubelet = kubelets.get(pod.spec?.nodeName ?? '');
    if (!kubelet || event.type === 'DELETED') return;
    if (event.type === 'ADDED' || !seen.has(pod.metadata?.uid ?? '')) {
      seen.add(pod.metadata?.uid ?? '');
      clock.after(2, () => kubelet.addPod(pod));
    }
    kubelet.updatePod(pod);
  });
  const seen = new Set<string>();

  for (const object of clusterObjects(namespace, node, scenario)) {
    const written = given.some(
      ({ kind, metadata }) => kind === object.kind && metadata?.name === object.metadata?.name,
    );
    if (!written || object.kind !== 'Service') store.put(object);
  }
  const storageClass = hasStorage && usualStorageClass([...given, ...existing]);
  if (storageClass) store.put(storageClass);
  const keyOf = ({ kind, metadata }: KubernetesObject): string =>
    `${kind} ${metadata?.namespace ?? namespace} ${metadata?.name}`;
  const keys = new Set(given.map(keyOf));
  const kubectl = apiServer.clientOf('kubectl');
  // What runs elsewhere in the workspace is not started here, and what is applied here counts as it is here.
  for (const [i, object] of (input.existing ?? []).entries()) {
    const declared = existing[i]!;
    if (!podTemplatePath(declared.kind) && !keys.has(keyOf(declared))) kubectl.createWritten(object);
  }
  clock.runUntil(start);
  apiServer.forget();

  let workloads = 0;
  for (const [i, written] of input.objects.entries()) {
    if (podTemplatePath(given[i]!.kind) && ++workloads > mostWorkloads) continue;
    const at = clock.now();
    clock.runUntil(at + 4);
    kubectl.createWritten(written, { asked: at, ...(fieldValidation && { fieldValidation }) });
  }
  for (const action of scenario.actions ?? []) {
    clock.after(action.after * 1000, () => act(action, kubectl, namespace, store));
  }
  const end = input.seconds === undefined ? undefined : clock.now() + input.seconds * 1000;
  if (end === undefined) {
    const isPlanned = (pod: Pod): boolean =>
      scenario.execs !== undefined || (pod.spec?.containers ?? []).some(({ name }) => planOf(pod, name) !== undefined);
    const plannedSeconds = (container: string): number => {
      const ends = entryOf(scenario.containers, container)?.afterMs ?? 0;
      // What comes soon is seen anyhow.
      const late = Math.max(ends, entryOf(scenario.answersAfter, container) ?? 0) / 1000;
      return late > soonSeconds ? late : 0;
    };
    const isCut = ({ metadata }: KubernetesObject): boolean =>
      allowance.cut.some(({ owner }) => owner.metadata?.uid === metadata?.uid);
    for (let second = 0; second < longestSeconds; second++) {
      clock.runUntil(clock.now() + 1000);
      const reached = { view: apiServer.view(), store, calls: recorded, seconds: second + 1, now: clock.now() };
      if (!clock.isExhausted && clock.now() < (input.atLeastUntil ?? 0)) continue;
      if (clock.isExhausted || isSettled({ ...reached, isPlanned, plannedSeconds, isCut })) break;
    }
  } else clock.runUntil(end);

  const view = apiServer.view();
  const calls = recorded.filter((call) => call.end <= clock.now());
  const apiCalls = (): ApiCall[] => apiServer.calls().filter((call) => call.end <= clock.now());
  const parts = {
    kubernetes: release.version,
    assumptions: input.assumptions ?? [],
    missing: input.missing ?? [],
    view,
    watch,
    calls,
    ends: ended,
    attempts,
    cut: allowance.cut,
    mostWorkloads,
    leftOut: Math.max(0, workloads - mostWorkloads),
    isCut: clock.isExhausted,
    silent: nodes.filter(refusesCgroups).map(({ name }) => name),
    start,
    end: clock.now(),
    profile,
    runtime,
  };
  let trace: Trace | undefined;
  return {
    pods: view.pods,
    errors: view.errors,
    ...(view.warnings && { warnings: view.warnings }),
    get events() {
      return view.events;
    },
    calls,
    apiCalls,
    watch,
    end: clock.now(),
    setUpFor: (pod) => kubelets.get(pod.spec?.nodeName ?? '')?.setUpFor(pod),
    get trace() {
      return (trace ??= traceOf({ ...parts, apiCalls: apiCalls() }));
    },
  };
}

function act(
  action: NonNullable<Scenario['actions']>[number],
  kubectl: ApiClient,
  namespace: string,
  store: ObjectStore,
): void {
  const [pod] = store.list<Pod>('Pod', namespace);
  if ('delete' in action) {
    const named = store.get('Pod', namespace, action.delete) ?? pod;
    return kubectl.deletePod(namespace, named?.metadata?.name ?? '', { type: 'person' });
  }
  if (pod?.metadata?.name) kubectl.addEphemeralContainers(namespace, pod.metadata.name, action.ephemeralContainers);
}
