import { groupedBy } from '../../groupedBy';
import { greatest, least } from '../../extremes';
import type { Message, Subject } from '../../trace/trace';
import { auditCaller } from './auditCaller';
import { isTaken, type AuditEntry } from '../evidence/auditEntry';
import { auditEvidence, auditFacts, auditMessage, auditMethod } from './auditMessage';

/**
 * A pod's messages as events and statuses tell them, made as exact as the audit log has them, and with the calls that only
 * the log tells of. Both are the API server's times; where they exclude each other the log is right.
 * @param entries what was asked of the pod by its name
 * @param unnamed who may have made it where nothing tells its name
 */
export function withAudit(
  messages: readonly Message[],
  entries: readonly AuditEntry[],
  unnamed: readonly AuditEntry[],
  subject: Subject,
): Message[] {
  const left = groupedBy(
    [...entries].sort((a, b) => a.received - b.received),
    auditMethod,
  );
  const used = new Set<AuditEntry>();
  const isMade = entries.some((entry) => entry.verb === 'create' && entry.subresource === '' && isTaken(entry));
  // From the last to the first: of the calls that one moment may tell of, a status is that of the last.
  const told = [...messages].reverse().map((message) => {
    if (message.protocol !== 'HTTP') return message;
    const possible = left.get(message.method) ?? [];
    const entry = entryFor(message, possible);
    if (entry) {
      used.add(entry);
      left.set(message.method, possible.slice(0, possible.indexOf(entry)));
      return audited(message, entry);
    }
    return !isMade && unnamed.length > 0 && /^POST \S+\/pods$/.test(message.method)
      ? between(message, unnamed)
      : message;
  });
  const added = entries.filter((entry) => !used.has(entry)).flatMap((entry) => auditMessage(entry, subject) ?? []);
  return [...told.reverse(), ...added];
}

/** The last of the calls that a message may be; of what is done once, the one that was taken, whatever other clocks say. */
function entryFor({ method, start, end }: Message, possible: readonly AuditEntry[]): AuditEntry | undefined {
  const taken = possible.filter(isTaken);
  const [from, to] = [start ?? end, end ?? start];
  const near = taken.filter((entry) => {
    const { received, answered = received } = entry;
    return (!to || received <= to.at + to.precision) && (!from || answered >= from.at - from.precision);
  });
  return near.at(-1) ?? (taken.length === 1 && method.startsWith('POST ') ? taken[0] : undefined);
}

function audited(message: Message, entry: AuditEntry): Message {
  const { because, evidence = [], ...rest } = message;
  const facts = auditFacts(entry);
  return {
    ...rest,
    ...facts,
    // Who did it otherwise had other reasons.
    ...(because && facts.from === message.from && { because }),
    evidence: [auditEvidence(entry), ...evidence],
  };
}

/** A call that is one of several, of which nothing tells which one. */
function between(message: Message, entries: readonly AuditEntry[]): Message {
  const earliest = least(entries.map(({ received }) => received));
  const latest = greatest(entries.map(({ received, answered = received }) => answered));
  const moment = { at: (earliest + latest) / 2, precision: (latest - earliest) / 2 };
  const [first, ...others] = entries;
  if (!first) return message;
  if (others.length === 0) return audited(message, first);
  const who = auditCaller(first);
  const isOne = others.every((other) => auditCaller(other).caller === who.caller);
  const { because, ...rest } = message;
  return {
    ...rest,
    ...(isOne && who),
    ...(because && (!isOne || who.from === message.from) && { because }),
    start: moment,
    end: moment,
    evidence: [...entries.map(auditEvidence), ...(message.evidence ?? [])],
  };
}
