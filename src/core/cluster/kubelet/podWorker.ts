import type { Pod, PodStatus } from '../../api/types';
import type { ContainerState } from '../runtime/simulatedRuntime';
import { sleep, type Task } from '../../virtualClock';
import { ContainerRuntime, type SyncResult } from './sync/containerRuntime';
import { CriClient } from './context/criClient';
import { generatePodStatus } from './status/generatePodStatus';
import type { KubeletParts } from './kubeletParts';
import { KubeletError } from './context/kubeletError';
import type { KubeletContext } from './context/kubeletContext';
import { missingPullSecrets } from './kuberuntime/pullCredentials';
import { podAsRead } from './context/podAsRead';
import { PodEvents } from './context/podEvents';
import { PodLifecycleEvents } from './status/podLifecycleEvents';
import { ProbeResults } from './state/probeResults';
import { Prober } from './probes/prober';
import { nameOf, type RuntimePodStatus } from './state/runtimePodStatus';
import { StatusManager } from './status/statusManager';
import type { StopCause } from '../../trace/because';
import type { SyncError } from './context/syncError';
import { isSameValue } from '../../isSameValue';
import { isPodPhaseTerminal } from '../../componentHelpers/isPodTerminal';

const backOffPeriodMs = 10_000;
const resyncIntervalMs = 60_000;
/** A retry comes up to half as late again (workerBackOffPeriodJitterFactor); here always by the mean. */
const jitter = 1.25;
/** The sync loop looks once a second for pods whose time has come; here always half of it passes. */
const syncTickMs = 500;
/** A queue lies between the event and the removal of an ended container. */
const deletionLatencyMs = 12;
/** A pod's start is kept in whole seconds, from which its deadline is counted; here always half a second is lost. */
const lostOfStartMs = 500;
/** Until volumes are found unmounted. */
const unmountMs = 100;
/** The garbage of deleted pods is collected once a minute; here always half of it passes. */
const garbageCollectionMs = 30_000;

/** How a sync ended. */
interface Synced extends Pick<SyncResult, 'error' | 'retryAt'> {
  /** Whether the pod has ended and is to be torn down. */
  terminal?: boolean;
}

/** One pod's life on its node: syncs it until it is gone (pkg/kubelet/pod_workers.go and kubelet.go SyncPod, 1.37). */
export class PodWorker {
  readonly #runtime: ContainerRuntime;
  readonly #probes = new ProbeResults();
  readonly #prober: Prober;
  readonly #pleg: PodLifecycleEvents;
  readonly #statuses: StatusManager;
  readonly #client: CriClient;
  readonly #events: PodEvents;
  readonly #failures = new Map<string, SyncError>();
  #stored: Pod;
  #wake: (() => void) | undefined;
  #awake = false;
  /** Whether all containers are known to have ended for good. */
  #terminated = false;

