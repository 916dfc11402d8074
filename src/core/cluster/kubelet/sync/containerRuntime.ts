import type { RuntimeParts } from './runtimeParts';
import type * as cri from '../../../cri/types';
import type { Container, EphemeralContainer, Pod } from '../../../api/types';
import { GrpcError } from '../../../cri/grpcError';
import { OversizedMessage } from '../../../cri/oversizedMessage';
import type { ContainerState } from '../../runtime/simulatedRuntime';
import type { Task } from '../../../virtualClock';
import { computePodActions } from './computePodActions';
import type { PodActions } from './podActions';
import type { RemoveCause, StartCause } from '../../../trace/because';
import { isRestartableInitContainer } from '../state/containerRestart';
import { HookRunner } from './hookRunner';
import { KillContainers } from './killContainers';
import { KubeletError } from '../context/kubeletError';
import { generateContainerConfig, generateRunContainerOptions } from '../kuberuntime/generateContainerConfig';
import { podDns } from '../kuberuntime/podDns';
import { generatePodSandboxConfig } from '../kuberuntime/generatePodSandboxConfig';
import { formatPod } from '../kuberuntime/podIdentity';
import { runtimeHandler } from '../kuberuntime/runtimeHandler';
import { findContainer, nameOf, type RuntimePodStatus } from '../state/runtimePodStatus';
import { SyncError } from '../context/syncError';
import { goDuration } from '../../../go/goDuration';
import { asError } from '../../../asError';

/** How the event of a container that was made is worded, by release. */
const created = {
  named: (name: string) => `Created container ${name}`,
  colon: (name: string) => `Created container: ${name}`,
  plain: () => 'Container created',
};
const started = {
  named: (name: string) => `Started container ${name}`,
  colon: (name: string) => `Started container ${name}`,
  plain: () => 'Container started',
};

/** What a sync did: kubecontainer.PodSyncResult (pkg/kubelet/container/sync_result.go, 1.37). */
export interface SyncResult {
  /** Why containers could not be started, by name; they show it as waiting reason. */
  failures: Map<string, SyncError>;
  /** Which containers were started. */
  started: Set<string>;
  /** The first thing that went wrong. */
  error?: Error;
  /** When the first back-off ends, where containers are in one; in milliseconds since the epoch. */
  retryAt?: number;
  /** Whether the sync did anything at all. */
  acted: boolean;
}

/** Makes one pod run: kubeGenericRuntimeManager (pkg/kubelet/kuberuntime/kuberuntime_manager.go, 1.37). */
export class ContainerRuntime {
  readonly hooks: HookRunner;
  readonly killer: KillContainers;
  /** The highest attempt of which a log is left though the container was removed, by name. */
  readonly #keptLogs = new Map<string, number>();
  /** How many sandboxes could not be made since the last that could. */
  #failedSandboxes = 0;

  constructor(readonly parts: RuntimeParts) {
    this.hooks = new HookRunner(parts.client, parts.clock, parts.ctx.release);
    this.killer = new KillContainers(parts, this.hooks);
  }

