import { byteLength } from '../../../api/byteLength';
import type { CronJobSpec, Job, JobSpec } from '../../../api/types';
import { oneOf } from './container';
import { cronScheduleError } from './cronScheduleError';
import type { FieldError } from '../../../api/fieldError';
import { badName, invalidValue, nonnegative, required, tooLong, unsupported } from '../../../api/fieldErrors';
import { goList, goMap, goNumber, goPointer, goStruct, goText } from '../../../api/goValue';
import { validateLabelSelector } from './labelSelector';
import { dns1123Label, dns1123Subdomain } from '../../../api/names';
import { validatePodFailurePolicy } from './podFailurePolicy';
import { invalidSelector, isUsable, validatePodTemplate, validateTemplateLabels } from './podTemplate';
import { validateSuccessPolicy } from './successPolicy';
import { unchecked } from '../../../api/unchecked';
import { validateTimeZone } from './timeZone';
import { entryOf } from '../../../entryOf';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const pathForm = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const pathPattern = new RegExp(`^${pathForm}$`);

/** ValidateJobCreate, pkg/apis/batch/validation/validation.go, 1.37. */
export function validateJob(job: Job, release: KubernetesRelease): FieldError[] {
  const spec: Partial<JobSpec> = job.spec ?? {};
  const { selector, template = {}, completionMode, completions } = spec;
  const name = job.metadata?.name ?? '';
  const errors = [...validateGeneratedSelector(job), ...validateJobSpec(spec, 'spec', release)];
  if (selector) errors.push(...validateLabelSelector(selector, 'spec.selector'));
  else errors.push(required('spec.selector'));
  if (isUsable(selector)) errors.push(...validateTemplateLabels(selector, template, 'spec.template'));
  if (completionMode === 'Indexed' && completions !== undefined && completions > 0) {
    const last = `${name}-${completions - 1}`;
    if (dns1123Label(last).length > 0) {
      const detail = `will not able to create pod with invalid DNS label: ${last}`;
      errors.push(invalidValue('metadata.name', name, detail));
    }
  }
  return errors;
}

/** The labels and the selector that the API server made up must be as it made them (validateGeneratedSelector). */
function validateGeneratedSelector({ metadata: { name = '', uid = '' } = {}, spec }: Job): FieldError[] {
  if (!spec?.selector || spec.manualSelector) return [];
  const labels: Readonly<Record<string, string>> = {
    'controller-uid': uid,
    'job-name': name,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
  };
  const own = spec.template?.metadata?.labels ?? {};
  const errors = Object.entries(labels).flatMap(([key, value]) => {
    const path = `spec.template.metadata.labels[${key}]`;
    return entryOf(own, key) === value ? [] : [invalidValue(path, goMap(own), `must be '${value}'`)];
  });
  if (!isUsable(spec.selector)) return errors;
  const wrong = validateTemplateLabels(spec.selector, { metadata: { labels } }, '').length > 0;
  return wrong ? [...errors, invalidSelector(spec.selector, 'spec.selector', '`selector` not auto-generated')] : errors;
}

