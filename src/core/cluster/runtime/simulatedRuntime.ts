import type * as cri from '../../cri/types';
import type { Random } from '../../random';
import type { ContainerPlan, ErrorPlan, Scenario } from '../../scenario/scenario';
import { plannedError } from '../../scenario/plannedError';
import type { ContainerRuntime, FailureName, FailureSubject } from '../../scenario/runtimes/containerRuntime';
import { imageSizeIn, pullTimes, type DurationProfile } from '../../scenario/durationProfile';
import { GrpcError, grpcCode } from '../../cri/grpcError';
import { fullReference, SimulatedImages } from './simulatedImages';
import { entryOf } from '../../entryOf';
import { sleep, type Task, type VirtualClock } from '../../virtualClock';

/** What an image that serves pages listens on. */
const httpPort = 80;

export interface SandboxState {
  id: string;
  config: cri.PodSandboxConfig;
  ready: boolean;
  /** Milliseconds since the epoch. */
  createdAt: number;
  ip: string;
}

export interface ContainerState {
  id: string;
  sandboxId: string;
  config: cri.ContainerConfig;
  podUid: string;
  state: 'CONTAINER_CREATED' | 'CONTAINER_RUNNING' | 'CONTAINER_EXITED';
  /** Milliseconds since the epoch; 0 where it did not happen. */
  createdAt: number;
  startedAt: number;
  finishedAt: number;
  exitCode: number;
  reason: string;
}

/** The end of a container's first process. */
export interface ProcessEnd {
  containerId: string;
  sandboxId: string;
  namespace: string;
  pod: string;
  container: string;
  /** Milliseconds since the epoch. */
  at: number;
  exitCode: number;
  /** As the runtime gives it: `Completed`, `Error`, `OOMKilled`. */
  reason: string;
}

/** Which of the cluster's runtimes one is, and what they have in common. */
export interface RuntimePlace {
  kind: ContainerRuntime;
  /** The scenario's errors, each with its method. */
  errors: readonly ErrorPlan[];
  /** The handlers that the node's runtime has. */
  handlers: readonly string[];
  /** Counted from 0. */
  index: number;
  /** How many there are. */
  of: number;
  /** How often each of the scenario's plans was used, on all nodes together. */
  used: Map<unknown, number>;
  /** How a pod's container ends; undefined where it keeps running. */
  planOf(pod: cri.PodSandboxMetadata, container: string): ContainerPlan | undefined;
  /** Is told of each process that ends. */
  ended(end: ProcessEnd): void;
}

/** Sandboxes and containers, by their ids. */
interface PodParts {
  sandboxes: Map<string, SandboxState>;
  containers: Map<string, ContainerState>;
  /** How often anything of them changed. */
  changes: number;
}
const nothing: PodParts = { sandboxes: new Map(), containers: new Map(), changes: 0 };

/**
 * A node's container runtime on the virtual clock. Containers end, images are there and calls fail as the
 * scenario plans; without a plan everything succeeds and containers keep running.
 */
export class SimulatedRuntime {
  readonly sandboxes = new Map<string, SandboxState>();
  readonly containers = new Map<string, ContainerState>();
  readonly images: SimulatedImages;
  readonly #byPod = new Map<string, PodParts>();
  #sandboxCount = 0;

  constructor(
    readonly clock: VirtualClock,
    readonly random: Random,
    readonly scenario: Scenario,
    readonly profile: DurationProfile,
    readonly place: RuntimePlace,
  ) {
    this.images = new SimulatedImages(scenario.images ?? {}, (image) => imageSizeIn(profile, image), place.kind);
  }

  /** What there is of a pod, in the order of creation. */
  ofPod(uid: string): Readonly<PodParts> {
    return this.#byPod.get(uid) ?? nothing;
  }

