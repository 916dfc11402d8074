import type { Namespace } from '../../../api/types';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import type { ApiError } from '../../../api/status';
import { invalidValue } from '../../../api/fieldErrors';
import { entryOf } from '../../../entryOf';
import { invalid } from '../validation/invalid';
import { forbidden, type PodAdmission } from './admission';
import { baselineChecks } from './podSecurity/baseline';
import type { Check, CheckPod } from './podSecurity/check';
import { restrictedChecks } from './podSecurity/restricted';

/** The newest version that the checks know; `latest` is that. */
const latest = 37;

/**
 * Refuses a pod that its namespace's pod security level does not allow
 * (k8s.io/pod-security-admission/admission/admission.go EvaluatePod, 0.37).
 */
export const podSecurity: PodAdmission = (pod, { store, namespace, namespaceLabels }) => {
  const labels = store.get<Namespace>('Namespace', '', namespace)?.metadata?.labels ?? namespaceLabels;
  const written = labels['pod-security.kubernetes.io/enforce'];
  if (written === undefined) return undefined;
  const level = written === 'privileged' || written === 'baseline' ? written : 'restricted';
  if (level === 'privileged') return undefined;
  const minor = /^v1\.(\d+)$/.exec(labels['pod-security.kubernetes.io/enforce-version'] ?? '')?.[1];
  const checks = checksOf(level, minor === undefined ? latest : Math.min(Number(minor), latest));
  const violations = checks.flatMap((check) => check(pod.spec!, pod.metadata ?? {}) ?? []);
  if (violations.length === 0) return undefined;
  const text = violations.map(({ reason, detail }) => (detail ? `${reason} (${detail})` : reason)).join(', ');
  return forbidden(pod, `violates PodSecurity "${level}:${minor === undefined ? 'latest' : `v1.${minor}`}": ${text}`);
};

const levels = ['privileged', 'baseline', 'restricted'];

/** What is wrong with a namespace's own labels (ValidateNamespace). */
export function podSecurityLabels(namespace: KubernetesObject): ApiError | undefined {
  const labels = namespace.metadata?.labels;
  const errors = ['enforce', 'audit', 'warn'].flatMap((mode) => {
    const key = `pod-security.kubernetes.io/${mode}`;
    const level = entryOf(labels, key);
    const version = entryOf(labels, `${key}-version`);
    return [
      ...(level === undefined || levels.includes(level)
        ? []
        : [invalidValue(`metadata.labels[${key}]`, level, `must be one of ${levels.join(', ')}`)]),
      ...(version === undefined || /^(latest|v1\.(0|[1-9]\d*))$/.test(version)
        ? []
        : [invalidValue(`metadata.labels[${key}-version]`, version, 'must be "latest" or "v1.x"')]),
    ];
  });
  return errors.length === 0 ? undefined : invalid('Namespace', namespace.metadata?.name ?? '', errors);
}

/** The checks of a level as of a minor release, in the order of their messages (policy/registry.go, 0.37). */
function checksOf(level: 'baseline' | 'restricted', minor: number): CheckPod[] {
  const versionOf = ({ versions }: Check): CheckPod | undefined =>
    versions.filter(({ from }) => from <= minor).at(-1)?.check;
  if (level === 'baseline') return baselineChecks.flatMap((check) => versionOf(check) ?? []);
  const restricted = restrictedChecks.filter((check) => versionOf(check));
  const overridden = new Set(restricted.map(({ overrides }) => overrides));
  const kept = baselineChecks.filter(({ id }) => !overridden.has(id));
  return [...kept, ...restricted].flatMap((check) => versionOf(check) ?? []);
}
