import type * as cri from '../../../cri/types';
import type { Pod } from '../../../api/types';
import { GrpcError } from '../../../cri/grpcError';
import type { Task, VirtualClock } from '../../../virtualClock';
import { Backoff } from '../context/backoff';
import type { ImageUse, KubeletBecause } from '../../../trace/because';
import type { CriClient } from '../context/criClient';
import { goDuration } from '../../../go/goDuration';
import type { KubeletContext } from '../context/kubeletContext';
import { applyDefaultImageTag } from '../kuberuntime/imageReference';
import { imageSpecOf } from '../kuberuntime/imageSpecOf';
import { pullCredentials, type PullCredential } from '../kuberuntime/pullCredentials';
import type { PodEvents } from '../context/podEvents';
import { SyncError } from '../context/syncError';
import type { PullVerification } from '../../../scenario/pullVerification';
import { PullRecords, type Unproven } from './pullRecords';

/** What the event of a pull says beside the image, by release: how long it took, alone and with waiting, and a size in bytes. */
const pulledEvents = {
  plain: () => '',
  time: (_: string, whole: string) => ` in ${whole}`,
  waiting: (took: string, whole: string) => ` in ${took} (${whole} including waiting)`,
  size: (took: string, whole: string, bytes: string) =>
    ` in ${took} (${whole} including waiting). Image size: ${bytes} bytes.`,
};

export interface ImageRequest {
  pod: Pod;
  image: string;
  pullPolicy: string;
  /** The container that it is for; absent for an image volume. */
  container?: string;
  /** What asks for it. */
  use: ImageUse;
  sandboxConfig: cri.PodSandboxConfig;
}

/** Sees to it that an image is on the node (pkg/kubelet/images/image_manager.go, 1.37). */
export class ImageManager {
  readonly #backoff = new Backoff(10_000, 300_000);
  readonly #previousError = new Map<string, string>();
  readonly #records: PullRecords;
  /** How many pulls are under way. */
  #pulling = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param atOnce how many images are pulled at once; further pulls wait. A kubelet pulls serially by default */
  constructor(
    readonly clock: VirtualClock,
    readonly atOnce: number,
    verification: PullVerification,
  ) {
    this.#records = new PullRecords(verification);
  }

  /**
   * Returns the image's reference as the runtime has it.
   * @throws SyncError ErrImagePull, ImagePullBackOff, ErrImageNeverPull, InvalidImageName, …
   */
  *ensureImageExists(ctx: KubeletContext, client: CriClient, events: PodEvents, request: ImageRequest): Task<string> {
    const { pod, image, pullPolicy, container, use } = request;
    let tagged: string;
    try {
      tagged = applyDefaultImageTag(image);
    } catch (error) {
      const message = `Failed to apply default image tag "${image}": ${error instanceof Error ? error.message : String(error)}`;
      events.record('Warning', 'InspectFailed', message, container);
      throw new SyncError('InvalidImageName', message);
    }
    const spec = { ...imageSpecOf(ctx, tagged, pod) };
    const isAsked = pullPolicy !== 'Always' || ctx.release.alwaysAsksForImage;
    let isFound = false;
    let unproven: Unproven | undefined;
    if (isAsked) {
      const because = { type: 'checkImage', policy: pullPolicy, use } as const;
      let found: cri.Image | undefined;
      try {
        found = (yield* client.imageStatus({ image: spec }, because, container)).image;
      } catch (error) {
        if (!(error instanceof GrpcError)) throw error;
        const named = ctx.release.namesUninspectedImage ? image : '';
        const message = `Failed to inspect image "${named}": ${error.message}`;
        events.record('Warning', 'InspectFailed', message, container);
        throw new SyncError('ImageInspectError', message);
      }
      isFound = Boolean(found?.id);
      const isChecked = ctx.release.gates.KubeletEnsureSecretPulledImages;
      if (found?.id && pullPolicy !== 'Always') {
        if (isChecked) unproven = this.#records.mustPull(image, found.id, () => loginsOf(ctx, pod, tagged));
        if (!unproven) {
          const accessible = isChecked ? ' and can be accessed by the pod' : '';
          const message = `Container image "${image}" already present on machine${accessible}`;
          events.record('Normal', 'Pulled', message, container);
          return found.id;
        }
      }
      if (pullPolicy === 'Never') {
        const message = `Container image "${image}" is not present with pull policy of Never`;
        events.record('Warning', 'ErrImageNeverPull', message, container);
        throw new SyncError('ErrImageNeverPull', message);
      }
    }
    let logins: readonly PullCredential[] | PullError;
    try {
      logins = loginsOf(ctx, pod, tagged);
    } catch (error) {
      if (!ctx.release.readsLoginsWhenPulling || !(error instanceof SyncError)) throw error;
      logins = new PullError(error.message);
    }
    this.#records.begin(image);
    try {
      return yield* this.#pull(ctx, client, events, request, spec, logins, isAsked ? isFound : undefined, unproven);
    } finally {
      this.#records.end(image);
    }
  }

