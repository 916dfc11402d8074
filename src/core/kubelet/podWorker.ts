import type { ContainerStatus, Pod, PodStatus } from '../api/types';
import { isSameValue } from '../isSameValue';
import { time } from '../apiserver/timestamps';
import type { ContainerState } from '../runtime/simulatedRuntime';
import { sleep, type Task } from '../runtime/virtualClock';
import { ContainerRuntime } from './containerRuntime';
import { containerStatuses, type StatusInput } from './containerStatuses';
import { CriClient } from './criClient';
import type { Kubelet } from './kubelet';
import type { KubeletContext } from './kubeletContext';
import { podAsRead } from './podAsRead';
import { podConditions } from './podConditions';
import { PodEvents } from './podEvents';
import { podPhase } from './podPhase';
import { computePodQosClass } from './kuberuntime/podQosClass';
import { podSandboxChanged } from './podSandboxChanged';
import { ProbeResults } from './probeResults';
import { Prober } from './prober';
import {
  hasAnyActiveRegularContainerStarted,
  nameOf,
  noRuntimePodStatus,
  readPodStatus,
  type RuntimePodStatus,
} from './runtimePodStatus';
import { SyncError } from './syncError';

const backOffPeriodMs = 10_000;
const resyncIntervalMs = 60_000;
/** A retry comes up to half as late again (workerBackOffPeriodJitterFactor); here always by the mean. */
const jitter = 1.25;
/** A queue lies between the event and the removal of an ended container. */
const deletionLatencyMs = 12;
/** The status manager batches what it writes (syncPeriod is 10 s, but each change triggers it at once). */
const statusLatencyMs = 3;

/** One pod's life on its node: syncs it until it is gone (pkg/kubelet/pod_workers.go and kubelet.go SyncPod, 1.37). */
export class PodWorker {
  readonly #runtime: ContainerRuntime;
  readonly #probes = new ProbeResults();
  readonly #prober: Prober;
  readonly #client: CriClient;
  readonly #events: PodEvents;
  readonly #failures = new Map<string, SyncError>();
  #stored: Pod;
  /** What this kubelet said last of the pod. */
  #status: PodStatus | undefined;
  #cache: { status: RuntimePodStatus; at: number };
  #wake: (() => void) | undefined;
  #awake = false;
  #onRelist: (() => void)[] = [];
  #gone = false;
  #seen = new Set<string>();
  #deadlineExceeded = false;
  #phaseForGood: { phase: string; reason: string; message: string } | undefined;

