import type { Pod } from '../../api/types';
import type { SchemaField } from '../../api/schemaField';
import { answerTexts, type ProbeKind } from '../../narration/answerTexts';
import { entryOf } from '../../entryOf';
import type { Path } from '../../path';
import { clockedContainers } from '../../probeClock/podClock';
import type { KubernetesRelease } from '../../release/kubernetesRelease';
import { prose, type Runs } from '../../textRuns';

const probes: Readonly<Record<string, ProbeKind>> = {
  startupProbe: 'startup',
  readinessProbe: 'readiness',
  livenessProbe: 'liveness',
};

/** The fields of a probe that decide when it has an effect. */
const ofTime = new Set([
  'failureThreshold',
  'initialDelaySeconds',
  'periodSeconds',
  'successThreshold',
  'timeoutSeconds',
]);

/**
 * What a probe, or a number of it, means for the time of a start.
 *
 * @param path of the field in its pod
 */
export function probeClockFacts(
  { definition, field }: SchemaField,
  path: Path,
  pod: Pod,
  release: KubernetesRelease,
): Runs[] {
  const isNumber = definition === 'Probe' && ofTime.has(field);
  const [, list, index, name] = path;
  const kind = typeof name === 'string' ? entryOf(probes, name) : undefined;
  if (!kind || path.length !== (isNumber ? 5 : 4) || !release.syncsForEveryProbe) return [];
  const containers = entryOf(
    { containers: pod.spec?.containers, initContainers: pod.spec?.initContainers },
    String(list),
  );
  const container = typeof index === 'number' ? containers?.[index] : undefined;
  const found = clockedContainers(pod).find((one) => one.container === container);
  return found ? answerTexts(kind, found.clocked, release).map(prose) : [];
}