  *#pull(
    ctx: KubeletContext,
    client: CriClient,
    events: PodEvents,
    request: ImageRequest,
    spec: cri.ImageSpec,
    logins: readonly PullCredential[] | PullError,
    found: boolean | undefined,
    unproven: Unproven | undefined,
  ): Task<string> {
    const { pod, image, container, pullPolicy, use, sandboxConfig } = request;
    const key = `${pod.metadata?.uid}_${image}`;
    if (this.#backoff.isInBackOffSinceUpdate(key, this.clock.now())) {
      const message = `Back-off pulling image "${image}"`;
      events.record('Normal', 'BackOff', message, container);
      const previous = this.#previousError.get(key);
      const isTold = previous && ctx.release.tellsPullError;
      throw new SyncError('ImagePullBackOff', isTold ? `${message}: ${previous}` : message);
    }
    const backOffMs = this.#previousError.has(key) ? this.#backoff.get(key) : 0;
    this.#previousError.delete(key);
    events.record('Normal', 'Pulling', `Pulling image "${image}"`, container);
    const asked = this.clock.now();
    yield* this.#turn();
    const began = this.clock.now();
    try {
      const because = {
        type: 'pullImage',
        policy: pullPolicy,
        use,
        ...(found !== undefined && { found }),
        ...(unproven === 'notPulled' && { isUnrecorded: true as const }),
        queuedMs: began - asked,
        atOnce: this.atOnce,
        ...(backOffMs > 0 && { backOffMs }),
      } as const;
      const pull = { image: spec, sandbox_config: sandboxConfig };
      if (logins instanceof PullError) throw logins;
      const [pulled, login] = yield* this.#pullWithAny(ctx, client, pull, logins, because, container);
      const took = this.clock.now() - began;
      const size = ctx.release.readsImageSize ? yield* sizeOf(client, spec, container) : '0';
      this.#done();
      const whole = this.clock.now() - asked;
      const told = pulledEvents[ctx.release.pulledEvent](goDuration(took), goDuration(whole), size);
      events.record('Normal', 'Pulled', `Successfully pulled image "${image}"${told}`, container);
      const reference = pulled.image_ref ?? '';
      this.#records.add(image, reference, login?.login);
      return reference;
    } catch (error) {
      this.#done();
      if (!(error instanceof PullError)) throw error;
      const text = error.message;
      events.record('Warning', 'Failed', `Failed to pull image "${image}": ${text}`, container);
      this.#backoff.next(key, this.clock.now(), this.clock.now());
      const failure = pullFailure(image, text);
      this.#previousError.set(key, `${failure.reason}: ${failure.message}`);
      throw failure;
    }
  }

  /**
   * Tries one login after the other, and says with which it went well (PullImage, pkg/kubelet/kuberuntime/kuberuntime_image.go, 1.37).
   * @throws PullError where none will do
   */
  *#pullWithAny(
    ctx: KubeletContext,
    client: CriClient,
    pull: cri.PullImageRequest,
    credentials: readonly PullCredential[],
    because: Extract<KubeletBecause, { type: 'pullImage' }>,
    container: string | undefined,
  ): Task<[cri.PullImageResponse, PullCredential | undefined]> {
    const texts = new Set<string>();
    const of = credentials.length;
    for (const [i, login] of (of > 0 ? credentials : [undefined]).entries()) {
      try {
        const why = of > 1 ? { ...because, login: { nth: i + 1, of } } : because;
        return [yield* client.pullImage({ ...pull, ...(login && { auth: login.auth }) }, why, container), login];
      } catch (error) {
        if (!(error instanceof GrpcError)) throw error;
        // An error without a code of its own is passed on as its text alone.
        texts.add(error.code === 'Unknown' && ctx.release.unwrapsPullErrors ? error.desc : error.message);
      }
    }
    throw new PullError(texts.size > 1 ? `[${[...texts].join(', ')}]` : [...texts].join());
  }

  *#turn(): Task {
    if (this.#pulling < this.atOnce) this.#pulling++;
    else yield (resume) => void this.#waiting.push(resume);
  }

  /** The next in the queue takes the place. */
  #done(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#pulling--;
  }
}

/**
 * The pod's logins for an image's registry.
 *
 * @throws SyncError in the kubelet's words where a Secret can not be read: it takes the error's text for the reason, too
 */
function loginsOf(ctx: KubeletContext, pod: Pod, image: string): PullCredential[] {
  try {
    return pullCredentials(ctx, pod, image);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SyncError(message, message);
  }
}

/** A pulled image's size in bytes; its failure is not looked at (pkg/kubelet/images/puller.go, 1.37). */
function* sizeOf(client: CriClient, spec: cri.ImageSpec, container: string | undefined): Task<string> {
  try {
    return (yield* client.imageStatus({ image: spec }, { type: 'readImageSize' }, container)).image?.size ?? '0';
  } catch (error) {
    if (!(error instanceof GrpcError)) throw error;
    return '0';
  }
}

/** What the runtime said, once for each of its answers. */
class PullError extends Error {}

/** What the kubelet makes of the runtime's error (evalCRIPullErr). */
function pullFailure(image: string, text: string): SyncError {
  for (const [reason, what] of [
    ['RegistryUnavailable', 'the registry is unavailable'],
    ['SignatureValidationFailed', 'the signature validation failed'],
  ] as const) {
    if (text.startsWith(reason)) {
      return new SyncError(reason, `image pull failed for ${image} because ${what}${text.slice(reason.length)}`);
    }
  }
  return new SyncError('ErrImagePull', text);
}
