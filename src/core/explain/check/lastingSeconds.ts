import type { Container, PodSpec, Probe } from '../../api/types';
import type { WrittenObject } from '../../api/kubernetesObject';
import { podOf, podSpecOf } from '../../manifest/podOf';
import { valueAt } from '../../path';

/** A start whose containers end by themselves has shown it by then. */
const least = 45;
/** No start is looked at for longer. */
const most = 600;

/** For how many seconds a start has to be looked at until its probes have given up and its deadlines are over. */
export function lastingSeconds(objects: readonly WrittenObject[]): number {
  const ofObject = (object: WrittenObject): number => {
    const pod = podOf(object);
    const spec = pod && podSpecOf(pod);
    const deadline = [valueAt(object, ['spec', 'activeDeadlineSeconds']), spec?.activeDeadlineSeconds];
    return spec ? Math.max(secondsOf(spec), ...deadline.map((one) => (typeof one === 'number' ? one + 15 : 0))) : 0;
  };
  return Math.min(
    most,
    objects.reduce((longest, object) => Math.max(longest, ofObject(object)), least),
  );
}

function secondsOf({ containers, initContainers = [] }: PodSpec): number {
  const spans = [...containers, ...initContainers].map((container: Container) =>
    [container.startupProbe, container.livenessProbe, container.readinessProbe].reduce(
      (sum, probe) => sum + spanOf(probe),
      0,
    ),
  );
  return Math.max(0, ...spans) + 30;
}

/** Until a probe that never succeeds has failed as often as it may (pkg/apis/core/v1/defaults.go has what is not written). */
function spanOf(probe: Probe | undefined): number {
  if (!probe) return 0;
  const { initialDelaySeconds = 0, periodSeconds = 10, timeoutSeconds = 1, failureThreshold = 3 } = probe;
  return initialDelaySeconds + (failureThreshold + 1) * Math.max(periodSeconds, timeoutSeconds);
}
