import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import type { WrittenObject } from './kubernetesObject';

/** What has to be written otherwise where a kind goes from one of its versions to another one. */
interface VersionChange {
  kinds: readonly string[];
  /** The apiVersions before it; all others of the kind have it behind them. */
  before: readonly string[];
  /** What is to be done, after the words "write the apiVersion". */
  says: string;
  /** Whether an object of the old version is one that it concerns. */
  concerns: (object: WrittenObject) => boolean;
}

const always = (): boolean => true;

/**
 * What differs between the versions of a kind beside their names: as the OpenAPI descriptions of 1.18 to 1.37 differ
 * (api/openapi-spec/swagger.json), and the conversions and defaults of those before (pkg/apis/extensions/v1beta1, 1.15).
 */
const changes: readonly VersionChange[] = [
  {
    kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
    before: ['extensions/v1beta1', 'apps/v1beta1'],
    says: 'give it a spec.selector that chooses the labels of its pods, which was optional',
    concerns: ({ spec }) => isMap(spec) && fieldOf(spec, 'selector') === undefined,
  },
  {
    kinds: ['Deployment'],
    before: ['extensions/v1beta1', 'apps/v1beta1'],
    says: 'leave out spec.rollbackTo',
    concerns: ({ spec }) => fieldOf(spec, 'rollbackTo') !== undefined,
  },
  {
    kinds: ['DaemonSet'],
    before: ['extensions/v1beta1'],
    says: 'leave out spec.templateGeneration',
    concerns: ({ spec }) => fieldOf(spec, 'templateGeneration') !== undefined,
  },
  {
    kinds: ['Ingress'],
    before: ['extensions/v1beta1', 'networking.k8s.io/v1beta1'],
    says: 'give each path a pathType, and write spec.backend as spec.defaultBackend, serviceName as service.name and servicePort as service.port.number or service.port.name',
    concerns: ({ spec }) =>
      fieldOf(spec, 'backend') !== undefined ||
      listOf(spec, 'rules').some((rule) =>
        listOf(fieldOf(rule, 'http'), 'paths').some(
          (path) => fieldOf(path, 'pathType') === undefined || hasAny(fieldOf(path, 'backend'), oldBackend),
        ),
      ),
  },
  {
    kinds: ['HorizontalPodAutoscaler'],
    before: ['autoscaling/v2beta1'],
    says: 'write the target of each metric as target.type with averageUtilization, averageValue or value, and metricName as metric.name',
    concerns: ({ spec }) => listOf(spec, 'metrics').length > 0,
  },
  {
    kinds: ['HorizontalPodAutoscaler'],
    before: ['autoscaling/v1'],
    says: 'write targetCPUUtilizationPercentage as a metric of the resource cpu',
    concerns: ({ spec }) => fieldOf(spec, 'targetCPUUtilizationPercentage') !== undefined,
  },
  {
    kinds: ['PodDisruptionBudget'],
    before: ['policy/v1beta1'],
    says: 'look at an empty selector, which now chooses all pods of the namespace and chose none',
    concerns: ({ spec }) => isMap(fieldOf(spec, 'selector')) && !hasAny(fieldOf(spec, 'selector'), selectorFields),
  },
  {
    kinds: ['CustomResourceDefinition'],
    before: ['apiextensions.k8s.io/v1beta1'],
    says: 'give each of spec.versions its schema, its subresources and its additionalPrinterColumns (with jsonPath), which stood in spec, and write spec.conversion.webhook',
    concerns: always,
  },
  {
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    before: ['admissionregistration.k8s.io/v1beta1'],
    says: 'give each webhook its sideEffects (None or NoneOnDryRun) and admissionReviewVersions; failurePolicy is Fail where none is written, and was Ignore',
    concerns: (object) =>
      listOf(object, 'webhooks').some((webhook) =>
        webhookFields.some((field) => fieldOf(webhook, field) === undefined),
      ),
  },
  {
    kinds: ['CertificateSigningRequest'],
    before: ['certificates.k8s.io/v1beta1'],
    says: 'give it a spec.signerName and spec.usages',
    concerns: ({ spec }) => fieldOf(spec, 'signerName') === undefined || listOf(spec, 'usages').length === 0,
  },
  {
    kinds: ['EndpointSlice'],
    before: ['discovery.k8s.io/v1beta1'],
    says: 'write the topology of an endpoint as its nodeName and its zone',
    concerns: (object) => listOf(object, 'endpoints').some((endpoint) => fieldOf(endpoint, 'topology') !== undefined),
  },
  {
    kinds: ['RuntimeClass'],
    before: ['node.k8s.io/v1alpha1'],
    says: 'write spec.runtimeHandler as handler, and what else is in spec beside it',
    concerns: always,
  },
  {
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    before: ['rbac.authorization.k8s.io/v1alpha1'],
    says: 'write the apiVersion of each subject as its apiGroup',
    concerns: (object) => listOf(object, 'subjects').some((subject) => fieldOf(subject, 'apiVersion') !== undefined),
  },
  {
    kinds: ['PriorityLevelConfiguration'],
    before: ['v1alpha1', 'v1beta1', 'v1beta2'].map((version) => `flowcontrol.apiserver.k8s.io/${version}`),
    says: 'write spec.limited.assuredConcurrencyShares as nominalConcurrencyShares',
    concerns: ({ spec }) => fieldOf(fieldOf(spec, 'limited'), 'assuredConcurrencyShares') !== undefined,
  },
  {
    kinds: ['ResourceClaim', 'ResourceClaimTemplate'],
    before: ['v1alpha3', 'v1beta1'].map((version) => `resource.k8s.io/${version}`),
    says: 'put what a device request asks for (deviceClassName, selectors, count, …) into its exactly',
    concerns: always,
  },
  {
    kinds: ['ResourceSlice'],
    before: ['v1alpha3', 'v1beta1'].map((version) => `resource.k8s.io/${version}`),
    says: 'take the fields of a device out of its basic',
    concerns: always,
  },
  {
    kinds: ['Event'],
    before: ['v1'],
    says: 'write involvedObject as regarding and message as note, and give it an eventTime',
    concerns: always,
  },
];

