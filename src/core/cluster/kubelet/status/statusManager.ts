import type { ContainerStatus } from '../../../api/types';
import type { Pod, PodCondition, PodStatus } from '../../../api/types';
import type { ApiClient } from '../../apiserver/apiClient';
import type { ApiServer } from '../../apiserver/apiServer';
import { isSameValue } from '../../../isSameValue';
import { time } from '../../../api/timestamps';
import type { VirtualClock } from '../../../virtualClock';
import { containerShouldRestart, isRestartableInitContainer } from '../state/containerRestart';
import type { KubeletContext } from '../context/kubeletContext';
import { isKubeletCondition, readinessConditions } from './podConditions';
import { allContainersCouldRestart } from '../state/restartAllContainers';
import { unlocatedContainer } from './unlocatedContainer';
import { isPodPhaseTerminal } from '../../../componentHelpers/isPodTerminal';

/** From a new status to the PATCH that carries it. */
const patchLatencyMs = 3;
/** What was not taken is sent again with the next batch, once in 10 s (syncPeriod); here always half of it passes. */
const retryMs = 5_000;

export interface StatusManagerParts {
  ctx: KubeletContext;
  clock: VirtualClock;
  apiServer: ApiServer;
  client: ApiClient;
  /** The pod as this kubelet has it by now. */
  pod: () => Pod;
  /** Whether containers of the pod may still run: until then the API sees no final phase. */
  couldHaveRunningContainers: () => boolean;
  /** Called when the pod was deleted from the API. */
  onRemoved: () => void;
}

/** Keeps one pod's status and writes it to the API server (pkg/kubelet/status/status_manager.go, 1.37). */
export class StatusManager {
  #status: PodStatus | undefined;
  #startedAt: number | undefined;
  #finished = false;
  #writing = false;

  constructor(readonly parts: StatusManagerParts) {}

  /** What the kubelet said last. */
  get status(): PodStatus | undefined {
    return this.#status;
  }

  /** When the kubelet first told of the pod, in milliseconds since the epoch: what activeDeadlineSeconds counts from. */
  get startedAt(): number | undefined {
    return this.#startedAt;
  }

  /** The status of a container, or of an init container. */
  containerStatus(name: string): ContainerStatus | undefined {
    const { containerStatuses: main = [], initContainerStatuses: init = [] } = this.#status ?? {};
    return [...main, ...init].find((status) => status.name === name);
  }

