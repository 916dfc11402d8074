import type { Namespace, Pod } from '../../../api/types';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import type { ApiError } from '../../../api/status';
import { invalidValue } from '../../../api/fieldErrors';
import { podTemplatePath } from '../../../api/podTemplate';
import { valueAt } from '../../../path';
import { entryOf } from '../../../entryOf';
import { invalid } from '../validation/invalid';
import { forbidden, type AdmissionContext, type PodAdmission } from './admission';
import { baselineChecks } from './podSecurity/baseline';
import type { Check, CheckPod } from './podSecurity/check';
import { restrictedChecks } from './podSecurity/restricted';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/**
 * Refuses a pod that its namespace's pod security level does not allow
 * (k8s.io/pod-security-admission/admission/admission.go EvaluatePod, 0.37).
 */
export const podSecurity: PodAdmission = (pod, context) => {
  const violated = violationsOf(pod, labelsOf(context), 'enforce', context.release);
  return violated === undefined ? undefined : forbidden(pod, `violates PodSecurity ${violated}`);
};

/**
 * What the namespace's level to warn of says of a pod, or of a template that pods are made from
 * (EvaluatePod and EvaluatePodController of the same file); a pod that is refused for the same has no warning.
 */
export function podSecurityWarnings(object: KubernetesObject, context: AdmissionContext): string[] {
  const template = podTemplatePath(object.kind);
  const pod = template && (valueAt(object, template) as Pod | undefined);
  if (!pod?.spec) return [];
  const labels = labelsOf(context);
  // Who enforces a level and names none to warn of is warned of that (api/helpers.go PolicyToEvaluate).
  const mode = entryOf(labels, 'pod-security.kubernetes.io/warn') === undefined ? 'enforce' : 'warn';
  const violated = violationsOf(pod, labels, mode, context.release);
  return violated === undefined ? [] : [`would violate PodSecurity ${violated}`];
}

function labelsOf({ store, namespace, namespaceLabels }: AdmissionContext): Readonly<Record<string, string>> {
  return store.get<Namespace>('Namespace', '', namespace)?.metadata?.labels ?? namespaceLabels;
}

/** The level of the mode with what a pod violates of it; undefined where it violates nothing. */
function violationsOf(
  pod: Pod,
  labels: Readonly<Record<string, string>>,
  mode: 'enforce' | 'warn',
  { podSecurityChecks: latest }: KubernetesRelease,
): string | undefined {
  const key = `pod-security.kubernetes.io/${mode}`;
  const written = entryOf(labels, key);
  if (written === undefined) return undefined;
  const level = written === 'privileged' || written === 'baseline' ? written : 'restricted';
  if (level === 'privileged') return undefined;
  const minor = /^v1\.(\d+)$/.exec(entryOf(labels, `${key}-version`) ?? '')?.[1];
  const checks = checksOf(level, minor === undefined ? latest : Math.min(Number(minor), latest));
  const violations = checks.flatMap((check) => check(pod.spec!, pod.metadata ?? {}) ?? []);
  if (violations.length === 0) return undefined;
  const text = violations.map(({ reason, detail }) => (detail ? `${reason} (${detail})` : reason)).join(', ');
  return `"${level}:${minor === undefined ? 'latest' : `v1.${minor}`}": ${text}`;
}

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
