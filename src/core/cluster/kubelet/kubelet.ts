import type { KubeletOptions, KubeletParts } from './kubeletParts';
import type { Pod } from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import { nanoTime, time } from '../../api/timestamps';
import { Backoff } from './context/backoff';
import { ImageManager } from './sync/imageManager';
import type { KubeletContext } from './context/kubeletContext';
import { nodeAdmission } from './nodeAdmission';
import { podAsRead } from './context/podAsRead';
import { podDir } from './kuberuntime/podIdentity';
import { podHostnameAndDomain } from './kuberuntime/podHostname';
import { volumeContents, type VolumeContents } from './kuberuntime/volumeContents';
import { PodEvents } from './context/podEvents';
import { observedGeneration } from '../../componentHelpers/observedGeneration';
import { PodWorker } from './podWorker';
import { ServiceAccountTokens } from './volumes/serviceAccountTokens';
import { VolumeManager } from './volumes/volumeManager';

/** How often the PLEG lists what the runtime has, in milliseconds. */
const relistMs = 1_000;
/**
 * Where within such a second a pod comes to the node is chance; here it is as far on, in milliseconds: where the PLEG looks
 * at a pod after each sync, and where it only looks once a second.
 */
const relistPhaseMs = { onDemand: 450, onlyRegular: 350 };

/** What a kubelet sets up on the node for a pod, beside what it asks of the runtime. */
export interface PodSetUp {
  /** The folder of all that it keeps for the pod. */
  rootDir: string;
  volumes: VolumeContents[];
  /** Of the pod, as its hosts file has it; '' where it has no domain. */
  hostname: string;
  domain: string;
}

/** One node's kubelet: a worker for each of its pods (pkg/kubelet/kubelet.go, 1.37). */
export class Kubelet implements KubeletParts {
  readonly client: ApiClient;
  readonly images: ImageManager;
  readonly volumes: VolumeManager;
  readonly crashLoopBackOff = new Backoff(10_000, 300_000);
  readonly #workers = new Map<string, PodWorker>();
  readonly #start: number;

  constructor(readonly options: KubeletOptions) {
    this.client = options.apiServer.clientOf('kubelet', options.node.name);
    this.images = new ImageManager(options.clock, options.parallelPulls, options.pullVerification);
    this.volumes = new VolumeManager(options.clock, new ServiceAccountTokens(this.client, options.apiServer.store));
    const { onDemand, onlyRegular } = relistPhaseMs;
    this.#start = options.clock.now() - (options.release.gates.PLEGOnDemandRelist ? onDemand : onlyRegular);
  }

  /** A pod was assigned to the node. */
  addPod(stored: Pod): void {
    const { apiServer, clock, release, controlPlane, node, revealSecrets, provides } = this.options;
    const uid = stored.metadata?.uid ?? '';
    if (this.#workers.has(uid)) return;
    const ctx: KubeletContext = {
      node,
      release,
      controlPlane,
      store: apiServer.store,
      configSeen: nanoTime(clock.now()),
      revealSecrets,
      provides,
    };
    const pod = podAsRead(ctx, stored);
    const others = apiServer.store
      .list<Pod>('Pod')
      .filter(
        ({ metadata, spec, status }) =>
          metadata?.uid !== uid &&
          spec?.nodeName === node.name &&
          status?.phase !== 'Failed' &&
          status?.phase !== 'Succeeded',
      );
    const refused = nodeAdmission(ctx, pod, others);
    if (refused) return this.#reject(ctx, stored, refused);
    const worker = new PodWorker(this, ctx, stored);
    this.#workers.set(uid, worker);
    clock.spawn(worker.run());
  }

  /** A pod on the node was changed: deleted, or given ephemeral containers. */
  updatePod(stored: Pod): void {
    this.#workers.get(stored.metadata?.uid ?? '')?.update(stored);
  }

  /** What lies in the volumes of a pod that it runs, and the pod's host name with its domain. */
  setUpFor(pod: Pod): PodSetUp | undefined {
    const ctx = this.#workers.get(pod.metadata?.uid ?? '')?.ctx;
    return (
      ctx && {
        rootDir: podDir(ctx, pod),
        volumes: volumeContents(ctx, podAsRead(ctx, pod)),
        ...podHostnameAndDomain(ctx, pod),
      }
    );
  }

  /** The next moment at which the PLEG lists, in milliseconds since the epoch. */
  nextRelist(): number {
    const { clock } = this.options;
    return this.#start + (Math.floor((clock.now() - this.#start) / relistMs) + 1) * relistMs;
  }

  /** pkg/kubelet/kubelet.go rejectPod, 1.37. */
  #reject(ctx: KubeletContext, pod: Pod, { reason, message }: { reason: string; message: string }): void {
    const { clock, node } = this.options;
    const { namespace = '', name = '' } = pod.metadata ?? {};
    const generation = observedGeneration(ctx.release, pod);
    new PodEvents(this.client, pod, node.name).record('Warning', reason, message);
    this.client.patchPodStatus(namespace, name, {
      ...(generation !== undefined && { observedGeneration: generation }),
      phase: 'Failed',
      reason,
      message: `Pod ${ctx.release.saysRejected ? 'was rejected: ' : ''}${message}`,
      startTime: time(clock.now()),
      ...(ctx.controlPlane.keepsQosClass && pod.status?.qosClass && { qosClass: pod.status.qosClass }),
    });
  }
}
