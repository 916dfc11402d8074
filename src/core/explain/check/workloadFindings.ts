import type { WrittenObject } from '../../api/kubernetesObject';
import type { Circumstances } from '../../circumstances/circumstances';
import { start } from '../../circumstances/start';
import { diagnose } from '../../diagnosis/diagnosis';
import { surenessOf, type CauseName } from '../../diagnosis/facts/causeTable';
import type { Diagnosis } from '../../diagnosis/facts/finding';
import type { ManifestObject } from '../../manifest/manifestObject';
import { podOf, podSpecOf } from '../../manifest/podOf';
import { valueAt } from '../../path';
import { asMeant } from '../meaning/asMeant';
import type { CheckFinding, CheckSeverity } from './checkFinding';
import { diagnosisFinding } from './diagnosisFinding';

/** What the API server says of objects, whatever the cluster is like that they come to. */
const ofObjects: ReadonlySet<CauseName> = new Set<CauseName>([
  'pods-refused', 'invalid-value', 'wrong-type', 'unknown-field', 'unknown-kind', 'api-version-missing',
  'api-version-not-served', 'object-refused', 'limit-range', 'pod-security', 'priority-written', 'quota-needs-requests',
]); // prettier-ignore

/** Not about a start, or as somebody wants it. */
const harmless: ReadonlySet<CauseName> = new Set<CauseName>([
  'service-selects-nothing', 'rollout-paused', 'resize-pending', 'resize-infeasible', 'quota-used-up',
]); // prettier-ignore

/**
 * What keeps the workload of an object from what it is to be, beyond what its first pod tells: its controller, all its
 * pods, the time that they take.
 *
 * @param existing what else there is
 */
export function workloadFindings(
  object: ManifestObject,
  existing: readonly WrittenObject[],
  circumstances: Circumstances,
): CheckFinding[] {
  if (!isMoreThanAPod(object, existing)) return [];
  const started = start({ objects: [asMeant(object.value)], existing: existing.map(asMeant), circumstances });
  // Most starts have nothing to tell, and the trace of one takes its time.
  if (diagnose(started).length === 0) return [];
  const { end: now, missing } = started.trace;
  return diagnose(started, { now, missing }).flatMap((diagnosis): CheckFinding[] => {
    const severity = severityOf(diagnosis);
    return severity ? [diagnosisFinding(diagnosis, severity, [object], object).finding] : [];
  });
}

/** How much is certain in a cluster that is taken to be a usual one: times, sizes and neighbours of another differ. */
function severityOf({ name, isWaiting }: Diagnosis): CheckSeverity | undefined {
  if (isWaiting || harmless.has(name) || surenessOf(name) === 'possible') return undefined;
  return ofObjects.has(name) ? 'error' : 'warning';
}

/** Whether more can be told of a workload than its first pod alone tells. */
function isMoreThanAPod({ kind, value }: ManifestObject, existing: readonly WrittenObject[]): boolean {
  const pod = podOf(value);
  const spec = pod && podSpecOf(pod);
  if (!spec) return false;
  if (spec.activeDeadlineSeconds !== undefined || spec.readinessGates) return true;
  if (existing.some(({ kind: other }) => typeof other === 'string' && ofNamespaces.has(other))) return true;
  if (kind === 'Pod') return false;
  const replicas = valueAt(value, ['spec', 'replicas']) ?? 1;
  return !ofReplicas.has(kind) || replicas !== 1;
}

/** What a namespace asks of all its pods. */
const ofNamespaces = new Set(['Namespace', 'ResourceQuota', 'LimitRange']);
const ofReplicas = new Set(['Deployment', 'ReplicaSet', 'ReplicationController']);
