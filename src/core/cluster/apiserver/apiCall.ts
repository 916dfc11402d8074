import type { DroppedField } from './droppedFields';
import type { ApiError } from '../../api/status';
import { collectionPath, kindOf } from '../../api/kinds';
import { versionsOf } from '../../api/servedVersions';
import { entryOf } from '../../entryOf';
import type { PodStatus } from '../../api/types';
import type { ApiBecause } from '../../trace/because';
import type { KubernetesObject } from '../../api/kubernetesObject';

/** The controllers of kube-controller-manager, each by the service account with which it asks (cmd/kube-controller-manager/names, 1.37). */
export type ControllerName =
  | 'attachdetach-controller'
  | 'cronjob-controller'
  | 'daemon-set-controller'
  | 'deployment-controller'
  | 'disruption-controller'
  | 'endpoint-controller'
  | 'endpointslice-controller'
  | 'ephemeral-volume-controller'
  | 'generic-garbage-collector'
  | 'job-controller'
  | 'persistent-volume-binder'
  | 'pvc-protection-controller'
  | 'replicaset-controller'
  | 'replication-controller'
  | 'resource-claim-controller'
  | 'resourcequota-controller'
  | 'statefulset-controller'
  | 'ttl-after-finished-controller';

/** Who asks the API server, by the name that its audit log has. */
export type Caller =
  | 'kubectl'
  | 'kube-scheduler'
  | 'kubelet'
  /** The API server itself, whose admission keeps count of quotas. */
  | 'apiserver'
  | ControllerName
  /** A storage provisioner of the cluster. */
  | `provisioner ${string}`;

/** What is asked, as audit logs have it (apiserver/pkg/endpoints/request/requestinfo.go, 0.37); reads are not recorded. */
export type ApiVerb = 'create' | 'update' | 'patch' | 'delete';

export type Subresource = 'status' | 'binding' | 'token' | 'ephemeralcontainers';

/** One change that was asked of the API server, with its answer. */
export interface ApiCall {
  caller: Caller;
  /** The node of a kubelet. */
  node?: string;
  verb: ApiVerb;
  kind: string;
  subresource?: Subresource;
  /** '' for what belongs to no namespace. */
  namespace: string;
  /** '' where the API server makes the name. */
  name: string;
  /** The decision behind it, where who asks gives one. */
  because?: ApiBecause;
  /** Of a patch of a pod's status: what it was before. */
  before?: PodStatus;
  /** What was sent: of a patch of a status, the status. A Secret has no values here. */
  body?: object;
  answer:
    | { object?: KubernetesObject; warnings?: readonly string[]; dropped?: readonly DroppedField[] }
    | { error: ApiError };
  /** Milliseconds since the epoch. */
  start: number;
  end: number;
}

/** The plural that stands in paths and audit logs: `pods`. */
export function resourceOf({ kind }: Pick<ApiCall, 'kind'>): string {
  return kindOf(kind)?.resource ?? kind.toLowerCase();
}

/** The answer's HTTP status: 201 for what was made, 200 for another change, or the refusal's. */
export function codeOf({ verb, answer }: Pick<ApiCall, 'verb' | 'answer'>): number {
  if ('error' in answer) return answer.error.code;
  return verb === 'create' ? 201 : 200;
}

/** From a request to its answer, in milliseconds (as recorded). */
export const answerMs = 2;

/** The path that is asked: `/api/v1/namespaces/default/pods`, `/api/v1/namespaces/default/pods/web/binding`. */
export function callPath({ verb, kind, subresource, namespace, name, body }: ApiCall): string {
  if (verb === 'create' && !subresource) {
    // Whoever makes an object asks in the version in which it is written.
    const written = entryOf(body, 'apiVersion');
    const version = versionsOf(kind).find((one) => one === written);
    return collectionPath(kind, namespace, version);
  }
  const path = `${collectionPath(kind, namespace)}/${name}`;
  return subresource ? `${path}/${subresource}` : path;
}
