import { auditEntry, isAuditEvent, isAuditEventList, type AuditEntry } from './auditEntry';

/** What an audit log's text tells. */
export interface AuditText {
  entries: AuditEntry[];
  /**
   * The numbers of the lines that are no JSON, counted from 1: a log that was cut begins and ends with one, and between
   * what an API server prints of its audit log its other messages stand.
   */
  cut: number[];
}

/** How many lines at the beginning may be no event, and how far into one of them the words stand that tell it. */
const firstLines = 1_000;
const firstCharacters = 400;
/** What a container runtime writes before each line of a log (CRI's format of log files). */
const criPrefix = /^\d{4}-\d\d-\d\dT\S{1,40} (?:stdout|stderr) F /;

/** Whether a text is an audit log as the API server writes it, a JSON object a line; it may begin in the middle of one. */
export function isAuditText(text: string): boolean {
  let at = 0;
  for (let line = 0; line < firstLines && at < text.length; line++) {
    const start = text.slice(at, at + firstCharacters).replace(criPrefix, '');
    if (start.startsWith('{') && /^[^\n]*"audit\.k8s\.io\/v1(?:beta1|alpha1)?"/.test(start)) return true;
    const end = text.indexOf('\n', at);
    if (end < 0) return false;
    at = end + 1;
  }
  return false;
}

/** The requests that one event tells of, or a list of them, as a webhook is sent it; none of what is neither. */
export function auditEntries(value: unknown): AuditEntry[] {
  const events = isAuditEventList(value) ? value.items : [value];
  return events.flatMap((event) => (isAuditEvent(event) ? (auditEntry(event) ?? []) : []));
}

/** The requests that an audit log tells of, in its order. What is no event of one is passed over. */
export function auditText(text: string): AuditText {
  const entries: AuditEntry[] = [];
  const cut: number[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    let event: unknown;
    try {
      event = JSON.parse(line.replace(criPrefix, ''));
    } catch {
      cut.push(i + 1);
      continue;
    }
    entries.push(...auditEntries(event));
  }
  return { entries, cut };
}
