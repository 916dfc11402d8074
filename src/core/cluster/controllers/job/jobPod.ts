import type { Container, ContainerStatus, Job, Pod, PodFailurePolicyRule } from '../../../api/types';
import { podFromTemplate } from '../framework/podFromTemplate';

/** Keeps a pod from going before the Job's controller has counted it. */
export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';
const indexKey = 'batch.kubernetes.io/job-completion-index';
const failuresKey = 'batch.kubernetes.io/job-index-failure-count';
const ignoredKey = 'batch.kubernetes.io/job-index-ignored-failure-count';
const longestGenerateName = 58;

export function isIndexed({ spec }: Job): boolean {
  return spec?.completionMode === 'Indexed';
}

/** A pod of the Job, for one index where it has indexes (pkg/controller/job/job_controller.go manageJob, 1.37). */
export function jobPod(job: Job, index: number | undefined, replaced: Pod | undefined): Pod {
  const pod = podFromTemplate(job, job.spec!.template);
  const metadata = pod.metadata!;
  metadata.finalizers = [
    ...(metadata.finalizers ?? []).filter((name) => name !== trackingFinalizer),
    trackingFinalizer,
  ];
  if (index === undefined) return pod;
  const { name = '' } = job.metadata ?? {};
  metadata.annotations = { ...metadata.annotations, [indexKey]: String(index), ...failureCounts(job, replaced) };
  metadata.labels = { ...metadata.labels, [indexKey]: String(index) };
  const suffix = `-${index}-`;
  metadata.generateName = name.slice(0, longestGenerateName - suffix.length) + suffix;
  const spec = pod.spec!;
  spec.hostname = `${name}-${index}`;
  spec.containers = spec.containers.map(withIndexVariable);
  if (spec.initContainers) spec.initContainers = spec.initContainers.map(withIndexVariable);
  return pod;
}

function withIndexVariable(container: Container): Container {
  if (container.env?.some(({ name }) => name === 'JOB_COMPLETION_INDEX')) return container;
  const fieldPath = `metadata.labels['${indexKey}']`;
  const variable = { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { fieldPath } } };
  return { ...container, env: [...(container.env ?? []), variable] };
}

/** How often the index has failed, which its next pod carries where each index has its own limit. */
function failureCounts(job: Job, replaced: Pod | undefined): Record<string, string> {
  if (job.spec?.backoffLimitPerIndex === undefined) return {};
  if (!replaced) return { [failuresKey]: '0' };
  const counts = failurePolicy(job, replaced).isCounted;
  const failures = indexFailures(replaced) + (counts ? 1 : 0);
  const ignored = Number(replaced.metadata?.annotations?.[ignoredKey] ?? 0) + (counts ? 0 : 1);
  return { [failuresKey]: String(failures), ...(ignored > 0 && { [ignoredKey]: String(ignored) }) };
}

export function indexFailures({ metadata }: Pod): number {
  return Number(metadata?.annotations?.[failuresKey] ?? 0);
}

export function indexFailuresInAll(pod: Pod): number {
  return indexFailures(pod) + Number(pod.metadata?.annotations?.[ignoredKey] ?? 0);
}

/** The index of a pod; undefined where it has none below the number of completions. */
export function indexOf({ metadata }: Pod, { spec }: Job): number | undefined {
  const text = metadata?.annotations?.[indexKey];
  return text !== undefined && Number(text) < (spec?.completions ?? 0) ? Number(text) : undefined;
}

export function isTracked({ metadata }: Pod): boolean {
  return metadata?.finalizers?.includes(trackingFinalizer) ?? false;
}

/** Whether the pod counts as failed: one that is deleted does too, unless only failed ones are replaced. */
export function hasFailed({ status, metadata }: Pod, { spec }: Job): boolean {
  if (status?.phase === 'Failed') return true;
  if (spec?.podReplacementPolicy === 'Failed') return false;
  return Boolean(metadata?.deletionTimestamp) && status?.phase !== 'Succeeded';
}

/** What the Job's policy makes of a failed pod (pkg/controller/job/pod_failure_policy.go, 1.37). */
export interface FailureVerdict {
  /** Whether it counts towards the limit of failures. */
  isCounted: boolean;
  failsIndex: boolean;
  /** Why the whole Job fails. */
  failsJob?: string;
}

/** The verdict of the first rule that matches. */
export function failurePolicy({ spec }: Job, pod: Pod): FailureVerdict {
  for (const [i, rule] of (spec?.podFailurePolicy?.rules ?? []).entries()) {
    const why = matches(rule, pod);
    if (why === undefined) continue;
    if (rule.action === 'Ignore') return { isCounted: false, failsIndex: false };
    if (rule.action === 'FailIndex') return { isCounted: true, failsIndex: true };
    if (rule.action === 'FailJob') {
      return { isCounted: true, failsIndex: false, failsJob: `${why} matching FailJob rule at index ${i}` };
    }
    break;
  }
  return { isCounted: true, failsIndex: false };
}

function matches(
  { onExitCodes, onPodConditions }: PodFailurePolicyRule,
  { metadata, status }: Pod,
): string | undefined {
  const who = `${metadata?.namespace}/${metadata?.name}`;
  if (onExitCodes) {
    const fits = ({ name, state }: ContainerStatus): boolean => {
      const code = state?.terminated?.exitCode;
      if (code === undefined || code === 0) return false;
      if (onExitCodes.containerName !== undefined && onExitCodes.containerName !== name) return false;
      return onExitCodes.values.includes(code) === (onExitCodes.operator === 'In');
    };
    const container = status?.containerStatuses?.find(fits) ?? status?.initContainerStatuses?.find(fits);
    return (
      container &&
      `Container ${container.name} for pod ${who} failed with exit code ${container.state?.terminated?.exitCode}`
    );
  }
  const condition = status?.conditions?.find((one) =>
    onPodConditions?.some((pattern) => pattern.type === one.type && (pattern.status ?? 'True') === one.status),
  );
  return condition && `Pod ${who} has condition ${condition.type}`;
}
