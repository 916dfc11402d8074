import type { Pod } from '../api/types';
import { sleep, type Task, type VirtualClock } from '../runtime/virtualClock';
import type { KubeletContext } from './kubeletContext';
import type { PodEvents } from './podEvents';
import { volumeProblem } from './volumeProblem';

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

  constructor(readonly clock: VirtualClock) {}

  /** Returns whether all volumes were mounted in time; what failed is told by events. */
  *waitForAttachAndMount(ctx: KubeletContext, events: PodEvents, pod: Pod): Task<boolean> {
    const mounted = mountedVolumes(pod);
    if (mounted.size === 0) return true;
    const uid = pod.metadata?.uid ?? '';
    if (this.#mounted.has(uid)) return true;
    if (!this.#mounting.has(uid)) {
      this.#mounting.add(uid);
      for (const { name, ...volume } of pod.spec?.volumes ?? []) {
        if (mounted.has(name)) this.clock.spawn(this.#tryToMount(ctx, events, pod, { name, ...volume }));
      }
    }
    const end = this.clock.now() + timeoutMs;
    for (;;) {
      yield* sleep(this.clock, pollMs);
      const failing = (pod.spec?.volumes ?? []).filter(
        (volume) => mounted.has(volume.name) && volumeProblem(ctx, pod, volume),
      );
      if (failing.length === 0) {
        this.#mounted.add(uid);
        return true;
      }
      if (this.clock.now() < end) continue;
      const names = failing.map(({ name }) => name).join(' ');
      const message = `Unable to attach or mount volumes: unmounted volumes=[${names}], unattached volumes=[], failed to process volumes=[]: context deadline exceeded`;
      events.record('Warning', 'FailedMount', message);
      return false;
    }
  }

  /** Tries until it works or the pod is gone, with a wait that doubles. */
  *#tryToMount(
    ctx: KubeletContext,
    events: PodEvents,
    pod: Pod,
    volume: NonNullable<Pod['spec']>['volumes'] extends (infer V)[] | undefined ? V : never,
  ): Task {
    yield* sleep(this.clock, 100);
    for (let wait = firstBackoffMs; ; wait = Math.min(wait * 2, longestBackoffMs)) {
      const { namespace = '', name = '' } = pod.metadata ?? {};
      if (!ctx.store.get('Pod', namespace, name)) return;
      const problem = volumeProblem(ctx, pod, volume);
      if (problem === undefined) return;
      events.record('Warning', 'FailedMount', `MountVolume.SetUp failed for volume "${volume.name}" : ${problem}`);
      yield* sleep(this.clock, wait);
    }
  }
}

/** The pod's volumes that its containers mount or map; the others are set up, but nobody waits for them. */
function mountedVolumes({ spec }: Pod): Set<string> {
  const names = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].flatMap(
    ({ volumeMounts, volumeDevices }) => [
      ...(volumeMounts ?? []).map(({ name }) => name),
      ...(volumeDevices ?? []).map(({ name }) => name),
    ],
  );
  const images = new Set((spec?.volumes ?? []).filter(({ image }) => image).map(({ name }) => name));
  return new Set(names.filter((name) => !images.has(name)));
}
