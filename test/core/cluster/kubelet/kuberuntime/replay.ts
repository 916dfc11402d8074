import { nearestVersion } from '../../../../../src/core/release/nearestVersion';
import { controlPlaneOf } from '../../../../recordings/recordings';
import { Base64 } from 'js-base64';
import { expect } from 'vitest';
import type { Container, EphemeralContainer, Pod } from '../../../../../src/core/api/types';
import type {
  ContainerConfig,
  CreateContainerRequest,
  ImageStatusResponse,
  PodSandboxConfig,
  PodSandboxStatusResponse,
  PullImageRequest,
  PullImageResponse,
  RunPodSandboxRequest,
} from '../../../../../src/core/cri/types';
import type { KubeletContext } from '../../../../../src/core/cluster/kubelet/context/kubeletContext';
import { generateContainerConfig } from '../../../../../src/core/cluster/kubelet/kuberuntime/generateContainerConfig';
import { generatePodSandboxConfig } from '../../../../../src/core/cluster/kubelet/kuberuntime/generatePodSandboxConfig';
import { applyDefaultImageTag } from '../../../../../src/core/cluster/kubelet/kuberuntime/imageReference';
import { imageSpecOf } from '../../../../../src/core/cluster/kubelet/kuberuntime/imageSpecOf';
import type { ImageUser } from '../../../../../src/core/cluster/kubelet/kuberuntime/imageUser';
import { pullCredentials } from '../../../../../src/core/cluster/kubelet/kuberuntime/pullCredentials';
import { runtimeHandler } from '../../../../../src/core/cluster/kubelet/kuberuntime/runtimeHandler';
import { releaseOf } from '../../../../../src/core/release/kubernetesRelease';
import type { Recording } from '../../../../recordings/recordings';
import { recordedCluster } from './recordedCluster';

/** A pod with what was seen of it up to one call. */
interface RecordedPod {
  pod: Pod;
  /** The image volumes' references by the volumes' names. */
  imageVolumes: Map<string, string>;
}

/** Replays a recording's calls: each config from the stored pod beside the one that the real kubelet sent. */
export class Replay {
  readonly #ctx: KubeletContext;
  readonly #pods = new Map<string, RecordedPod>();
  readonly #users = new Map<string, ImageUser>();
  readonly #sandboxIPs = new Map<string, string>();
  readonly #created = new Set<string>();