  /** SyncPod: sandbox, then ephemeral containers, init containers and containers, each in order. */
  *syncPod(pod: Pod, status: RuntimePodStatus, restartAll: boolean): Task<SyncResult> {
    const { ctx, client, events, probes, isTerminating, failureOf } = this.parts;
    const result: SyncResult = { failures: new Map(), started: new Set(), acted: false };
    const actions = computePodActions(pod, status, probes, restartAll);
    result.acted =
      actions.killPod || actions.createSandbox || actions.containersToKill.length + actions.containersToReset.length > 0 ||
      actions.initContainersToStart.length + actions.containersToStart.length + actions.ephemeralContainersToStart.length > 0; // prettier-ignore
    if (actions.createSandbox && actions.sandboxId) {
      events.record('Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
    }
    if (actions.killPod) {
      yield* this.killer.killPod(pod, status, actions.killCause);
      if (actions.createSandbox) yield* this.#removeInitContainers(pod, status, 0, 'sandboxChanged');
    } else {
      for (const { container, state, ...killing } of actions.containersToKill) {
        yield* this.killer.killContainer(pod, container, state, killing);
      }
      yield* this.#reset(pod, actions);
    }
    yield* this.#removeInitContainers(pod, status, 1, 'olderInit');

    let podIPs = status.ips;
    let sandboxId = actions.sandboxId ?? '';
    if (actions.createSandbox) {
      try {
        const config = this.#sandboxConfig(pod, actions.attempt, true);
        const handler = runtimeHandler(ctx, pod);
        const { sandboxCause: why } = actions;
        const cause = why.type === 'noSandbox' ? { ...why, failures: this.#failedSandboxes } : why;
        const request = { config, ...(handler && { runtime_handler: handler }) };
        const answer = yield* client.runPodSandbox(request, { type: 'runSandbox', cause });
        sandboxId = answer.pod_sandbox_id ?? '';
        this.#failedSandboxes = 0;
      } catch (error) {
        if (error instanceof GrpcError) this.#failedSandboxes++;
        if (isTerminating()) return result;
        result.error = asError(error);
        const message =
          error instanceof GrpcError
            ? `failed to create sandbox for pod "${pod.metadata?.name}": ${error.message}`
            : result.error.message;
        events.record(
          'Warning',
          'FailedCreatePodSandBox',
          `Failed to create pod sandbox: ${error instanceof GrpcError ? error.message : message}`,
        );
        return result;
      }
      const { status: sandbox } = yield* client.podSandboxStatus(
        { pod_sandbox_id: sandboxId },
        { type: 'readSandbox' },
      );
      if (!pod.spec?.hostNetwork) podIPs = sandbox?.network?.ip ? [sandbox.network.ip] : [];
      this.parts.onSandboxReady();
    }
    const { initContainersToStart: init, containersToStart: main, ephemeralContainersToStart: ephemeral } = actions;
    const startsNone = init.length + main.length + ephemeral.length === 0;
    if (startsNone && !ctx.release.looksAtImageVolumesAtEverySync) return result;

    let sandboxConfig: cri.PodSandboxConfig;
    try {
      sandboxConfig = this.#sandboxConfig(pod, actions.attempt, actions.createSandbox);
    } catch (error) {
      result.error = asError(error);
      return result;
    }
    const imageVolumes = yield* this.#imageVolumes(pod, sandboxConfig);
    const start = { pod, status, sandboxId, sandboxConfig, podIPs, imageVolumes };
    const causeOf = ({ name }: Container | EphemeralContainer): StartCause => {
      const cause = actions.startCauses.get(name) ?? { type: 'first' };
      const reason = failureOf(name);
      return cause.type === 'first' && reason !== undefined ? { type: 'failedBefore', reason, cause } : cause;
    };
    for (const i of ephemeral) {
      const container = pod.spec!.ephemeralContainers![i]!;
      yield* this.#tryStart(container, start, causeOf(container), result);
    }
    for (const i of init) {
      const container = pod.spec!.initContainers![i]!;
      const failed = yield* this.#tryStart(container, start, causeOf(container), result);
      if (failed && !isRestartableInitContainer(container)) return result;
    }
    for (const i of main) {
      const container = pod.spec!.containers[i]!;
      yield* this.#tryStart(container, start, causeOf(container), result);
    }
    return result;
  }

  /**
   * The config, after an event for each thing that resolv.conf has no room for: GetPodDNS tells it each time that a config
   * is made, and before anything in it can fail (pkg/kubelet/network/dns/dns.go, 1.37).
   *
   * @throws KubeletError (CreatePodSandboxError)
   */
  #sandboxConfig(pod: Pod, attempt: number, createsSandbox: boolean): cri.PodSandboxConfig {
    const { ctx, events } = this.parts;
    for (const { reason, message } of podDns(ctx, pod).warnings) events.record('Warning', reason, message);
    return generatePodSandboxConfig(ctx, pod, attempt, { createsSandbox });
  }

  /** Removes all containers, so that the next sync starts them anew; their logs stay. */
  *#reset(pod: Pod, { containersToReset }: PodActions): Task {
    for (const { container, state, kill } of containersToReset) {
      if (kill) {
        yield* this.killer.killContainer(pod, container, state, {
          message: 'killing',
          reason: 'RestartAllContainers',
          because: { type: 'restartAll' },
          override: 0,
        });
      }
      this.#keptLogs.set(container.name, Math.max(this.#keptLogs.get(container.name) ?? 0, attemptOf(state)));
      const why = { type: 'removeContainer', cause: 'restartAll' } as const;
      yield* this.parts.client.removeContainer(state.id, container.name, why);
    }
  }

