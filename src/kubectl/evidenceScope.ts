import { kindOf } from '../core/api/kinds';
import type { KubernetesObject } from '../core/api/kubernetesObject';
import { podTemplatePath } from '../core/manifest/podSpecs';
import type { ObservedPod } from '../core/observe/observation';
import { isOfMembers } from '../core/observe/members';
import type { Kubectl } from './kubectl';
import { KubectlError } from './kubectlError';
import { kubectlArgs, namespaceName, objectName, resourceType, type Checked } from './kubectlArgs';

/** Which pods of a cluster are watched. */
export interface EvidenceScope {
  namespace: string;
  /** One pod by its name; without it and a selector, all of the namespace. */
  pod?: string;
  labelSelector?: string;
  /** `Pod web`, `CronJob backup`: only pods that are or whose owners are one of these; without it, all that are watched. */
  members?: readonly string[];
  /** Those of them that were read: they tell how many pods are wanted. */
  workloads?: readonly KubernetesObject[];
}

interface Workload extends KubernetesObject {
  spec?: {
    selector?: Record<string, unknown> & {
      matchLabels?: Record<string, string>;
      matchExpressions?: { key: string; operator: string; values?: string[] }[];
    };
  };
}

/** What a person asked to watch, found to be names that Kubernetes allows. */
interface TargetName {
  type: Checked;
  name: Checked;
}

/** Reads `POD` or `TYPE/NAME`. @throws KubectlError where no object can be called so */
export function watchTarget(target: string): TargetName {
  const [first = '', second, ...more] = target.split('/');
  if (more.length > 0) throw new KubectlError('refused', `${JSON.stringify(target)} is neither POD nor TYPE/NAME`);
  const type = resourceType(second === undefined ? 'pod' : first);
  return { type, name: objectName(second ?? first, type) };
}

/**
 * What `POD` or `TYPE/NAME` means in a cluster: asks it for a workload's selector.
 * @throws KubectlError where there is no such object, no object can be called so, or it makes no pods
 */
export async function evidenceScope(
  kubectl: Kubectl,
  namespace: string,
  target: string,
  signal?: AbortSignal,
): Promise<EvidenceScope> {
  const { type, name } = watchTarget(target);
  if (/^(?:po|pods?)$/.test(type)) return { namespace, pod: name };
  const args = kubectlArgs`get -o json --namespace=${namespaceName(namespace)} -- ${type}/${name}`;
  const object = await kubectl.namedObject(args, { timeoutMs: 30_000, ...(signal && { signal }) });
  if (ownsNoPods(object))
    throw new KubectlError(
      'refused',
      `${memberName(object)} makes no pods: name a pod, or the workload that makes them`,
    );
  return scopeOf(object, namespace);
}

/** Of Kubernetes' own kinds all are known; what others define may own pods, and a node owns those of its files. */
function ownsNoPods({ kind = '' }: KubernetesObject): boolean {
  return kindOf(kind) !== undefined && podTemplatePath(kind) === undefined && kind !== 'Node';
}

/** The pods of several scopes in one namespace. */
export function joinedScope(scopes: readonly EvidenceScope[]): EvidenceScope {
  const [first, ...more] = scopes;
  if (!first) throw new KubectlError('refused', 'there is nothing to watch');
  if (more.length === 0) return first;
  return {
    namespace: first.namespace,
    members: scopes.flatMap((scope) => membersOf(scope) ?? []),
    workloads: scopes.flatMap(({ workloads = [] }) => workloads),
  };
}

/** The pods of an object: itself, or those that a workload makes. */
export function scopeOf(object: KubernetesObject, namespace: string): EvidenceScope {
  const { kind, metadata = {}, spec } = object as Workload;
  const where = metadata.namespace ?? namespace;
  if (kind === 'Pod') return { namespace: where, pod: metadata.name ?? '' };
  const labelSelector = spec?.selector && selectorText(spec.selector);
  return {
    namespace: where,
    ...(labelSelector && { labelSelector }),
    members: [memberName(object)],
    workloads: [object],
  };
}

/** Whether a pod that was seen is one of those that are meant. */
export function isMeant({ members }: EvidenceScope, { name, owners }: ObservedPod): boolean {
  return !members || isOfMembers(members, [`Pod ${name}`, ...owners]);
}

/** `Deployment web` */
export function memberName({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata?.name}`;
}

/** What is meant, by kind and name; undefined where that is all of the namespace. */
export function membersOf({ members, pod }: EvidenceScope): readonly string[] | undefined {
  return members ?? (pod === undefined ? undefined : [`Pod ${pod}`]);
}

/** A selector as the API's query takes it; '' where it selects nothing by labels (a CronJob has none). */
function selectorText({
  matchLabels,
  matchExpressions,
  ...plain
}: NonNullable<NonNullable<Workload['spec']>['selector']>): string {
  const equal = Object.entries(matchLabels ?? (matchExpressions ? {} : plain)).map(
    ([key, value]) => `${key}=${String(value)}`,
  );
  const others = (matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [...equal, ...others].join(',');
}
