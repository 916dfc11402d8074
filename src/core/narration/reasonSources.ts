import type { KubeletBecause, RemoveCause } from '../trace/because';
import type { NarrationLink } from './narration';
import { source } from './sources';

const runtime = 'pkg/kubelet/kuberuntime/';

const removals: Readonly<Record<RemoveCause, NarrationLink>> = {
  olderInstance: source('pkg/kubelet/pod_container_deletor.go', 'deleteContainersInPod'),
  podDeleted: source('pkg/kubelet/pod_container_deletor.go', 'deleteContainersInPod'),
  olderInit: source(`${runtime}kuberuntime_container.go`, 'pruneInitContainersBeforeStart'),
  sandboxChanged: source(`${runtime}kuberuntime_container.go`, 'purgeInitContainers'),
  restartAll: source(`${runtime}kuberuntime_manager.go`, 'SyncPod'),
  garbage: source(`${runtime}kuberuntime_gc.go`, 'evictContainers'),
};

/** The function that makes a call for this reason, where one method is called from several places. */
export function reasonSource(because: KubeletBecause): NarrationLink | undefined {
  switch (because.type) {
    case 'checkImage':
      return source(`${runtime}kuberuntime_image.go`, 'GetImageRef');
    case 'readImageSize':
      return source(`${runtime}kuberuntime_image.go`, 'GetImageSize');
    case 'readImageUser':
      return source(`${runtime}helpers.go`, 'getImageUser');
    case 'runHook':
      return because.hook === 'postStart'
        ? source('pkg/kubelet/lifecycle/handlers.go', 'Run')
        : source(`${runtime}kuberuntime_container.go`, 'executePreStopHook');
    case 'probe':
      return source('pkg/kubelet/prober/prober.go', 'runProbe');
    case 'removeContainer':
      return removals[because.cause];
    default:
      return undefined;
  }
}