  constructor(
    readonly kubelet: Kubelet,
    readonly ctx: KubeletContext,
    stored: Pod,
  ) {
    const { apiServer, runtime, clock, random } = kubelet.options;
    const { namespace = '', name = '' } = stored.metadata ?? {};
    this.#stored = stored;
    this.#cache = { status: noRuntimePodStatus, at: Number.NEGATIVE_INFINITY };
    this.#client = new CriClient(runtime, kubelet.calls, namespace, name);
    this.#events = new PodEvents(apiServer, stored);
    this.#runtime = new ContainerRuntime({
      ctx,
      client: this.#client,
      events: this.#events,
      clock,
      images: kubelet.images,
      probes: this.#probes,
      crashLoopBackOff: kubelet.crashLoopBackOff,
      terminationLogId: () => random.hex(8),
      onSandboxReady: () => this.#sandboxReady(),
      isTerminating: () => this.#terminating(),
    });
    this.#prober = new Prober({
      client: this.#client,
      events: this.#events,
      clock,
      results: this.#probes,
      statusOf: (container) => this.#statusOf(container),
      podPhase: () => this.#status?.phase,
      podIP: () => this.#status?.podIP ?? '',
      onResult: (kind, result) => {
        if (kind === 'liveness' && result !== 'Failure') return;
        this.#wakeUp();
        if (this.ctx.release.relistsOnDemand) this.#relistSoon();
      },
    });
  }

  update(stored: Pod): void {
    const was = this.#stored.metadata?.generation;
    this.#stored = stored;
    this.#events.pod = stored;
    if (stored.metadata?.generation !== was) this.#wakeUp();
  }

  /** The worker's loop: sync, wait for something to happen, sync again; then terminate. */
  *run(): Task {
    const { clock } = this.kubelet.options;
    clock.spawn(this.#relist());
    const deadline = this.#pod().spec?.activeDeadlineSeconds;
    let synced = Number.NEGATIVE_INFINITY;
    while (!this.#terminating()) {
      yield* this.#newerThan(synced);
      if (this.#terminating()) break;
      if (deadline !== undefined) this.#checkDeadline(deadline);
      const { done, error, acted } = yield* this.#sync();
      synced = clock.now();
      if (acted && !error && this.ctx.release.relistsOnDemand) this.#relistSoon();
      if (done) break;
      const wait = error
        ? error instanceof SyncError && error.retryAt !== undefined
          ? Math.max(0, error.retryAt - clock.now())
          : backOffPeriodMs
        : resyncIntervalMs;
      const left =
        deadline === undefined || this.#status?.startTime === undefined
          ? Number.POSITIVE_INFINITY
          : Date.parse(this.#status.startTime) + deadline * 1000 - clock.now();
      yield* this.#sleepOrWake(Math.min(Math.min(wait, resyncIntervalMs) * jitter, Math.max(left + 500, 0)));
    }
    yield* this.#terminate(synced);
  }

  /** Waits until the PLEG has looked at the pod after the last sync. */
  *#newerThan(at: number): Task {
    while (this.#cache.at <= at && Number.isFinite(at)) yield (resume) => void this.#onRelist.push(resume);
  }

  /** The PLEG's part for this pod: looks once a second, and wakes the worker where something changed. */
  *#relist(): Task {
    const { clock } = this.kubelet.options;
    while (!this.#gone) {
      yield* sleep(clock, this.kubelet.nextRelist() - clock.now());
      this.#look();
    }
  }

  #relistSoon(): void {
    const { clock } = this.kubelet.options;
    clock.after(2, () => this.#look());
  }

  #look(): void {
    const { runtime, clock } = this.kubelet.options;
    const status = readPodStatus(runtime, this.#stored.metadata?.uid ?? '');
    this.#cache = { status, at: clock.now() };
    const seen = new Set([
      ...status.sandboxes.map(({ id, ready }) => `${id}${ready}`),
      ...status.containers.map(({ id, state }) => `${id}${state}`),
    ]);
    // What was removed is no reason to sync (kubelet.go isSyncPodWorthy).
    const changed = [...seen].some((item) => !this.#seen.has(item));
    const died = status.containers.filter(
      ({ id, state }) => state === 'CONTAINER_EXITED' && !this.#seen.has(`${id}${state}`),
    );
    this.#seen = seen;
    const waiting = this.#onRelist;
    this.#onRelist = [];
    for (const resume of waiting) resume();
    if (!changed) return;
    this.#wakeUp();
    for (const container of died) clock.spawn(this.#removeOlder(container, status));
  }

  /** When a container dies, of its ended instances only the newest is kept (pkg/kubelet/pod_container_deletor.go, 1.37). */
  *#removeOlder(died: ContainerState, status: RuntimePodStatus): Task {
    yield* sleep(this.kubelet.options.clock, deletionLatencyMs);
    const name = nameOf(died);
    const ended = status.containers.filter((other) => other.state === 'CONTAINER_EXITED' && nameOf(other) === name);
    for (const { id } of ended.slice(1)) yield* this.#client.removeContainer(id, name);
  }

  /** kubelet.go SyncPod. `done` where the pod has ended and is to be torn down. */
  *#sync(): Task<{ done: boolean; error?: Error; acted: boolean }> {
    const pod = this.#pod();
    const runtime = this.#cache.status;
    const status = this.#generateStatus(pod, runtime, false);
    if (status.phase === 'Succeeded' || status.phase === 'Failed') {
      // Until its containers are known to have stopped, the API keeps showing the last phase.
      this.#setStatus(pod, { ...status, phase: this.#phaseForGood ? status.phase : 'Running' }, status);
      return { done: true, acted: false };
    }
    this.#setStatus(pod, status);
    const mounted = yield* this.kubelet.volumes.waitForAttachAndMount(this.ctx, this.#events, pod);
    if (this.#terminating()) return { done: true, acted: false };
    if (!mounted) return { done: false, error: new Error('volumes'), acted: false };
    this.#prober.addPod(pod);
    const ips = (status.podIPs ?? []).flatMap(({ ip }) => (ip ? [ip] : []));
    const result = yield* this.#runtime.syncPod(pod, { ...runtime, ips: runtime.ips.length > 0 ? runtime.ips : ips });
    for (const name of result.started) this.#failures.delete(name);
    for (const [name, failure] of result.failures) this.#failures.set(name, failure);
    return { done: false, acted: result.acted, ...(result.error && { error: result.error }) };
  }

  /** SyncTerminatingPod and SyncTerminatedPod: stop everything, say the last word. */
  *#terminate(synced: number): Task {
    const { clock, apiServer } = this.kubelet.options;
    yield* this.#newerThan(synced);
    const pod = this.#pod();
    const before = this.#cache.status;
    const last = this.#generateStatus(pod, before, false);
    this.#setStatus(pod, { ...last, phase: this.#phaseForGood?.phase ?? this.#shown(last.phase) }, last);
    this.#prober.stopLivenessAndStartup();
    yield* this.#runtime.killer.killPod(pod, before);
    this.#prober.removePod();
    const stopped = readPodStatus(this.kubelet.options.runtime, pod.metadata?.uid ?? '');
    this.#cache = { status: stopped, at: clock.now() };
    const final = this.#generateStatus(this.#pod(), { ...stopped, ips: before.ips }, true);
    this.#gone = !this.#stored.metadata?.deletionTimestamp;
    this.#setStatus(this.#pod(), final);
    while (!this.#stored.metadata?.deletionTimestamp) yield* this.#sleepOrWake(resyncIntervalMs);
    this.#gone = true;
    yield* sleep(clock, 100);
    const { namespace = '', name = '' } = pod.metadata ?? {};
    for (const { id } of readPodStatus(this.kubelet.options.runtime, pod.metadata?.uid ?? '').sandboxes) {
      yield* this.#client.removePodSandbox({ pod_sandbox_id: id });
    }
    apiServer.removePod(namespace, name);
  }

  /** While containers may still run, a pod that has ended is shown as it was. */
  #shown(phase: string | undefined): string {
    return phase === 'Succeeded' || phase === 'Failed' ? (this.#status?.phase ?? 'Running') : (phase ?? 'Pending');
  }

  #checkDeadline(seconds: number): void {
    const { clock } = this.kubelet.options;
    const start = this.#status?.startTime;
    if (start === undefined || this.#deadlineExceeded || clock.now() < Date.parse(start) + seconds * 1000) return;
    this.#deadlineExceeded = true;
    const message = 'Pod was active on the node longer than the specified deadline';
    this.#phaseForGood = { phase: 'Failed', reason: 'DeadlineExceeded', message };
    this.#events.record('Normal', 'DeadlineExceeded', message);
  }

  #sandboxReady(): void {
    if (!this.ctx.release.relistsOnDemand || !this.#status) return;
    const pod = this.#pod();
    const now = time(this.kubelet.options.clock.now());
    const conditions = (this.#status.conditions ?? []).map((condition) =>
      condition.type === 'PodReadyToStartContainers' && condition.status !== 'True'
        ? {
            type: condition.type,
            ...(condition.observedGeneration && { observedGeneration: condition.observedGeneration }),
            status: 'True',
            lastProbeTime: null as never,
            lastTransitionTime: now,
          }
        : condition,
    );
    this.#setStatus(pod, { ...this.#status, conditions });
  }

  #statusOf(container: string): ContainerStatus | undefined {
    const { containerStatuses: main = [], initContainerStatuses: init = [] } = this.#status ?? {};
    return [...main, ...init].find(({ name }) => name === container);
  }

  /** generateAPIPodStatus, pkg/kubelet/kubelet_pods.go. */
  #generateStatus(pod: Pod, runtime: RuntimePodStatus, terminal: boolean): PodStatus {
    const { clock, node, runtimeName } = this.kubelet.options;
    const now = time(clock.now());
    const old = this.#status ?? pod.status;
    const input: StatusInput = { ctx: this.ctx, pod, runtime, failures: this.#failures, runtimeName };
    const spec = pod.spec!;
    const hasInitContainers = (spec.initContainers ?? []).length > 0;
    const init = containerStatuses(input, spec.initContainers ?? [], old?.initContainerStatuses ?? [], {
      init: true,
      hasInitContainers,
    });
    const main = containerStatuses(input, spec.containers, old?.containerStatuses ?? [], {
      init: false,
      hasInitContainers,
    });
    const ephemeral = containerStatuses(input, spec.ephemeralContainers ?? [], old?.ephemeralContainerStatuses ?? [], {
      init: false,
      hasInitContainers: false,
    });
    main.sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#setReadiness(pod, init, main);
    const initialized = hasAnyActiveRegularContainerStarted(pod, runtime);
    const all = [...main, ...init];
    const phase = this.#phaseForGood?.phase ?? podPhase(pod, all, terminal, initialized);
    const { changed, why } = podSandboxChanged(pod, runtime);
    const ip = pod.spec?.hostNetwork
      ? node.internalIP
      : (runtime.ips[0] ?? (runtime.sandboxes.length > 0 ? old?.podIP : undefined));
    return {
      ...(pod.metadata?.generation !== undefined && { observedGeneration: pod.metadata.generation }),
      phase,
      ...(this.#phaseForGood && { reason: this.#phaseForGood.reason, message: this.#phaseForGood.message }),
      conditions: podConditions(pod, old, [...init, ...main], phase, changed ? why : undefined, now).filter(
        ({ type }) => type !== 'PodReadyToStartContainers' || this.ctx.release.podReadyToStartContainers,
      ),
      hostIP: node.internalIP,
      hostIPs: [{ ip: node.internalIP }],
      ...(ip && { podIP: ip, podIPs: [{ ip }] }),
      startTime: this.#status?.startTime ?? now,
      ...(init.length > 0 && { initContainerStatuses: init }),
      containerStatuses: main,
      qosClass: pod.status?.qosClass ?? computePodQosClass(pod),
      ...(ephemeral.length > 0 && { ephemeralContainerStatuses: ephemeral }),
    };
  }

  /** The prober's word on which containers have started and are ready (prober_manager.go UpdatePodStatus). */
  #setReadiness(pod: Pod, init: ContainerStatus[], main: ContainerStatus[]): void {
    for (const status of [...main, ...init]) {
      const id = status.containerID?.replace(/^.*:\/\//, '') ?? '';
      const running = status.state?.running !== undefined;
      const startup = this.#probes.get(id, 'startup');
      status.started =
        running && (startup === undefined ? !this.#prober.has('startup', status.name) : startup === 'Success');
      const spec = pod.spec?.initContainers?.find(({ name }) => name === status.name);
      if (spec && spec.restartPolicy !== 'Always') {
        status.ready = status.state?.terminated?.exitCode === 0;
        continue;
      }
      if (!status.started) continue;
      const probed = this.#prober.has('readiness', status.name);
      const ready = this.#probes.get(id, 'readiness') === 'Success';
      status.ready = ready || !probed;
      // The worker sees the status that is made here, once it is set.
      if (!ready && probed) this.kubelet.options.clock.after(1, () => this.#prober.triggerReadiness(status.name));
    }
  }

  /** Keeps what was said, and has the status manager write it where it is news. */
  #setStatus(pod: Pod, shown: PodStatus, kept: PodStatus = shown): void {
    const { apiServer, clock } = this.kubelet.options;
    const before = this.#status;
    this.#status = { ...kept, phase: shown.phase ?? 'Pending' };
    if (before && isSameValue(before, shown)) return;
    const { namespace = '', name = '', uid } = pod.metadata ?? {};
    const status = { ...shown };
    clock.after(statusLatencyMs, () => {
      if (apiServer.getPod(namespace, name)?.metadata?.uid === uid) apiServer.updatePodStatus(namespace, name, status);
    });
  }

  *#sleepOrWake(ms: number): Task {
    const { clock } = this.kubelet.options;
    if (!this.#awake) {
      yield (resume) => {
        const cancel = clock.after(ms, () => {
          this.#wake = undefined;
          resume();
        });
        this.#wake = () => {
          this.#wake = undefined;
          cancel();
          resume();
        };
      };
    }
    this.#awake = false;
  }

  #wakeUp(): void {
    if (this.#wake) this.#wake();
    else this.#awake = true;
  }

  #terminating(): boolean {
    return this.#stored.metadata?.deletionTimestamp !== undefined;
  }

  #pod(): Pod {
    return podAsRead(this.ctx.release, this.#stored);
  }
}