  /** Starts a container unless it is in back-off; its failure goes into the result. */
  *#tryStart(
    container: Container | EphemeralContainer,
    start: StartInput,
    why: StartCause,
    result: SyncResult,
  ): Task<boolean> {
    try {
      const backOffMs = this.#doBackOff(start.pod, container, start.status);
      const failed = this.#failedImageVolume(container, start);
      if (failed) throw failed;
      yield* this.#startContainer(container, start, withBackOff(why, backOffMs));
      result.started.add(container.name);
      return false;
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      result.failures.set(container.name, error);
      result.error ??= error;
      if (error.retryAt !== undefined) result.retryAt = Math.min(result.retryAt ?? Infinity, error.retryAt);
      return true;
    }
  }

  /** Returns the back-off that is over, in milliseconds: 0 where there was none yet. */
  #doBackOff(pod: Pod, container: Container | EphemeralContainer, status: RuntimePodStatus): number {
    const { ctx, clock, crashLoopBackOff: backoff, events } = this.parts;
    const ended = status.containers.find(
      (state) => nameOf(state) === container.name && state.state === 'CONTAINER_EXITED',
    );
    if (!ended) return 0;
    const key = `${pod.metadata?.uid}/${container.name}`;
    if (backoff.isInBackOffSince(key, ended.finishedAt, clock.now())) {
      events.record(
        'Warning',
        'BackOff',
        ctx.release.namesContainerInBackOff
          ? `Back-off restarting failed container ${container.name} in pod ${formatPod(pod)}`
          : 'Back-off restarting failed container',
        container.name,
      );
      const delay = backoff.get(key);
      const message = `back-off ${goDuration(delay)} restarting failed container=${container.name} pod=${formatPod(pod)}`;
      throw new SyncError('CrashLoopBackOff', message, ended.finishedAt + delay);
    }
    const over = backoff.get(key);
    backoff.next(key, ended.finishedAt, clock.now());
    return over;
  }

  *#startContainer(container: Container | EphemeralContainer, start: StartInput, cause: StartCause): Task {
    const { ctx, client, events, images, terminationLogId } = this.parts;
    const { pod, status, sandboxId, sandboxConfig, podIPs, imageVolumes } = start;
    const { name, image = '', imagePullPolicy: pullPolicy = 'IfNotPresent' } = container;
    let imageRef: string;
    try {
      imageRef = yield* images.ensureImageExists(ctx, client, events, {
        pod,
        image,
        pullPolicy,
        container: name,
        use: { container: name, start: cause },
        sandboxConfig,
      });
    } catch (error) {
      if (error instanceof SyncError) events.record('Warning', 'Failed', `Error: ${error.reason}`, name);
      throw error;
    }
    const previous = findContainer(status, name);
    // Where the runtime knows none, the logs that are left tell.
    const before = previous ? attemptOf(previous) : this.#keptLogs.get(name);
    const restartCount = before === undefined ? 0 : before + 1;
    const target = 'targetContainerName' in container ? container.targetContainerName : undefined;
    let config: cri.ContainerConfig;
    let oversized: OversizedMessage | undefined;
    try {
      const targetId = target ? findContainer(status, target)?.id : undefined;
      if (target && targetId === undefined)
        throw new KubeletError('CreateContainerConfigError', `unable to find target container ${target}`);
      const input = { container, pod, restartCount, podIPs, imageRef, terminationLogId: terminationLogId() };
      const volumes = new Map<string, string>();
      for (const [volume, ref] of imageVolumes) if (typeof ref === 'string') volumes.set(volume, ref);
      const known = {
        ...input,
        ...(targetId !== undefined && { targetId }),
        ...(volumes.size > 0 && { imageVolumes: volumes }),
      };
      const options = generateRunContainerOptions(ctx, known);
      const { image: user } = yield* client.imageStatus({ image: { image } }, { type: 'readImageUser' }, name);
      const imageUser = {
        ...(user?.uid && { uid: Number(user.uid.value ?? 0) }),
        ...(user?.username && { username: user.username }),
      };
      config = generateContainerConfig(ctx, { ...known, options, image: imageUser });
    } catch (error) {
      if (error instanceof OversizedMessage) {
        oversized = error;
        config = { metadata: { name, ...(restartCount > 0 && { attempt: restartCount }) } };
      } else {
        if (!(error instanceof KubeletError)) throw error;
        events.record('Warning', 'Failed', `Error: ${error.message}`, name);
        throw new SyncError('CreateContainerConfigError', error.message);
      }
    }
    let id: string;
    try {
      const request = { pod_sandbox_id: sandboxId, config, sandbox_config: sandboxConfig };
      const because = { type: 'createContainer', restartCount, start: cause } as const;
      id = (yield* client.createContainer(request, because, oversized)).container_id ?? '';
    } catch (error) {
      throw this.#failed('CreateContainerError', error, name);
    }
    events.record('Normal', 'Created', created[ctx.release.startedEvents](name), name);
    try {
      yield* client.startContainer(id, name, { type: 'startContainer', restartCount, start: cause });
    } catch (error) {
      throw this.#failed('RunContainerError', error, name);
    }
    events.record('Normal', 'Started', started[ctx.release.startedEvents](name), name);
    const postStart = container.lifecycle?.postStart;
    if (!postStart) return;
    const failure = yield* this.hooks.run(id, pod, container, postStart, 'postStart');
    if (failure === undefined) return;
    // A message may give away secrets.
    events.record(
      'Warning',
      'FailedPostStartHook',
      ctx.release.tellsHookFailures ? failure : 'PostStartHook failed',
      name,
    );
    const state = client.runtime.containers.get(id);
    if (state)
      yield* this.killer.killContainer(pod, container, state, {
        message: 'FailedPostStartHook',
        reason: 'FailedPostStartHook',
        because: { type: 'postStartFailed' },
      });
    throw new SyncError('PostStartHookError', failure);
  }

  #failed(reason: string, error: unknown, container: string): Error {
    if (!(error instanceof GrpcError)) throw error;
    this.parts.events.record('Warning', 'Failed', `Error: ${error.desc}`, container);
    return new SyncError(reason, error.desc);
  }

  /** Image volumes are pulled before any container starts; what failed shows at the containers that mount it. */
  *#imageVolumes(pod: Pod, sandboxConfig: cri.PodSandboxConfig): Task<Map<string, string | SyncError>> {
    const { ctx, client, events, images } = this.parts;
    const found = new Map<string, string | SyncError>();
    for (const { name, image } of pod.spec?.volumes ?? []) {
      if (!image) continue;
      const request = {
        pod,
        image: image.reference ?? '',
        pullPolicy: image.pullPolicy ?? 'IfNotPresent',
        use: { volume: name },
        sandboxConfig,
      };
      try {
        found.set(name, yield* images.ensureImageExists(ctx, client, events, request));
      } catch (error) {
        if (!(error instanceof SyncError)) throw error;
        found.set(name, error);
      }
    }
    return found;
  }

  #failedImageVolume(container: Container | EphemeralContainer, { imageVolumes }: StartInput): SyncError | undefined {
    let last: SyncError | undefined;
    for (const { name } of container.volumeMounts ?? []) {
      const volume = imageVolumes.get(name);
      if (!(volume instanceof SyncError)) continue;
      this.parts.events.record('Warning', 'Failed', `Error: ${volume.reason}`, container.name);
      last = volume;
    }
    return last;
  }

  /** Ended init containers beyond the newest `keep` of each name are removed. */
  *#removeInitContainers(pod: Pod, status: RuntimePodStatus, keep: number, cause: RemoveCause): Task {
    for (const { name } of pod.spec?.initContainers ?? []) {
      const ended: ContainerState[] = status.containers.filter(
        (state) => nameOf(state) === name && (keep === 0 || state.state === 'CONTAINER_EXITED'),
      );
      for (const { id } of ended.slice(keep)) {
        yield* this.parts.client.removeContainer(id, name, { type: 'removeContainer', cause });
        status.containers = status.containers.filter((state) => state.id !== id);
      }
    }
  }
}

function withBackOff(cause: StartCause, backOffMs: number): StartCause {
  const isRestart = cause.type === 'ended' || cause.type === 'probeFailed' || cause.type === 'newSandbox';
  return isRestart ? { ...cause, backOffMs } : cause;
}

function attemptOf({ config }: ContainerState): number {
  return config.metadata?.attempt ?? 0;
}

interface StartInput {
  pod: Pod;
  status: RuntimePodStatus;
  sandboxId: string;
  sandboxConfig: cri.PodSandboxConfig;
  podIPs: string[];
  imageVolumes: Map<string, string | SyncError>;
}