/** validateJobSpec, without what is said of the selector. */
function validateJobSpec(spec: Partial<JobSpec>, path: string, release: KubernetesRelease): FieldError[] {
  const errors: FieldError[] = [];
  const { completions, backoffLimitPerIndex: perIndex, maxFailedIndexes, managedBy, completionMode } = spec;
  for (const field of [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ] as const)
    // prettier-ignore
    errors.push(...nonnegative(`${path}.${field}`, spec[field]));
  if (maxFailedIndexes !== undefined && perIndex === undefined)
    errors.push(required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'));
  if (managedBy !== undefined) errors.push(...domainPrefixedPath(managedBy, `${path}.managedBy`));
  if (completionMode !== undefined && completionMode !== 'NonIndexed' && completionMode !== 'Indexed')
    errors.push(unsupported(`${path}.completionMode`, completionMode, ['NonIndexed', 'Indexed']));
  const atMost = (field: 'parallelism' | 'maxFailedIndexes', most: number, when: string): void => {
    const value = spec[field];
    if (value !== undefined && value > most)
      errors.push(invalidValue(`${path}.${field}`, value, `must be less than or equal to ${most}${when}`));
  };
  if (completionMode === 'Indexed') {
    if (completions === undefined) errors.push(required(`${path}.completions`, 'when completion mode is Indexed'));
    atMost('parallelism', 100_000, ' when completion mode is Indexed');
    if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions)
      errors.push(invalidValue(`${path}.maxFailedIndexes`, maxFailedIndexes, 'must be less than or equal to completions')); // prettier-ignore
    atMost('maxFailedIndexes', 100_000, '');
    if (completions !== undefined && completions > 100_000 && perIndex !== undefined) {
      const when = ' when completions are above 100000 and used with backoff limit per index';
      if (maxFailedIndexes === undefined)
        errors.push(required(`${path}.maxFailedIndexes`, 'must be specified when completions is above 100000'));
      atMost('parallelism', 10_000, when);
      atMost('maxFailedIndexes', 10_000, when);
    }
  }
  if (completionMode === undefined || completionMode === 'NonIndexed') {
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) {
      const value = spec[field];
      if (value !== undefined) errors.push(invalidValue(`${path}.${field}`, value, 'requires indexed completion mode'));
    }
  }
  if (spec.podFailurePolicy)
    errors.push(...validatePodFailurePolicy(spec.podFailurePolicy, spec, `${path}.podFailurePolicy`));
  if (spec.successPolicy) {
    if (completionMode === 'Indexed')
      errors.push(...validateSuccessPolicy(spec.successPolicy, completions ?? 0, `${path}.successPolicy`));
    else {
      const name = 'batch.SuccessPolicyRule';
      // An empty list is not stored, but it is none that is missing.
      const isWritten = Object.hasOwn(spec.successPolicy, 'rules');
      const rules = unchecked(spec.successPolicy).rules?.map(({ succeededIndexes: indexes, succeededCount: count }) =>
        goStruct(name, {
          SucceededIndexes: goPointer('string', indexes === undefined ? undefined : goText(indexes)),
          SucceededCount: goPointer('int32', count === undefined ? undefined : goNumber(count)),
        }),
      );
      const whole = goStruct('batch.SuccessPolicy', { Rules: goList(name, isWritten ? (rules ?? []) : rules) });
      errors.push(invalidValue(`${path}.successPolicy`, whole, 'requires indexed completion mode'));
    }
  }
  const { podReplacementPolicy: replacement } = spec;
  const allowed = spec.podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (replacement !== undefined && !allowed.includes(replacement))
    errors.push(unsupported(`${path}.podReplacementPolicy`, replacement, allowed));
  errors.push(...validatePodTemplate(spec.template, `${path}.template`, release));
  const policy = spec.template?.spec?.restartPolicy ?? '';
  const policyPath = `${path}.template.spec.restartPolicy`;
  if (policy === 'Always' || policy === '') errors.push(required(policyPath, 'valid values: "OnFailure", "Never"'));
  else if (policy !== 'OnFailure' && policy !== 'Never')
    errors.push(unsupported(policyPath, policy, ['OnFailure', 'Never']));
  else if (spec.podFailurePolicy && policy !== 'Never')
    errors.push(invalidValue(policyPath, policy, 'only "Never" is supported when podFailurePolicy is specified'));
  return errors;
}

/** IsDomainPrefixedPath, and at most 63 bytes of it. */
function domainPrefixedPath(text: string, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const slash = text.indexOf('/');
  if (!text) errors.push(required(path));
  else if (slash <= 0 || slash === text.length - 1)
    errors.push(invalidValue(path, text, 'must be a domain-prefixed path (such as "acme.io/foo")'));
  else {
    errors.push(...badName(path, text.slice(0, slash), dns1123Subdomain));
    const rest = text.slice(slash + 1);
    if (!pathPattern.test(rest))
      errors.push(invalidValue(path, rest, `Invalid path (regex used for validation is '${pathForm}')`));
  }
  if (byteLength(text) > 63) errors.push(tooLong(path, 63));
  return errors;
}

/** ValidateCronJobCreate. */
export function validateCronJob(spec: Partial<CronJobSpec>, name: string, release: KubernetesRelease): FieldError[] {
  const errors: FieldError[] = [];
  const { schedule = '', timeZone, jobTemplate } = spec;
  if (schedule) {
    const wrong = cronScheduleError(schedule);
    if (wrong !== undefined) errors.push(invalidValue('spec.schedule', schedule, wrong));
    if (schedule.includes('TZ'))
      errors.push(invalidValue('spec.schedule', schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead')); // prettier-ignore
  }
  if (!schedule && !release.declaredRulesInTypesOrder) errors.push(required('spec.schedule'));
  errors.push(...nonnegative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds));
  if (timeZone !== undefined) errors.push(...validateTimeZone(timeZone));
  errors.push(...oneOf(spec.concurrencyPolicy, ['Allow', 'Forbid', 'Replace'], 'spec.concurrencyPolicy'));
  const job: Partial<JobSpec> = jobTemplate?.spec ?? {};
  const jobPath = 'spec.jobTemplate.spec';
  errors.push(...validateJobSpec(job, jobPath, release));
  if (job.selector)
    errors.push(invalidSelector(job.selector, `${jobPath}.selector`, '`selector` will be auto-generated'));
  if (job.manualSelector) errors.push(unsupported(`${jobPath}.manualSelector`, true, ['nil', 'false']));
  errors.push(
    ...nonnegative('spec.successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit),
    ...nonnegative('spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit),
  );
  if (byteLength(name) > 52) errors.push(invalidValue('metadata.name', name, 'must be no more than 52 characters'));
  if (!schedule && release.declaredRulesInTypesOrder) errors.push(required('spec.schedule'));
  return errors;
}
