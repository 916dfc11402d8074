import { groupedBy } from '../groupedBy';
import { greatest, least } from '../extremes';
import { atLevel } from '../trace/atLevel';
import type { Level } from '../trace/level';
import type { Message, Moment, Trace } from '../trace/trace';
import { attributesOf, spanKinds, statusError, unixNano, type Attribute, type ExportRequest, type Span } from './exportRequest'; // prettier-ignore
import { Resources } from './resources';
import { SpanIds } from './spanIds';
import { spanOfMessage } from './spanOfMessage';
import { syncsOf } from './syncs';

/** When a message began and ended, in milliseconds since the epoch, as a span has to have both. */
interface Times {
  start: number;
  end: number;
}

/**
 * A trace as OpenTelemetry's spans: one for the whole start, inside it the kubelet's turns with their calls, and the calls
 * of all others, each by who makes it. What a span cannot say stands in its attributes `podstartup.*`: how it is known
 * (`precision`: simulated, observed or inferred), between which moments its beginning and its end lie, and whether it has
 * an end at all. What stands between the arrows becomes events.
 * @param level of which level's messages; without it all
 */
export function otlpRequest(whole: Trace, level?: Level): ExportRequest {
  const trace = level ? atLevel(whole, level) : whole;
  const ids = new SpanIds(whole);
  const resources = new Resources(trace.view);
  const times = timesOf(trace);
  const spanId = ({ id }: Message): string => ids.of(`message ${id}`);
  const byResource = new Map<string, { attributes: Attribute[]; spans: Span[] }>();
  const add = (attributes: Attribute[], span: Omit<Span, 'traceId'>): void => {
    const key = JSON.stringify(attributes);
    let known = byResource.get(key);
    if (!known) byResource.set(key, (known = { attributes, spans: [] }));
    known.spans.push({ traceId: ids.traceId, ...span });
  };
  const events = eventsOf(trace);
  const root = ids.of('start');
  add(attributesOf({ 'service.name': 'pod-startup' }), {
    spanId: root,
    name: trace.title,
    kind: spanKinds.internal,
    ...nanoTimes({
      start: least([trace.start, ...[...times.values()].map(({ start }) => start)]),
      end: greatest([trace.end, ...[...times.values()].map(({ end }) => end)]),
    }),
    attributes: attributesOf({
      'podstartup.precision': trace.source,
      'podstartup.kubernetes': trace.kubernetes || undefined,
    }),
    ...events(undefined),
  });
  const syncOf = new Map<Message, string>();
  for (const { name, first, calls } of syncsOf(trace.messages)) {
    const id = ids.of(`sync ${first.id}`);
    for (const call of calls) syncOf.set(call, id);
    const { namespace, pod } = first.subject ?? { namespace: '', pod: '' };
    const inside = calls.flatMap((call) => times.get(call) ?? []);
    add(resources.sender(first), {
      spanId: id,
      parentSpanId: root,
      name,
      kind: spanKinds.internal,
      ...nanoTimes({ start: least(inside.map(({ start }) => start)), end: greatest(inside.map(({ end }) => end)) }),
      attributes: [
        ...resources.subject({ namespace, pod }),
        ...attributesOf({ 'k8s.pod': `${namespace}/${pod}`, 'podstartup.precision': 'inferred' }),
      ],
    });
  }
  const shown = new Map(trace.messages.map((message) => [message.id, message]));
  for (const message of trace.messages) {
    const { parent, subject, outcome, to } = message;
    const above = parent === undefined ? undefined : shown.get(parent);
    const { name, kind, attributes } = spanOfMessage(message, resources.service(to, subject));
    add(resources.sender(message), {
      spanId: spanId(message),
      parentSpanId: above ? spanId(above) : (syncOf.get(message) ?? root),
      name,
      kind,
      ...nanoTimes(times.get(message) ?? { start: trace.start, end: trace.start }),
      attributes: [...resources.subject(subject), ...attributes, ...precisionOf(message)],
      ...events(message.id),
      ...(!outcome.ok && { status: { code: statusError, message: outcome.text || outcome.code } }),
    });
  }
  return {
    resourceSpans: [...byResource.values()].map(({ attributes, spans }) => ({
      resource: { attributes },
      scopeSpans: [{ scope: { name: 'pod-startup' }, spans }],
    })),
  };
}

/** The same as text, as a collector's file exporter writes it: one line. */
export function otlpText(trace: Trace, level?: Level): string {
  const wellFormed = (_: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replace(halfCharacters, '\ufffd') : value;
  return `${JSON.stringify(otlpRequest(trace, level), wellFormed)}\n`;
}

/** Halves of surrogate pairs, which are no UTF-8. */
const halfCharacters = /[\ud800-\udfff]/gu;

/** A call that is under way ends with the trace; one whose beginning is not known has its end alone, or its place in the order. */
function timesOf({ messages, start: first, end: last }: Trace): Map<Message, Times> {
  let before = first;
  return new Map(
    messages.map((message) => {
      const start = message.start?.at ?? message.end?.at ?? before;
      before = start;
      const isKnown = message.start !== undefined || message.end !== undefined;
      return [message, { start, end: Math.max(start, message.end?.at ?? (isKnown ? last : start)) }];
    }),
  );
}

function nanoTimes({ start, end }: Times): Pick<Span, 'startTimeUnixNano' | 'endTimeUnixNano'> {
  return { startTimeUnixNano: String(unixNano(start)), endTimeUnixNano: String(unixNano(end)) };
}

/** How a message is known, and how exactly. */
function precisionOf({ id, source, start, end, level, evidence = [], warnings, times, outcome }: Message): Attribute[] {
  return attributesOf({
    'podstartup.precision': source,
    ...boundsOf('start', start),
    ...boundsOf('end', end),
    'podstartup.unfinished': start && !end ? true : undefined,
    'podstartup.start.unknown': start ? undefined : true,
    'podstartup.message': id,
    'podstartup.level': level,
    'podstartup.times': times,
    'podstartup.outcome': outcome.ok ? undefined : outcome.code,
    'podstartup.evidence': evidence.length > 0 ? evidence.map(({ what }) => what) : undefined,
    'podstartup.warnings': warnings && warnings.length > 0 ? warnings : undefined,
  });
}

/** The moments between which one lies, in nanoseconds since the epoch. */
function boundsOf(side: 'start' | 'end', moment: Moment | undefined): Record<string, bigint> {
  if (!moment) return {};
  return {
    [`podstartup.${side}.earliest`]: unixNano(moment.at - moment.precision, Math.floor),
    [`podstartup.${side}.latest`]: unixNano(moment.at + moment.precision, Math.ceil),
  };
}

/** What stands between the arrows, by the message after which it stands. */
function eventsOf({ notes }: Trace): (after: string | undefined) => Pick<Span, 'events'> {
  const byMessage = groupedBy(notes, ({ after }) => after);
  return (after) => {
    const events = byMessage.get(after)?.map(({ text, at, source }) => ({
      timeUnixNano: String(unixNano(at.at)),
      name: text,
      attributes: attributesOf({ 'podstartup.precision': source }),
    }));
    return events ? { events } : {};
  };
}