  *runPodSandbox({
    config = {},
    runtime_handler: handler = '',
  }: cri.RunPodSandboxRequest): Task<cri.RunPodSandboxResponse> {
    const { name: pod = '', namespace = '', uid = '', attempt = 0 } = config.metadata ?? {};
    const about = { pod, namespace, uid, attempt, handler };
    const host = config.linux?.security_context?.namespace_options?.network === 'NODE';
    yield* this.#work(
      'RunPodSandbox',
      config.metadata?.name,
      host ? this.profile.runHostNetworkSandbox : this.profile.runPodSandbox,
      about,
    );
    const { kind, handlers } = this.place;
    if (kind.isReal && handler !== '' && !handlers.includes(handler)) throw this.#failure('handler-unknown', about);
    const id = this.random.hex(64);
    const ip = host ? '' : this.#nextIP();
    const sandbox = { id, config, ready: true, createdAt: this.clock.now(), ip };
    this.sandboxes.set(id, sandbox);
    this.#changedPartsOf(config.metadata?.uid).sandboxes.set(id, sandbox);
    return { pod_sandbox_id: id };
  }

  /** An address of the node's own range; where that is used up, of the next that is no other node's. */
  #nextIP(): string {
    const { index, of } = this.place;
    const n = ++this.#sandboxCount;
    return `10.244.${(index + of * Math.floor(n / 250)) % 250}.${(n % 250) + 4}`;
  }

  *podSandboxStatus({ pod_sandbox_id: id = '' }: cri.PodSandboxStatusRequest): Task<cri.PodSandboxStatusResponse> {
    yield* sleep(this.clock, this.profile.status);
    const sandbox = this.sandboxes.get(id);
    if (!sandbox) throw new GrpcError('NotFound', this.place.kind.sandboxNotFound(id));
    const { config, ip, createdAt, ready } = sandbox;
    return {
      status: {
        id,
        ...(config.metadata && { metadata: config.metadata }),
        ...(!ready && { state: 'SANDBOX_NOTREADY' as const }),
        created_at: nanos(createdAt),
        network: { ...(ip && { ip }) },
        ...(config.linux?.security_context?.namespace_options && {
          linux: { namespaces: { options: config.linux.security_context.namespace_options } },
        }),
        ...(config.labels && { labels: config.labels }),
        ...(config.annotations && { annotations: config.annotations }),
      },
    };
  }

  *stopPodSandbox({ pod_sandbox_id: id = '' }: cri.StopPodSandboxRequest): Task<cri.StopPodSandboxResponse> {
    yield* sleep(this.clock, this.profile.stopPodSandbox);
    const sandbox = this.sandboxes.get(id);
    if (!sandbox) return {};
    sandbox.ready = false;
    this.#changedPartsOf(sandbox.config.metadata?.uid);
    for (const container of this.#containersIn(sandbox)) this.#exit(container, 137);
    return {};
  }

  *removePodSandbox({ pod_sandbox_id: id = '' }: cri.RemovePodSandboxRequest): Task<cri.RemovePodSandboxResponse> {
    yield* sleep(this.clock, this.profile.status);
    const sandbox = this.sandboxes.get(id);
    if (!sandbox) return {};
    for (const container of this.#containersIn(sandbox)) this.#remove(container);
    this.sandboxes.delete(id);
    this.#changedPartsOf(sandbox.config.metadata?.uid).sandboxes.delete(id);
    return {};
  }

  *createContainer(request: cri.CreateContainerRequest): Task<cri.CreateContainerResponse> {
    const { pod_sandbox_id: sandboxId = '', config = {} } = request;
    const about = { program: programOf(config), image: config.image?.user_specified_image ?? '' };
    yield* this.#work('CreateContainer', config.metadata?.name, this.profile.createContainer, about);
    const sandbox = this.sandboxes.get(sandboxId);
    if (!sandbox) throw new GrpcError('NotFound', `failed to find sandbox id "${sandboxId}": not found`);
    const id = this.random.hex(64);
    const container: ContainerState = {
      id,
      sandboxId,
      config,
      podUid: sandbox.config.metadata?.uid ?? '',
      state: 'CONTAINER_CREATED',
      createdAt: this.clock.now(),
      startedAt: 0,
      finishedAt: 0,
      exitCode: 0,
      reason: '',
    };
    this.containers.set(id, container);
    this.#changedPartsOf(container.podUid).containers.set(id, container);
    return { container_id: id };
  }

  *startContainer({ container_id: id = '' }: cri.StartContainerRequest): Task<cri.StartContainerResponse> {
    const container = this.containers.get(id);
    if (!container) throw new GrpcError('NotFound', `container "${id}" not found`);
    const name = container.config.metadata?.name ?? '';
    try {
      yield* this.#work('StartContainer', name, this.profile.startContainer, {
        program: programOf(container.config),
        id,
      });
    } catch (error) {
      this.#exit(container, 128);
      container.reason = 'StartError';
      throw error;
    }
    container.state = 'CONTAINER_RUNNING';
    container.startedAt = this.clock.now();
    this.#changedPartsOf(container.podUid);
    const pod = this.sandboxes.get(container.sandboxId)?.config.metadata ?? {};
    const plan = this.place.planOf(pod, name);
    if (plan && (!plan.times || (container.config.metadata?.attempt ?? 0) < plan.times)) {
      this.clock.after(plan.afterMs ?? 0, () => {
        this.#exit(container, plan.exit ?? 0, plan.reason);
      });
    }
    return {};
  }

  *stopContainer({ container_id: id = '' }: cri.StopContainerRequest): Task<cri.StopContainerResponse> {
    yield* sleep(this.clock, this.profile.status);
    const container = this.containers.get(id);
    if (container) this.#exit(container, 143);
    return {};
  }

  *removeContainer({ container_id: id = '' }: cri.RemoveContainerRequest): Task<cri.RemoveContainerResponse> {
    yield* sleep(this.clock, this.profile.status);
    const container = this.containers.get(id);
    if (container) this.#remove(container);
    return {};
  }

  /** @param asksProcess whether the command asks the container's process whether it is well, as a probe's does */
  *execSync(
    { container_id: id = '', cmd = [] }: cri.ExecSyncRequest,
    asksProcess: boolean,
  ): Task<cri.ExecSyncResponse> {
    const about = { program: cmd[0] ?? '' };
    yield* this.#work('ExecSync', this.#nameOf(id), this.profile.status, about);
    if (this.containers.get(id)?.state !== 'CONTAINER_RUNNING') {
      throw new GrpcError('NotFound', `container "${id}" is not running`);
    }
    if (asksProcess && !this.#isUp(id)) return { exit_code: 1 };
    const line = cmd.join(' ');
    const plan = this.scenario.execs?.find((exec) => line.includes(exec.match) && this.#left(exec));
    if (!plan) return {};
    this.#use(plan);
    if (plan.failure) throw this.#failure(plan.failure, about);
    return { ...(plan.exit && { exit_code: plan.exit }), ...(plan.stdout && { stdout: plan.stdout }) };
  }

  /** Whether something in the container's pod listens on the port. Only its processes know, and the scenario says it. */
  answers(containerId: string, port: number): boolean {
    const { runtime, answers } = this.scenario;
    if (!this.#isUp(containerId)) return false;
    if (answers) {
      const name = this.#nameOf(containerId);
      return answers.some((one) => one.container === name && one.port === port);
    }
    if (runtime === undefined) return true;
    if (runtime.startsWith('fakecri')) return false;
    const sandbox = this.sandboxes.get(this.containers.get(containerId)?.sandboxId ?? '');
    return port === httpPort || (sandbox?.config.port_mappings ?? []).some((mapped) => mapped.container_port === port);
  }

  /** Whether a container's process has begun to answer. */
  #isUp(id: string): boolean {
    const after = entryOf(this.scenario.answersAfter, this.#nameOf(id)) ?? 0;
    return after === 0 || this.clock.now() >= (this.containers.get(id)?.startedAt ?? 0) + after;
  }

  #nameOf(id: string): string | undefined {
    return this.containers.get(id)?.config.metadata?.name;
  }

  *imageStatus(request: cri.ImageStatusRequest): Task<cri.ImageStatusResponse> {
    yield* this.#work('ImageStatus', request.image?.image, this.profile.status);
    return this.images.status(request);
  }

  *pullImage({ image }: cri.PullImageRequest): Task<cri.PullImageResponse> {
    const reference = image?.image ?? '';
    const { ask, fetch, unpack } = pullTimes(this.profile, reference);
    // Of an image that is there, containerd asks the registry alone whether it is still the same.
    const isThere = this.images.status({ image: { image: reference } }).image !== undefined;
    const about = { image: fullReference(reference) };
    yield* this.#work('PullImage', reference, isThere ? ask : ask + fetch + unpack, about);
    const { id, repo_digests: digests } = this.images.add(reference);
    const answer = this.place.kind.pulledAs === 'id' ? id : digests?.[0];
    return { ...(answer && { image_ref: answer }) };
  }

  /** Waits as long as the call takes, and fails as the scenario plans. */
  *#work(method: string, subject: string | undefined, ms: number, about: Partial<FailureSubject> = {}): Task {
    const plan = plannedError(this.place.errors, this.place.used, method, subject);
    yield* sleep(this.clock, ms + (plan?.delayMs ?? 0));
    if (plan?.message) throw new GrpcError(grpcCode(plan.code), plan.message);
    if (plan?.failure) throw this.#failure(plan.failure, about);
  }

  /** A failure as this runtime says it, of something new. */
  #failure(name: FailureName, about: Partial<FailureSubject>): GrpcError {
    const { code, words } = this.place.kind.failures[name];
    const nothingKnown = { pod: '', namespace: '', uid: '', attempt: 0, handler: '', image: '', program: '' };
    return new GrpcError(code, words({ ...nothingKnown, id: this.random.hex(64), ...about }));
  }

  #left(plan: { times?: number }): boolean {
    return !plan.times || (this.place.used.get(plan) ?? 0) < plan.times;
  }

  #use(plan: unknown): void {
    this.place.used.set(plan, (this.place.used.get(plan) ?? 0) + 1);
  }

  /** What there is of a pod, of which something changes. */
  #changedPartsOf(uid = ''): PodParts {
    let parts = this.#byPod.get(uid);
    if (!parts) this.#byPod.set(uid, (parts = { sandboxes: new Map(), containers: new Map(), changes: 0 }));
    parts.changes++;
    return parts;
  }

  #containersIn({ id, config }: SandboxState): ContainerState[] {
    const { containers } = this.ofPod(config.metadata?.uid ?? '');
    return [...containers.values()].filter(({ sandboxId }) => sandboxId === id);
  }

  #remove({ id, podUid }: ContainerState): void {
    this.containers.delete(id);
    this.#changedPartsOf(podUid).containers.delete(id);
  }

  #exit(container: ContainerState, code: number, reason?: string): void {
    if (container.state === 'CONTAINER_EXITED') return;
    const hasRun = container.state === 'CONTAINER_RUNNING';
    container.state = 'CONTAINER_EXITED';
    container.finishedAt = this.clock.now();
    container.exitCode = code;
    container.reason = reason || (code === 0 ? 'Completed' : 'Error');
    this.#changedPartsOf(container.podUid);
    if (hasRun) this.place.ended(this.#endOf(container));
  }

  #endOf({ id, sandboxId, config, finishedAt, exitCode, reason }: ContainerState): ProcessEnd {
    const { namespace = '', name = '' } = this.sandboxes.get(sandboxId)?.config.metadata ?? {};
    const container = config.metadata?.name ?? '';
    return { containerId: id, sandboxId, namespace, pod: name, container, at: finishedAt, exitCode, reason };
  }
}

/** The program that a container runs; a name stands for that of its image, which nobody knows. */
function programOf({ command, args }: cri.ContainerConfig): string {
  return command?.[0] ?? args?.[0] ?? 'entrypoint';
}

/** Nanoseconds since the epoch, as api.proto has them. */
function nanos(ms: number): string {
  return (BigInt(Math.floor(ms)) * 1_000_000n + BigInt(Math.floor((ms % 1) * 1e6))).toString();
}