  constructor(
    readonly kubelet: KubeletParts,
    readonly ctx: KubeletContext,
    stored: Pod,
  ) {
    const { apiServer, runtime, clock, random, calls, node } = kubelet.options;
    const { namespace = '', name = '', uid = '' } = stored.metadata ?? {};
    this.#stored = stored;
    this.#client = new CriClient(runtime, calls, node.name, namespace, name);
    this.#events = new PodEvents(kubelet.client, stored, node.name);
    this.#statuses = new StatusManager({
      ctx,
      clock,
      apiServer,
      client: kubelet.client,
      pod: () => this.#pod(),
      couldHaveRunningContainers: () => !this.#terminated,
      onRemoved: () => clock.spawn(this.#collectGarbage()),
    });
    this.#pleg = new PodLifecycleEvents({
      clock,
      runtime,
      uid,
      nextRelist: () => kubelet.nextRelist(),
      onChange: (status, died) => {
        this.#wakeUp();
        for (const container of died) clock.spawn(this.#removeOlder(container, status));
      },
    });
    this.#runtime = new ContainerRuntime({
      ctx,
      client: this.#client,
      events: this.#events,
      clock,
      images: kubelet.images,
      probes: this.#probes,
      crashLoopBackOff: kubelet.crashLoopBackOff,
      terminationLogId: () => random.hex(8),
      onSandboxReady: () => {
        if (ctx.release.tellsSandboxAtOnce) this.#statuses.setSandboxReady();
      },
      failureOf: (container) => this.#failures.get(container)?.reason,
      isTerminating: () => this.#terminating(),
    });
    this.#prober = new Prober({
      release: ctx.release,
      client: this.#client,
      attempts: kubelet.options.attempts,
      events: this.#events,
      clock,
      results: this.#probes,
      statusOf: (container) => this.#statuses.containerStatus(container),
      podPhase: () => this.#statuses.status?.phase,
      restartsTickerWithTrigger: ctx.release.restartsTickerWithTrigger,
      podIP: () => this.#statuses.status?.podIP ?? '',
      isCanceled: () => ctx.release.cancelsProbes && this.#terminating(),
      onResult: (kind, result, containerId) => {
        if (kind === 'liveness' && result !== 'Failure') return;
        if (kind !== 'liveness') {
          this.#statuses.setContainerFlag(containerId, kind === 'startup' ? 'started' : 'ready', result === 'Success');
          if (!ctx.release.syncsForEveryProbe) return;
        }
        this.#wakeUp();
      },
    });
  }

  update(stored: Pod): void {
    const isSame = isSameValue(asked(this.#stored), asked(stored));
    this.#stored = stored;
    this.#events.pod = stored;
    if (isSame) return;
    this.#wakeUp();
    this.#statuses.reconcile();
  }

  /** The worker's loop: sync, wait for something to happen, sync again; then terminate. */
  *run(): Task {
    const { clock } = this.kubelet.options;
    clock.spawn(this.#pleg.run());
    let synced = Number.NEGATIVE_INFINITY;
    for (;;) {
      // What is next is taken up before the wait for the PLEG. A deletion that comes meanwhile cancels this sync, which
      // counts all the same: the worker then waits for the PLEG once more (pkg/kubelet/pod_workers.go podWorkerLoop, 1.37).
      const terminates = this.#terminating();
      yield* this.#pleg.newerThan(synced);
      if (terminates) break;
      if (this.#terminating()) {
        synced = clock.now();
        continue;
      }
      const { terminal, error, retryAt } = yield* this.#sync();
      synced = clock.now();
      if (terminal) break;
      const isKnown = retryAt !== undefined && this.ctx.release.waitsForBackOff;
      const retry = isKnown ? Math.max(0, retryAt - synced) : backOffPeriodMs;
      const wait = Math.min(error ? retry : resyncIntervalMs, resyncIntervalMs) * jitter;
      yield* this.#sleepOrWake(Math.min(wait, this.#deadline() - synced) + syncTickMs);
    }
    yield* this.#pleg.newerThan(synced);
    yield* this.#terminate();
    synced = clock.now();
    const last = yield* this.#pleg.newerThan(synced);
    if (this.ctx.release.killsPodTwice)
      for (const { id } of last.sandboxes) {
        const why = { type: 'stopSandbox', cause: this.#endCause() } as const;
        yield* this.#client.stopPodSandbox({ pod_sandbox_id: id }, why);
      }
    this.#pleg.stop();
    this.#statuses.setPodStatus(this.#generateStatus(last, true));
    yield* sleep(clock, unmountMs);
    this.#statuses.terminatePod();
  }

  /** What fails in a sync keeps the pod, not the kubelet: it is tried again (pkg/kubelet/pod_workers.go podWorkerLoop, 1.37). */
  *#sync(): Task<Synced> {
    try {
      return yield* this.#syncPod();
    } catch (error) {
      if (error instanceof KubeletError) return { error };
      throw error;
    }
  }

  /** SyncPod, pkg/kubelet/kubelet.go. */
  *#syncPod(): Task<Synced> {
    const runtime = this.#pleg.status;
    const status = this.#generateStatus(runtime, false);
    this.#statuses.setPodStatus(status);
    if (isPodPhaseTerminal(status.phase)) return { terminal: true };
    const pod = this.#pod();
    const mounted = yield* this.kubelet.volumes.waitForAttachAndMount(this.ctx, this.#events, pod, () =>
      this.#terminating(),
    );
    if (this.#terminating()) return {};
    if (!mounted) return { error: new Error('volumes') };
    const { tellsMissingPullSecrets } = this.ctx.release;
    if (tellsMissingPullSecrets === 'at every sync') this.#tellMissingPullSecrets(pod);
    this.#prober.addPod(pod);
    const ips = (status.podIPs ?? []).flatMap(({ ip }) => (ip ? [ip] : []));
    const restartAll = isTrue(status, 'AllContainersRestarting');
    const result = yield* this.#runtime.syncPod(pod, { ...runtime, ips }, restartAll);
    for (const name of result.started) this.#failures.delete(name);
    for (const [name, failure] of result.failures) this.#failures.set(name, failure);
    const pullFailed = [...result.failures.values()].some(({ reason }) => reason === 'ErrImagePull');
    if (tellsMissingPullSecrets === 'when a pull failed' && pullFailed) this.#tellMissingPullSecrets(pod);
    if (result.acted && !result.error) {
      if (this.ctx.release.gates.PLEGOnDemandRelist) this.#pleg.requestRelist();
      if (restartAll) this.#wakeUp();
    }
    return result;
  }

  #tellMissingPullSecrets(pod: Pod): void {
    const missing = missingPullSecrets(this.ctx, pod);
    if (missing.length === 0) return;
    const message = `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`;
    this.#events.record('Warning', 'FailedToRetrieveImagePullSecret', message);
  }

  /** SyncTerminatingPod: stops everything. */
  *#terminate(): Task {
    const before = this.#pleg.status;
    this.#statuses.setPodStatus(this.#generateStatus(before, false));
    this.#prober.stopLivenessAndStartup();
    yield* this.#runtime.killer.killPod(this.#pod(), before, this.#endCause());
    this.#prober.removePod();
    this.#statuses.setPodStatus(this.#generateStatus({ ...this.#pleg.read(), ips: before.ips }, true));
    this.#terminated = true;
  }

  /** Why all of the pod is stopped. */
  #endCause(): StopCause {
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = this.#stored.metadata ?? {};
    if (deletionTimestamp !== undefined) return { type: 'podDeleted', graceSeconds: deletionGracePeriodSeconds };
    const { phase = 'Failed', reason } = this.#statuses.status ?? {};
    return { type: 'podEnded', phase, ...(reason !== undefined && { reason }) };
  }

  /** When a container dies, of its ended instances only the newest is kept (pkg/kubelet/pod_container_deletor.go, 1.37). */
  *#removeOlder(died: ContainerState, { containers }: RuntimePodStatus): Task {
    const ended = containers.filter(({ state }) => state === 'CONTAINER_EXITED');
    const isDeleted = this.#terminated && this.#terminating();
    const unused = isDeleted ? ended : ended.filter((container) => nameOf(container) === nameOf(died)).slice(1);
    yield* sleep(this.kubelet.options.clock, deletionLatencyMs);
    const why = { type: 'removeContainer', cause: isDeleted ? 'podDeleted' : 'olderInstance' } as const;
    for (const container of unused) yield* this.#client.removeContainer(container.id, nameOf(container), why);
  }

  /** What is left of a pod that is gone (pkg/kubelet/kuberuntime/kuberuntime_gc.go, 1.37). */
  *#collectGarbage(): Task {
    yield* sleep(this.kubelet.options.clock, garbageCollectionMs);
    const { containers, sandboxes } = this.#pleg.read();
    const why = { type: 'removeContainer', cause: 'garbage' } as const;
    for (const container of containers) yield* this.#client.removeContainer(container.id, nameOf(container), why);
    for (const { id } of sandboxes)
      yield* this.#client.removePodSandbox({ pod_sandbox_id: id }, { type: 'removeSandbox' });
  }

  #generateStatus(runtime: RuntimePodStatus, podIsTerminal: boolean): PodStatus {
    return generatePodStatus({
      ctx: this.ctx,
      pod: this.#pod(),
      runtime,
      failures: this.#failures,
      runtimeName: this.kubelet.options.runtimeName,
      old: this.#statuses.status ?? this.#pod().status,
      probes: this.#probes,
      prober: this.#prober,
      podIsTerminal,
      evicted: this.#pastActiveDeadline(),
    });
  }

  /** When the pod's activeDeadlineSeconds are over, in milliseconds since the epoch. */
  #deadline(): number {
    const { startedAt } = this.#statuses;
    const seconds = this.#stored.spec?.activeDeadlineSeconds;
    return seconds === undefined || startedAt === undefined
      ? Number.POSITIVE_INFINITY
      : startedAt + seconds * 1000 - lostOfStartMs;
  }

  /** pkg/kubelet/active_deadline.go, 1.37. */
  #pastActiveDeadline(): { reason: string; message: string } | undefined {
    if (this.kubelet.options.clock.now() < this.#deadline()) return undefined;
    const reason = 'DeadlineExceeded';
    const message = 'Pod was active on the node longer than the specified deadline';
    this.#events.record('Normal', reason, message);
    return { reason, message };
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
    return podAsRead(this.ctx, this.#stored);
  }
}

/** What of a pod is asked of the kubelet, whether or not the API server counts its changes. */
function asked({ metadata, spec }: Pod): unknown {
  return [spec, metadata?.deletionTimestamp, metadata?.deletionGracePeriodSeconds];
}

function isTrue({ conditions = [] }: PodStatus, type: string): boolean {
  return conditions.some((condition) => condition.type === type && condition.status === 'True');
}
