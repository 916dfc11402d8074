import { entryOf } from '../../entryOf';
import { statusText } from '../../api/status';
import { levelOf } from '../../trace/messageLevels';
import type { Evidence, Message, Outcome, Subject } from '../../trace/trace';
import { auditCaller } from './auditCaller';
import { isRead, type AuditEntry } from '../evidence/auditEntry';

const methods: Readonly<Record<string, string>> = {
  create: 'POST',
  update: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  deletecollection: 'DELETE',
  get: 'GET',
  list: 'GET',
};

/** `POST /api/v1/namespaces/shop/pods/web/binding`; undefined for what is no call with an answer, such as a watch. */
export function auditMethod({
  verb,
  group,
  version,
  namespace,
  resource,
  subresource,
  name,
}: AuditEntry): string | undefined {
  const method = entryOf(methods, verb);
  if (method === undefined) return undefined;
  const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const all = `${base}${namespace === '' ? '' : `/namespaces/${namespace}`}/${resource}`;
  if (verb === 'list') return `${method} ${all}${name === '' ? '' : `?fieldSelector=metadata.name=${name}`}`;
  if (name === '' || (verb === 'create' && subresource === '')) return `${method} ${all}`;
  return `${method} ${all}/${name}${subresource === '' ? '' : `/${subresource}`}`;
}

/** What an entry says of a call: who made it, when exactly, and how it ended. */
export function auditFacts(
  entry: AuditEntry,
): Pick<Message, 'from' | 'caller' | 'start' | 'end' | 'outcome' | 'source'> {
  const { received, answered } = entry;
  return {
    ...auditCaller(entry),
    start: { at: received, precision: 0 },
    ...(answered !== undefined && { end: { at: answered, precision: 0 } }),
    outcome: outcomeOf(entry),
    source: 'observed',
  };
}

function outcomeOf({ code, reason, message }: AuditEntry): Outcome {
  if (code === undefined || code < 400) return { ok: true };
  return { ok: false, code: statusText({ code, message, ...(reason !== '' && { reason }) }), text: message };
}

/** The entry as evidence: the user and its agent in the log's own words. */
export function auditEvidence({ user, agent, verb, resource, subresource, received, code }: AuditEntry): Evidence {
  const what = subresource === '' ? resource : `${resource}/${subresource}`;
  return {
    what: 'audit log',
    text: `${user}${agent === '' ? '' : ` (${agent})`}: ${verb} ${what}${code === undefined ? '' : `, ${code}`}`,
    at: { at: received, precision: 0 },
  };
}

/** A call that the audit log alone tells of, before it has its id; undefined for what is no call. */
export function auditMessage(entry: AuditEntry, subject: Subject | undefined, request?: object): Message | undefined {
  const method = auditMethod(entry);
  if (method === undefined) return undefined;
  const message: Omit<Message, 'level'> = {
    id: '',
    to: 'apiserver',
    protocol: 'HTTP',
    method,
    ...(subject && { subject }),
    ...(request && { request }),
    ...auditFacts(entry),
    evidence: [auditEvidence(entry)],
  };
  return { ...message, level: isRead(entry) ? 3 : levelOf(message) };
}
