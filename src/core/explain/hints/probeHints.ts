import type { Container, Pod, Probe } from '../../api/types';
import { declaredObject } from '../../api/asDeclared';
import { isSameValue } from '../../isSameValue';
import type { ManifestObject } from '../../manifest/manifestObject';
import { podOf } from '../../manifest/podOf';
import { podSpecsOf } from '../../manifest/podSpecs';
import { answerLimits } from '../../probeClock/answerLimits';
import type { ClockedContainer } from '../../probeClock/clockedContainer';
import { clockedContainers } from '../../probeClock/podClock';
import { probeTimes } from '../../probeClock/probeTimes';
import { atLeast, windowText } from '../../probeClock/secondsText';
import { newestVersion, releaseOf } from '../../release/kubernetesRelease';
import type { ManifestHint } from './manifestHint';
import { nearest } from './nearest';

const kinds = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
type Field = (typeof kinds)[number];

/** What is found at a field of a probe. */
interface Found {
  severity: ManifestHint['severity'];
  code: string;
  message: string;
  /** Below the container. */
  at: readonly string[];
}

/** Values of probes that contradict each other, or the container that they ask. */
export function probeHints(object: ManifestObject): ManifestHint[] {
  const [spec] = podSpecsOf(object);
  const written = podOf(object.value);
  if (!spec || !written) return [];
  const pod = declaredObject<Pod>(written);
  return clockedContainers(pod).flatMap(({ container, clocked, isSidecar }) => {
    const list = isSidecar ? 'initContainers' : 'containers';
    const index = (pod.spec?.[list] ?? []).indexOf(container);
    const found = [
      ...kinds.flatMap((field) => [
        ...longTimeout(container, field),
        ...(pod.spec?.hostNetwork === true ? [] : asksTheNode(container, field)),
      ]),
      ...killsAtOnce(container, clocked),
      ...killsBeforeReadiness(container, clocked),
    ];
    return found.map(({ severity, code, message, at }) => ({
      severity,
      code,
      message,
      range: nearest(object, [...spec, list, index, ...at]),
    }));
  });
}

function longTimeout(container: Container, field: Field): Found[] {
  const probe = container[field];
  if (!probe) return [];
  const { timeout, period } = probeTimes(probe);
  if (timeout <= period) return [];
  const message = `An attempt of ${field} may take ${atLeast(timeout)}, but the next one is due after ${atLeast(period)}: while the application hangs, attempts are skipped.`;
  return [{ severity: 'information', code: 'probe-timeout-over-period', message, at: [field, 'timeoutSeconds'] }];
}

/** The kubelet connects from the node, where localhost is the node itself (pkg/kubelet/prober/prober.go runProbe, 1.37). */
function asksTheNode(container: Container, field: Field): Found[] {
  const probe = container[field];
  return (['httpGet', 'tcpSocket'] as const).flatMap((action) => {
    const host = probe?.[action]?.host;
    if (host === undefined || !/^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host)) return [];
    const message = `The kubelet probes from the node, where ${host} is the node and not container ${container.name}. Without host, it probes the pod's own address.`;
    return [{ severity: 'warning', code: 'probe-asks-node', message, at: [field, action, 'host'] }];
  });
}

/** One turn that fails decides, and the first one may come at the container's start. */
function killsAtOnce(container: Container, clocked: ClockedContainer): Found[] {
  const { killed, killedBy } = answerLimits(clocked, releaseOf(newestVersion));
  if (!killed || !killedBy || killed.earliest >= 1) return [];
  const advice =
    killedBy === 'liveness' ? 'A startupProbe would wait for it.' : 'A failureThreshold above 1 would wait for it.';
  const message = `The first failed attempt of ${killedBy}Probe kills container ${container.name}, which has ${windowText(killed)} to answer. ${advice}`;
  return [{ severity: 'information', code: 'probe-kills-slow-start', message, at: [`${killedBy}Probe`] }];
}

/** Liveness and readiness ask the same, and liveness has the container killed before readiness is asked at all. */
function killsBeforeReadiness(
  container: Container,
  { startup, readiness, liveness, ...rest }: ClockedContainer,
): Found[] {
  const { readinessProbe, livenessProbe } = container;
  if (startup || !readiness || !liveness || !isSameValue(question(readinessProbe), question(livenessProbe))) return [];
  const { killed } = answerLimits({ ...rest, readiness, liveness }, releaseOf(newestVersion));
  if (!killed || killed.latest > readiness.delay) return [];
  const message = `livenessProbe makes the same request as readinessProbe, so an application that does not answer is killed at ${windowText(killed)}, before readinessProbe runs (${atLeast(readiness.delay)}). A startupProbe would wait for it.`;
  return [{ severity: 'information', code: 'liveness-before-readiness', message, at: ['livenessProbe'] }];
}

function question({ exec, httpGet, tcpSocket, grpc }: Probe = {}): unknown {
  return { exec, httpGet, tcpSocket, grpc };
}
