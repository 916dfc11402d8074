import { isMap } from '../../isMap';
import { textAt } from '../../manifest/textAt';
import { valueAt } from '../../path';
import { timestampInterval } from './interval';

/**
 * One request to the API server, as its audit log has it (audit.k8s.io/v1 Event, staging/src/k8s.io/apiserver/pkg/apis/audit/v1/types.go,
 * 1.37). Of the bodies of request and answer, which may hold Secrets, nothing is kept but the names below.
 */
export interface AuditEntry {
  /** Of the request: each of its stages has it. */
  id: string;
  /** `create`, `update`, `patch`, `delete`, `get`, `list`, … */
  verb: string;
  /** `system:node:n1`, `system:serviceaccount:kube-system:job-controller`, `jane` */
  user: string;
  agent: string;
  group: string;
  version: string;
  /** The plural: `pods`. */
  resource: string;
  subresource: string;
  /** '' for what belongs to no namespace. */
  namespace: string;
  /** Also one that the API server made, where the answer was logged; '' where nothing tells it. */
  name: string;
  uid: string;
  /** The pod for which a token was asked. */
  boundPod: string;
  /** Milliseconds since the epoch: when the request came in. */
  received: number;
  /** When its answer was complete; undefined while it is under way. */
  answered?: number;
  /** Of the answer, an HTTP status. */
  code?: number;
  reason: string;
  /** What the API server said; not of a Secret, whose values it may quote. */
  message: string;
}

/** Whether a value is an event of an audit log. */
export function isAuditEvent(value: unknown): boolean {
  return isMap(value) && value['kind'] === 'Event' && isAuditVersion(value['apiVersion']);
}

/** Whether a value is a list of them, as a webhook is sent it. */
export function isAuditEventList(value: unknown): value is { items: unknown[] } {
  return (
    isMap(value) &&
    value['kind'] === 'EventList' &&
    isAuditVersion(value['apiVersion']) &&
    Array.isArray(value['items'])
  );
}

function isAuditVersion(apiVersion: unknown): boolean {
  return typeof apiVersion === 'string' && apiVersion.startsWith('audit.k8s.io/');
}

/** The request that an event of an audit log tells of; undefined for one that is about no object, or has no time. */
export function auditEntry(event: unknown): AuditEntry | undefined {
  const text = (...path: string[]): string => textAt(event, path);
  const resource = text('objectRef', 'resource');
  const received = timestampInterval(text('requestReceivedTimestamp')).earliest;
  if (resource === '' || !Number.isFinite(received)) return undefined;
  const stage = text('stage');
  const told = timestampInterval(text('stageTimestamp')).earliest;
  const isAnswered = (stage === 'ResponseComplete' || stage === 'Panic') && told >= received;
  const code = valueAt(event, ['responseStatus', 'code']);
  return {
    id: text('auditID'),
    verb: text('verb'),
    user: text('user', 'username'),
    agent: text('userAgent'),
    group: text('objectRef', 'apiGroup'),
    version: text('objectRef', 'apiVersion'),
    resource,
    subresource: text('objectRef', 'subresource'),
    namespace: text('objectRef', 'namespace'),
    name: text('objectRef', 'name') || text('responseObject', 'metadata', 'name'),
    uid: text('objectRef', 'uid') || text('responseObject', 'metadata', 'uid'),
    boundPod: text('requestObject', 'spec', 'boundObjectRef', 'name'),
    received,
    ...(isAnswered && { answered: told }),
    ...(typeof code === 'number' && { code }),
    reason: text('responseStatus', 'reason'),
    message: resource === 'secrets' ? '' : text('responseStatus', 'message'),
  };
}

/** Whether it changes nothing. */
export function isRead({ verb }: AuditEntry): boolean {
  return verb === 'get' || verb === 'list' || verb === 'watch';
}

/** Whether the API server did what was asked. */
export function isTaken({ code }: AuditEntry): boolean {
  return code !== undefined && code < 300;
}