  /** SetPodStatus. What ended for good does not come back: such a status is dropped. */
  setPodStatus(status: PodStatus, force = false): void {
    const old = this.#status ?? this.parts.pod().status;
    if (old && leavesTerminated(this.parts.pod(), old, status)) return;
    this.#startedAt ??= this.parts.clock.now();
    const changed = {
      ...status,
      startTime: this.#status?.startTime ?? time(this.#startedAt),
      conditions: (status.conditions ?? []).map((condition) => this.#withTime(condition, old)),
    };
    if (!force && isSameValue(this.#status, changed)) return;
    this.#status = changed;
    this.#write();
  }

  /** SetContainerReadiness and SetContainerStartup: what a probe found is told before the next sync. */
  setContainerFlag(containerId: string, flag: 'ready' | 'started', value: boolean): void {
    const status = this.#status;
    if (!status) return;
    const isIt = ({ containerID = '' }: ContainerStatus): boolean => containerID.endsWith(`//${containerId}`);
    const changed = (list: ContainerStatus[] | undefined): ContainerStatus[] | undefined =>
      list?.map((one) => (isIt(one) && one[flag] !== value ? { ...one, [flag]: value } : one));
    const init = changed(status.initContainerStatuses);
    const main = changed(status.containerStatuses);
    const next = {
      ...status,
      ...(init && { initContainerStatuses: init }),
      ...(main && { containerStatuses: main }),
    };
    if (flag === 'ready') {
      const renewed = readinessConditions(this.parts.ctx, this.parts.pod(), next);
      next.conditions = (status.conditions ?? []).map((old) => renewed.find(({ type }) => type === old.type) ?? old);
    }
    this.setPodStatus(next);
  }

  /** SetPodStatus of OnPodSandboxReady (kubelet.go): the sandbox is there, images are still to come. */
  setSandboxReady(): void {
    if (!this.#status) return;
    const conditions = (this.#status.conditions ?? []).map(({ type, observedGeneration, ...rest }) =>
      type === 'PodReadyToStartContainers'
        ? { type, ...(observedGeneration && { observedGeneration }), status: 'True', lastProbeTime: null }
        : { type, ...(observedGeneration && { observedGeneration }), ...rest },
    );
    this.setPodStatus({ ...this.#status, conditions });
  }

  /** TerminatePod: every container has ended, known or not, and so has the pod. */
  terminatePod(): void {
    const pod = this.parts.pod();
    const status = this.#status ?? pod.status ?? {};
    const ended = (list: ContainerStatus[] = [], count = list.length): ContainerStatus[] =>
      list.map((one, i) =>
        i >= count || one.state?.terminated ? one : { ...one, state: { terminated: unlocatedContainer } },
      );
    const { initContainerStatuses: init, containerStatuses: main } = status;
    this.#finished = true;
    if (!this.parts.ctx.release.endsBeforeDeletion) return this.#write();
    const final = isPodPhaseTerminal(status.phase);
    this.setPodStatus(
      {
        ...status,
        ...(init && { initContainerStatuses: ended(init, initializedContainers(init)) }),
        ...(main && { containerStatuses: hasPodInitialized(pod) ? ended(main) : main }),
        ...(!final && { phase: 'Failed' }),
      },
      true,
    );
  }

  /** The pod was changed in the API: one that has ended, and is to be deleted, goes now. */
  reconcile(): void {
    if (this.#finished) this.#write();
  }

  #withTime(condition: PodCondition, old: PodStatus | undefined): PodCondition {
    const before = old?.conditions?.find(({ type }) => type === condition.type);
    const lastTransitionTime =
      before?.status === condition.status ? before.lastTransitionTime : time(this.parts.clock.now());
    const { type, observedGeneration, status, reason, message } = condition;
    return {
      type,
      ...(observedGeneration !== undefined && { observedGeneration }),
      status,
      lastProbeTime: null,
      lastTransitionTime,
      ...(reason && { reason }),
      ...(message && { message }),
    };
  }

  /** Writes what is newest then; several changes in a row make one PATCH. */
  #write(): void {
    if (this.#writing) return;
    this.#writing = true;
    this.parts.clock.after(patchLatencyMs, () => {
      this.#writing = false;
      this.#syncPod();
    });
  }

  #syncPod(): void {
    const { ctx, apiServer, client, pod, couldHaveRunningContainers, onRemoved } = this.parts;
    const { namespace = '', name = '', uid } = pod().metadata ?? {};
    const stored = apiServer.getPod(namespace, name);
    if (!stored || stored.metadata?.uid !== uid || !this.#status) return;
    const { endsBeforeDeletion } = ctx.release;
    const waits = endsBeforeDeletion && couldHaveRunningContainers();
    const merged = mergePodStatus(stored.status ?? {}, this.#status, waits);
    if (!isSameValue(stored.status, merged) && client.patchPodStatus(namespace, name, merged)) {
      this.parts.clock.after(retryMs, () => this.#syncPod());
      return;
    }
    const terminal = isPodPhaseTerminal(merged.phase);
    if (!this.#finished || (endsBeforeDeletion && !terminal)) return;
    if (!apiServer.getPod(namespace, name)?.metadata?.deletionTimestamp) return;
    client.removePod(namespace, name);
    onRemoved();
  }
}

/** mergePodStatus: others' conditions stay, and a final phase waits until nothing can run any more. */
function mergePodStatus(old: PodStatus, status: PodStatus, couldHaveRunningContainers: boolean): PodStatus {
  const others = (old.conditions ?? []).filter(({ type }) => !isKubeletCondition(type));
  const own = (status.conditions ?? []).filter(({ type }) => isKubeletCondition(type));
  const merged = { ...status, conditions: [...others, ...own] };
  if (!isPodPhaseTerminal(old.phase) && isPodPhaseTerminal(status.phase) && couldHaveRunningContainers) {
    delete merged.reason;
    delete merged.message;
    return {
      ...merged,
      ...(old.phase && { phase: old.phase }),
      ...(old.reason && { reason: old.reason }),
      ...(old.message && { message: old.message }),
    };
  }
  if (!isPodPhaseTerminal(merged.phase)) return merged;
  const reason = merged.phase === 'Failed' ? 'PodFailed' : 'PodCompleted';
  merged.conditions = merged.conditions.map((condition) => {
    const wrong = (condition.type === 'Ready' || condition.type === 'ContainersReady') && condition.status === 'True';
    return wrong ? { ...condition, status: 'False', reason } : condition;
  });
  return merged;
}

/** Whether a container that ended for good would be said to run or wait again (checkContainerStateTransition). */
function leavesTerminated(pod: Pod, old: PodStatus, status: PodStatus): boolean {
  if (pod.spec?.restartPolicy === 'Always' || allContainersCouldRestart(pod)) return false;
  const leaves = (
    was: ContainerStatus[] | undefined,
    now: ContainerStatus[] | undefined,
    containers: NonNullable<Pod['spec']>['containers'],
  ): boolean =>
    (was ?? []).some(({ name, state }) => {
      const container = containers.find((one) => one.name === name);
      const code = state?.terminated?.exitCode;
      if (!container || code === undefined || isRestartableInitContainer(container)) return false;
      if (containerShouldRestart(container, pod, code)) return false;
      if (code !== 0 && pod.spec?.restartPolicy === 'OnFailure') return false;
      const next = now?.find((one) => one.name === name);
      return next !== undefined && !next.state?.terminated;
    });
  return (
    leaves(old.containerStatuses, status.containerStatuses, pod.spec?.containers ?? []) ||
    leaves(old.initContainerStatuses, status.initContainerStatuses, pod.spec?.initContainers ?? [])
  );
}

/** By what the API shows of it. */
function hasPodInitialized({ spec, status }: Pod): boolean {
  const init = spec?.initContainers ?? [];
  if (init.length === 0) return true;
  if (status?.containerStatuses?.some(({ state, lastState }) => lastState?.terminated || !state?.waiting)) return true;
  const last = status?.initContainerStatuses?.at(-1);
  const container = init.at(-1);
  if (!last || !container) return false;
  if (isRestartableInitContainer(container)) return last.state?.running !== undefined && last.started === true;
  return last.lastState?.terminated?.exitCode === 0 || last.state?.terminated?.exitCode === 0;
}

/** How many init containers, from the first, show that they or a later one was started; at least one. */
function initializedContainers(statuses: readonly ContainerStatus[]): number {
  for (let i = statuses.length - 1; i >= 0; i--) {
    if (!statuses[i]!.state?.waiting || statuses[i]!.lastState?.terminated) return i + 1;
  }
  return Math.min(statuses.length, 1);
}