const oldBackend = ['serviceName', 'servicePort'];
const selectorFields = ['matchLabels', 'matchExpressions'];
const webhookFields = ['sideEffects', 'admissionReviewVersions'];

/** Versions of which no release describes both: nobody can say what changed. */
const unknown: readonly (readonly [kind: RegExp, before: RegExp])[] = [
  [/^(?:ResourceClaim|ResourceClaimTemplate|ResourceSlice)$/, /\/v1alpha[12]$/],
  [/^(?:Workload|PodGroup)$/, /\/v1alpha[12]$/],
  [/^(?:PodCertificateRequest|StorageVersionMigration|LeaseCandidate)$/, /\/v1alpha1$/],
];

/** How an object gets from one version of its kind to another one. */
export interface VersionStep {
  /** What else is to be written otherwise; undefined where the fields are the same. */
  says?: string;
  /** Whether the apiVersion alone is enough for the object that was given. */
  isEnough: boolean;
}

/**
 * What has to change beside the apiVersion. Without an object all is told that one may have to change.
 *
 * @param from an apiVersion that some release has or had of the kind
 */
export function versionStep(kind: string, from: string, to: string, object?: WrittenObject): VersionStep {
  const between = changes.filter(
    ({ kinds, before }) => kinds.includes(kind) && before.includes(from) !== before.includes(to),
  );
  const isBack = between.some(({ before }) => before.includes(to));
  if (isBack || unknown.some(([kinds, before]) => kinds.test(kind) && before.test(from) !== before.test(to)))
    return { says: 'look whether its fields changed', isEnough: false };
  const concerned = object ? between.filter(({ concerns }) => concerns(object)) : between;
  const isEnough = concerned.length === 0;
  return isEnough ? { isEnough } : { says: concerned.map(({ says }) => says).join('; '), isEnough };
}

function fieldOf(value: unknown, field: string): unknown {
  return isMap(value) ? (entryOf(value, field) ?? undefined) : undefined;
}

function listOf(value: unknown, field: string): readonly unknown[] {
  const list = fieldOf(value, field);
  return Array.isArray(list) ? list : [];
}

function hasAny(value: unknown, fields: readonly string[]): boolean {
  return fields.some((field) => fieldOf(value, field) !== undefined);
}