  constructor(readonly recording: Recording) {
    const { node, kubernetes, watch } = recording;
    const release = releaseOf(nearestVersion(kubernetes)!.version);
    this.#ctx = {
      node,
      release,
      controlPlane: releaseOf(nearestVersion(controlPlaneOf(kubernetes))!.version),
      store: recordedCluster(recording),
      configSeen: '',
      revealSecrets: true,
    };
    for (const { object } of watch) {
      const uid = object.metadata?.uid ?? '';
      const known = this.#pods.get(uid);
      if (!known) {
        const spec = object.spec ? { ...object.spec, nodeName: node.name } : undefined;
        this.#pods.set(uid, { pod: { ...object, ...(spec ? { spec } : {}) }, imageVolumes: new Map() });
      } else if (known.pod.spec && object.spec?.ephemeralContainers) {
        known.pod.spec.ephemeralContainers = object.spec.ephemeralContainers;
      }
    }
  }

  run(): void {
    for (const call of this.recording.cri) {
      switch (call.method.slice(call.method.lastIndexOf('/') + 1)) {
        case 'ImageStatus':
          this.#imageStatus(call.response);
          break;
        case 'PodSandboxStatus': {
          const { status }: PodSandboxStatusResponse = call.response ?? {};
          if (status?.network?.ip) this.#sandboxIPs.set(status.id ?? '', status.network.ip);
          break;
        }
        case 'RunPodSandbox': {
          const { config, runtime_handler }: RunPodSandboxRequest = call.request;
          const pod = this.#sandbox(config, true);
          expect(runtimeHandler(this.#ctx, pod.pod)).toBe(runtime_handler ?? '');
          break;
        }
        case 'PullImage':
          this.#pullImage(call.request, call.response ?? {}, call.error !== undefined);
          break;
        case 'CreateContainer':
          this.#createContainer(call.request);
          break;
      }
    }
    this.#configErrors();
  }

  #imageStatus(response: ImageStatusResponse = {}): void {
    const { id = '', repo_tags: tags = [], uid, username } = response.image ?? {};
    const user = { ...(uid ? { uid: Number(uid.value ?? 0) } : {}), ...(username ? { username } : {}) };
    for (const name of [id, ...tags]) this.#users.set(name, user);
  }

  #contextOf(config: PodSandboxConfig | undefined): KubeletContext {
    return { ...this.#ctx, configSeen: config?.annotations?.['kubernetes.io/config.seen'] ?? '' };
  }

  #sandbox(config: PodSandboxConfig | undefined, createsSandbox: boolean): RecordedPod {
    const uid = config?.metadata?.uid ?? '';
    const recorded = this.#pods.get(uid);
    if (!recorded) throw new Error(`no pod ${uid}`);
    const attempt = config?.metadata?.attempt ?? 0;
    const generated = generatePodSandboxConfig(this.#contextOf(config), recorded.pod, attempt, { createsSandbox });
    expect(comparable(generated)).toEqual(comparable(config));
    return recorded;
  }

  #pullImage(request: PullImageRequest, { image_ref: ref }: PullImageResponse, failed: boolean): void {
    const { pod, imageVolumes } = this.#sandbox(request.sandbox_config, true);
    const image = request.image?.image ?? '';
    expect(imageSpecOf(this.#contextOf(request.sandbox_config), image, pod)).toEqual(request.image);
    const credentials = pullCredentials(this.#ctx, pod, image).map(({ auth }) => auth);
    if (request.auth) expect(credentials).toContainEqual(request.auth);
    else expect(credentials).toEqual([]);
    for (const volume of pod.spec?.volumes ?? []) {
      const reference = volume.image?.reference;
      if (!failed && ref && reference && applyDefaultImageTag(reference) === image) imageVolumes.set(volume.name, ref);
    }
  }

  #createContainer({ config = {}, sandbox_config, pod_sandbox_id = '' }: CreateContainerRequest): void {
    // In a later sync than the sandbox's own, sysctls are as they were written.
    const sandboxIsOld = this.#created.has(pod_sandbox_id);
    this.#created.add(pod_sandbox_id);
    const { pod: stored, imageVolumes } = this.#sandbox(sandbox_config, !sandboxIsOld);
    const container = containersOf(stored).find(({ name }) => name === config.metadata?.name);
    if (!container) throw new Error(`no container ${config.metadata?.name}`);
    const deletion = config.annotations?.['io.kubernetes.pod.deletionGracePeriod'];
    const pod = deletion
      ? { ...stored, metadata: { ...stored.metadata, deletionGracePeriodSeconds: Number(deletion) } }
      : stored;
    const imageRef = config.image?.image ?? '';
    const target = config.linux?.security_context?.namespace_options?.target_id;
    const generated = generateContainerConfig(this.#contextOf(sandbox_config), {
      container,
      pod,
      restartCount: config.metadata?.attempt ?? 0,
      podIPs: this.#podIPs(pod, pod_sandbox_id),
      imageRef,
      image: this.#users.get(imageRef) ?? {},
      ...(target ? { targetId: target } : {}),
      terminationLogId: terminationLogId(config),
      ...(imageVolumes.size > 0 ? { imageVolumes } : {}),
    });
    for (const variable of generated.envs ?? []) if (variable.value) variable.value = Base64.encode(variable.value);
    const hash = this.#ctx.release.startsSidecars ? '' : 'io.kubernetes.container.hash';
    expect(comparable(generated, hash)).toEqual(comparable(config, hash));
  }

  #podIPs(pod: Pod, sandboxId: string): string[] {
    if (pod.spec?.hostNetwork) return [this.#ctx.node.internalIP];
    const ip = this.#sandboxIPs.get(sandboxId);
    return ip ? [ip] : [];
  }

  /** Containers that wait for their config: the message is that of the error thrown here. */
  #configErrors(): void {
    const latest = new Map(this.recording.watch.map(({ object }) => [object.metadata?.uid ?? '', object.status]));
    for (const [uid, status] of latest) {
      for (const { name, state } of [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]) {
        if (state?.waiting?.reason !== 'CreateContainerConfigError') continue;
        const { pod } = this.#pods.get(uid) ?? {};
        const container = pod && containersOf(pod).find((candidate) => candidate.name === name);
        if (!pod || !container) throw new Error(`no container ${name}`);
        const image = this.#users.get(applyDefaultImageTag(container.image ?? '')) ?? {};
        const input = { container, pod, restartCount: 0, podIPs: ['10.244.0.1'], imageRef: '', image };
        expect(() => generateContainerConfig(this.#ctx, { ...input, terminationLogId: '' })).toThrow(
          expect.objectContaining({ message: state.waiting.message }),
        );
      }
    }
  }
}

function containersOf({ spec }: Pod): (Container | EphemeralContainer)[] {
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? []), ...(spec?.ephemeralContainers ?? [])];
}

function terminationLogId({ mounts = [] }: ContainerConfig): string {
  for (const { host_path: path = '' } of mounts) {
    const match = /\/containers\/[^/]+\/([0-9a-f]{8})$/.exec(path);
    if (match?.[1]) return match[1];
  }
  return '';
}

/**
 * Without what no one can know beforehand, and with the lists that come from Go's maps in an order.
 *
 * @param hidden an annotation to leave out: the hash of 1.18, which that kubelet made of its own types' text
 */
function comparable(value: unknown, hidden = '', key = ''): unknown {
  if (Array.isArray(value)) {
    const list = value.map((item) => comparable(item, hidden));
    return ['options', 'envs', 'hugepage_limits'].includes(key)
      ? list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== hidden)
      .map(([name, field]) => [name, name === 'host_id' ? '<id>' : comparable(field, hidden, name)]),
  );
}
