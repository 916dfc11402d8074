import type { Pod, Volume } from '../../../api/types';
import { sleep, type Task, type VirtualClock } from '../../../virtualClock';
import type { KubeletContext } from '../context/kubeletContext';
import type { PodEvents } from '../context/podEvents';
import type { ServiceAccountTokens } from './serviceAccountTokens';
import { volumeProblem, type VolumeProblem } from './volumeProblem';

/** How often the pod's worker looks whether its volumes are there (podAttachAndMountRetryInterval). */
const pollMs = 300;
/** How long it looks before it gives up for this sync (podAttachAndMountTimeout). */
const timeoutMs = 123_000;
/** The first wait after a failed mount, and the longest (pkg/volume/util/nestedpendingoperations). */
const firstBackoffMs = 500;
const longestBackoffMs = 122_000;

/** Waits for a pod's volumes (pkg/kubelet/volumemanager/volume_manager.go, 1.37). */
export class VolumeManager {
  readonly #mounting = new Set<string>();
  readonly #mounted = new Set<string>();
  /** Volumes that wait for a token, with why they have none, by pod and name. */
  readonly #withoutToken = new Map<string, VolumeProblem>();

  constructor(
    readonly clock: VirtualClock,
    readonly tokens: ServiceAccountTokens,
  ) {}

  /** Returns whether all volumes were mounted in time; what failed is told by events. A pod that is deleted waits no more. */
  *waitForAttachAndMount(
    ctx: KubeletContext,
    events: PodEvents,
    pod: Pod,
    isTerminating: () => boolean,
  ): Task<boolean> {
    const expected = mountedVolumes(pod);
    const uid = pod.metadata?.uid ?? '';
    if (expected.length === 0 || this.#mounted.has(uid)) return true;
    if (!this.#mounting.has(uid)) {
      this.#mounting.add(uid);
      for (const volume of expected) this.clock.spawn(this.#tryToMount(ctx, events, pod, volume));
    }
    const end = this.clock.now() + timeoutMs;
    while (this.clock.now() < end && !isTerminating()) {
      yield* sleep(this.clock, pollMs);
      const failing = expected.flatMap((volume) => {
        const problem = volumeProblem(ctx, pod, volume) ?? this.#withoutToken.get(`${uid}/${volume.name}`);
        return problem ? [{ name: volume.name, ...problem }] : [];
      });
      if (failing.length === 0) {
        this.#mounted.add(uid);
        return true;
      }
      const unprocessed = failing.filter(({ at }) => at === 'processing');
      if (unprocessed.length === 0) continue;
      const message = unprocessed.map((volume) => volume.message).join('; ');
      events.record('Warning', 'FailedMount', unmounted(failing, unprocessed, message));
      return false;
    }
    if (ctx.release.tellsUnmountedVolumes && !isTerminating()) {
      const left = expected.filter((volume) => volumeProblem(ctx, pod, volume));
      events.record('Warning', 'FailedMount', unmounted(left, [], 'timed out waiting for the condition'));
    }
    return false;
  }

  /** Tries until it works or the pod is gone, with a wait that doubles. */
  *#tryToMount(ctx: KubeletContext, events: PodEvents, pod: Pod, volume: Volume): Task {
    yield* sleep(this.clock, 100);
    for (let wait = firstBackoffMs; ; wait = Math.min(wait * 2, longestBackoffMs)) {
      const { namespace = '', name = '' } = pod.metadata ?? {};
      if (!ctx.store.get('Pod', namespace, name)) return;
      const problem = volumeProblem(ctx, pod, volume);
      const refused = problem?.at === 'processing' ? undefined : this.#requestToken(pod, volume);
      const failed = problem ?? refused;
      if (failed === undefined) return;
      if (failed.at === 'mounting') events.record('Warning', 'FailedMount', failed.message);
      yield* sleep(this.clock, wait);
    }
  }

  /** Why the volume's token was not given (pkg/volume/projected/projected.go, 1.37). */
  #requestToken(pod: Pod, volume: Volume): VolumeProblem | undefined {
    const key = `${pod.metadata?.uid ?? ''}/${volume.name}`;
    const why = this.tokens.requestFor(pod, volume);
    if (why === undefined) {
      this.#withoutToken.delete(key);
      return undefined;
    }
    const message = `MountVolume.SetUp failed for volume "${volume.name}" : failed to fetch token: ${why}`;
    const problem = { at: 'mounting', message } as const;
    this.#withoutToken.set(key, problem);
    return problem;
  }
}

function unmounted(
  volumes: readonly { name: string }[],
  unprocessed: readonly { name: string }[],
  why: string,
): string {
  const names = (list: readonly { name: string }[]): string => `[${list.map(({ name }) => name).join(' ')}]`;
  return `Unable to attach or mount volumes: unmounted volumes=${names(volumes)}, unattached volumes=[], failed to process volumes=${names(unprocessed)}: ${why}`;
}

/** The pod's volumes that its containers mount or map, by name; the others are not set up. */
function mountedVolumes({ spec }: Pod): Volume[] {
  const used = new Set(
    [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].flatMap(({ volumeMounts, volumeDevices }) =>
      [...(volumeMounts ?? []), ...(volumeDevices ?? [])].map(({ name }) => name),
    ),
  );
  return (spec?.volumes ?? [])
    .filter(({ name, image }) => used.has(name) && !image)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
