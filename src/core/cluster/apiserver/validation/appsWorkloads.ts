import type {
  DaemonSetSpec,
  DeploymentSpec,
  PodTemplateSpec,
  ReplicaSetSpec,
  ReplicationControllerSpec,
  StatefulSetSpec,
} from '../../../api/types';
import { validateClaimSpec } from './claimSpec';
import type { FieldError } from '../../../api/fieldError';
import { badName, forbiddenField, invalidValue, nonnegative, required, unsupported } from '../../../api/fieldErrors';
import { goIntOrString, goNumber, goPointer, goStruct, goText, type GoValue } from '../../../api/goValue';
import { isNotMoreThan100Percent, isZero, positiveIntOrPercent } from './intOrPercent';
import { validateLabelSelector } from './labelSelector';
import { dns1123Label } from '../../../api/names';
import { entryOf } from '../../../entryOf';
import { invalidSelector, isUsable, labelsDiffer, validateLastingPods, validateOwnSelector, validatePodTemplate, validateTemplateLabels, validateTemplateMetadata } from './podTemplate'; // prettier-ignore
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const template = 'spec.template';

/** ValidateDeploymentSpec, pkg/apis/apps/validation/validation.go, 1.37. */
export function validateDeployment(spec: Partial<DeploymentSpec>, release: KubernetesRelease): FieldError[] {
  const errors = nonnegative('spec.replicas', spec.replicas);
  errors.push(...validateSelectedTemplate(spec, 'deployment', 'ReplicaSet', release));
  const { type = '', rollingUpdate: rolling } = spec.strategy ?? {};
  const path = 'spec.strategy.rollingUpdate';
  if (type === 'Recreate') {
    if (rolling) errors.push(forbiddenField(path, "may not be specified when strategy `type` is 'Recreate'"));
  } else if (type === 'RollingUpdate') {
    const { maxUnavailable = 0, maxSurge = 0 } = rolling ?? {};
    errors.push(
      ...positiveIntOrPercent(maxUnavailable, `${path}.maxUnavailable`),
      ...positiveIntOrPercent(maxSurge, `${path}.maxSurge`),
    );
    if (isZero(maxUnavailable) && isZero(maxSurge))
      errors.push(
        invalidValue(`${path}.maxUnavailable`, goIntOrString(maxUnavailable), 'may not be 0 when `maxSurge` is 0'),
      );
    errors.push(...isNotMoreThan100Percent(maxUnavailable, `${path}.maxUnavailable`));
  } else {
    const whole = strategyValue('apps.DeploymentStrategy', type, 'apps.RollingUpdateDeployment', rolling);
    errors.push(unsupported('spec.strategy', whole, ['Recreate', 'RollingUpdate']));
  }
  const { minReadySeconds = 0, progressDeadlineSeconds: deadline } = spec;
  errors.push(
    ...nonnegative('spec.minReadySeconds', minReadySeconds),
    ...nonnegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...nonnegative('spec.progressDeadlineSeconds', deadline),
  );
  if (deadline !== undefined && deadline <= minReadySeconds)
    errors.push(invalidValue('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
  return errors;
}

/** ValidateReplicaSetSpec. */
export function validateReplicaSet(spec: Partial<ReplicaSetSpec>, release: KubernetesRelease): FieldError[] {
  return [
    ...nonnegative('spec.replicas', spec.replicas),
    ...nonnegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateSelectedTemplate(spec, 'deployment', 'ReplicaSet', release),
  ];
}

/** A selector and the template that it must choose (ValidatePodTemplateSpecForReplicaSet). */
function validateSelectedTemplate(
  { selector, template: pods = {} }: Partial<ReplicaSetSpec | DeploymentSpec>,
  emptyFor: string,
  kind: string,
  release: KubernetesRelease,
): FieldError[] {
  const errors = [...validateLabelSelector(selector, 'spec.selector'), ...validateOwnSelector(selector, 'spec.selector', emptyFor)]; // prettier-ignore
  if (!isUsable(selector)) return [...errors, invalidSelector(selector, 'spec.selector', 'invalid label selector')];
  // What is empty has been refused as such; what is absent matches nothing.
  if (!selector || !isEmpty(selector)) errors.push(...validateTemplateLabels(selector, pods, template));
  return [...errors, ...validatePodTemplate(pods, template, release), ...validateLastingPods(pods, template, kind)];
}

function isEmpty({
  matchLabels = {},
  matchExpressions = [],
}: {
  matchLabels?: object;
  matchExpressions?: unknown[];
}): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length === 0;
}

/** How a Deployment or a DaemonSet brings its pods up to date. */
function strategyValue(
  name: string,
  type: string,
  rollingName: string,
  rolling: { maxUnavailable?: number | string; maxSurge?: number | string } | undefined,
): GoValue {
  const { maxUnavailable = 0, maxSurge = 0 } = rolling ?? {};
  const fields = { MaxUnavailable: goIntOrString(maxUnavailable), MaxSurge: goIntOrString(maxSurge) };
  const RollingUpdate = goPointer(rollingName, rolling && goStruct(rollingName, fields));
  return goStruct(name, { Type: goText(type), RollingUpdate });
}

/** ValidateDaemonSetSpec. */
export function validateDaemonSet(spec: Partial<DaemonSetSpec>, release: KubernetesRelease): FieldError[] {
  const { selector, template: pods = {}, updateStrategy: { type = '', rollingUpdate: rolling } = {} } = spec;
  const errors = validateLabelSelector(selector, 'spec.selector');
  if (isUsable(selector)) errors.push(...validateTemplateLabels(selector, pods, template));
  if (selector) errors.push(...validateOwnSelector(selector, 'spec.selector', 'daemonset'));
  errors.push(
    ...validatePodTemplate(pods, template, release),
    ...validateLastingPods(pods, template, 'DaemonSet'),
    ...nonnegative('spec.minReadySeconds', spec.minReadySeconds),
  );
  const path = 'spec.updateStrategy.rollingUpdate';
  if (type === 'RollingUpdate') {
    const { maxUnavailable = 0, maxSurge = 0 } = rolling ?? {};
    const both = [['maxUnavailable', maxUnavailable], ['maxSurge', maxSurge]] as const; // prettier-ignore
    errors.push(...both.flatMap(([field, value]) => positiveIntOrPercent(value, `${path}.${field}`)));
    errors.push(...both.flatMap(([field, value]) => isNotMoreThan100Percent(value, `${path}.${field}`)));
    if (!isZero(maxUnavailable) && !isZero(maxSurge))
      errors.push(
        invalidValue(`${path}.maxSurge`, goIntOrString(maxSurge), 'may not be set when maxUnavailable is non-zero'),
      );
    else if (isZero(maxUnavailable) && isZero(maxSurge))
      errors.push(required(`${path}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
  } else if (type !== 'OnDelete') {
    const whole = strategyValue('apps.DaemonSetUpdateStrategy', type, 'apps.RollingUpdateDaemonSet', rolling);
    errors.push(unsupported('spec.updateStrategy', whole, ['RollingUpdate', 'OnDelete']));
  }
  return [...errors, ...nonnegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit)];
}

/** ValidateStatefulSetSpec. */
export function validateStatefulSet(spec: Partial<StatefulSetSpec>, release: KubernetesRelease): FieldError[] {
  const { podManagementPolicy: policy = '', updateStrategy: strategy = {}, selector, template: pods = {} } = spec;
  const errors: FieldError[] = [];
  if (policy !== 'OrderedReady' && policy !== 'Parallel')
    errors.push(invalidValue('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'"));
  errors.push(...validateStatefulSetStrategy(strategy));
  const retention = spec.persistentVolumeClaimRetentionPolicy;
  for (const field of retention ? (['whenDeleted', 'whenScaled'] as const) : []) {
    const value = retention?.[field];
    if (value !== 'Retain' && value !== 'Delete')
      errors.push(unsupported(`spec.persistentVolumeClaimRetentionPolicy.${field}`, value, ['Retain', 'Delete']));
  }
  const claims = spec.volumeClaimTemplates ?? [];
  errors.push(
    ...(release.looksIntoStatefulSets
      ? claims.flatMap((claim, i) => validateClaimSpec(claim.spec ?? {}, `spec.volumeClaimTemplates[${i}].spec`))
      : []),
    ...nonnegative('spec.replicas', spec.replicas),
    ...nonnegative('spec.minReadySeconds', spec.minReadySeconds),
    ...nonnegative('spec.ordinals.start', spec.ordinals?.start),
    ...(spec.serviceName && release.checksServiceNameOfStatefulSet
      ? badName('spec.serviceName', spec.serviceName, dns1123Label)
      : []),
    ...validateLabelSelector(selector, 'spec.selector'),
    ...validateOwnSelector(selector, 'spec.selector', 'statefulset'),
  );
  if (!isUsable(selector)) errors.push(invalidSelector(selector, 'spec.selector', ''));
  else {
    if (!selector || !isEmpty(selector)) errors.push(...validateTemplateLabels(selector, pods, template));
    const names = claims.map(({ metadata }) => metadata?.name ?? '');
    if (release.looksIntoStatefulSets)
      errors.push(...validatePodTemplate(podOfStatefulSet(pods, names), template, release));
    errors.push(...validateTemplateMetadata(pods, template, release));
  }
  errors.push(...validateLastingPods(pods, template, 'StatefulSet'));
  return errors;
}

function validateStatefulSetStrategy({
  type = '',
  rollingUpdate: rolling,
}: NonNullable<StatefulSetSpec['updateStrategy']>): FieldError[] {
  const path = 'spec.updateStrategy.rollingUpdate';
  const name = 'apps.RollingUpdateStatefulSetStrategy';
  const { partition = 0, maxUnavailable } = rolling ?? {};
  const shown = goStruct(name, {
    Partition: goNumber(partition),
    MaxUnavailable: goPointer(
      'intstr.IntOrString',
      maxUnavailable === undefined ? undefined : goIntOrString(maxUnavailable),
    ),
  });
  if (type === 'OnDelete') {
    const detail = "only allowed for updateStrategy 'RollingUpdate'";
    return rolling ? [invalidValue(path, shown, detail)] : [];
  }
  if (type !== 'RollingUpdate') {
    const RollingUpdate = goPointer(name, rolling && shown);
    const whole = goStruct('apps.StatefulSetUpdateStrategy', { Type: goText(type), RollingUpdate });
    return [invalidValue('spec.updateStrategy', whole, "must be 'RollingUpdate' or 'OnDelete'")];
  }
  const errors = nonnegative(`${path}.partition`, rolling?.partition);
  if (maxUnavailable === undefined) return errors;
  errors.push(...positiveIntOrPercent(maxUnavailable, `${path}.maxUnavailable`));
  if (isZero(maxUnavailable))
    errors.push(invalidValue(`${path}.maxUnavailable`, goIntOrString(maxUnavailable), 'cannot be 0'));
  return [...errors, ...isNotMoreThan100Percent(maxUnavailable, `${path}.maxUnavailable`)];
}

/** Names of hosts are the controller's own; claim templates are volumes, in the place of those of the same name. */
function podOfStatefulSet(pods: PodTemplateSpec, claims: readonly string[]): PodTemplateSpec {
  const { subdomain, hostname, ...spec } = pods.spec ?? { containers: [] };
  if (claims.length === 0 && !subdomain && !hostname) return pods;
  const others = (spec.volumes ?? []).filter(({ name }) => !claims.includes(name));
  const ofClaims = [...new Set(claims)].map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  const volumes = claims.length > 0 ? [...ofClaims, ...others] : spec.volumes;
  return { ...pods, spec: { ...spec, ...(volumes && { volumes }) } };
}

/** ValidateReplicationControllerSpec, pkg/apis/core/validation/validation.go. */
export function validateReplicationController(
  spec: Partial<ReplicationControllerSpec>,
  release: KubernetesRelease,
): FieldError[] {
  const { selector = {}, template: pods } = spec;
  const keys = Object.keys(selector);
  const replicas = nonnegative('spec.replicas', spec.replicas);
  const minReady = nonnegative('spec.minReadySeconds', spec.minReadySeconds);
  const ofSelector = keys.length === 0 ? [required('spec.selector')] : [];
  const errors: FieldError[] = [];
  if (!pods) errors.push(required(template));
  else {
    const labels = pods.metadata?.labels;
    if (keys.some((key) => entryOf(labels, key) !== entryOf(selector, key)))
      errors.push(labelsDiffer(labels, template));
    errors.push(
      ...validatePodTemplate(pods, template, release),
      ...validateLastingPods(pods, template, 'ReplicationController'),
    );
  }
  return release.declaredRulesInTypesOrder
    ? [...ofSelector, ...errors, ...replicas, ...minReady]
    : [...minReady, ...ofSelector, ...replicas, ...errors];
}
