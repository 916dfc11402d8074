import { entryOf } from '../../entryOf';
import { grpcCode } from '../../cri/grpcError';
import { endOfSpan, pullSpans, type PullSpan } from '../../trace/pullSpans';
import type { Evidence, Outcome, Source } from '../../trace/trace';
import { bounds } from '../evidence/callBounds';
import type { NodeCall } from './nodeCall';
import { succeeded } from '../evidence/observedCall';

/** A span of an OTLP JSON file, as far as it is read. */
interface Span {
  id: string;
  parent: string;
  name: string;
  /** Milliseconds since the epoch. */
  start?: number;
  end?: number;
  attributes: ReadonlyMap<string, string>;
  status: unknown;
}

/** Whether a value is what OpenTelemetry's exporters write of spans as JSON. */
export function isOtlp(value: unknown): boolean {
  return Array.isArray(field(value, 'resourceSpans'));
}

function spansIn(value: unknown): Span[] {
  return items(value, 'resourceSpans')
    .flatMap((resource) => [...items(resource, 'scopeSpans'), ...items(resource, 'instrumentationLibrarySpans')])
    .flatMap((scope) => items(scope, 'spans'))
    .map((span) => {
      const trace = text(span, 'traceId');
      const [start, end] = [milliseconds(span, 'startTimeUnixNano'), milliseconds(span, 'endTimeUnixNano')];
      return {
        id: `${trace} ${text(span, 'spanId')}`,
        parent: `${trace} ${text(span, 'parentSpanId')}`,
        name: text(span, 'name'),
        ...(start !== undefined && { start }),
        ...(end !== undefined && { end }),
        attributes: new Map(items(span, 'attributes').map((one) => [text(one, 'key'), valueText(field(one, 'value'))])),
        status: field(span, 'status'),
      };
    });
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? entryOf(value, name) : undefined;
}

function items(value: unknown, name: string): unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

/** Of an attribute: a text, or a whole number, which JSON has as text. */
function valueText(value: unknown): string {
  const isTrue = field(value, 'boolValue') === true;
  return text(value, 'stringValue') || text(value, 'intValue') || (isTrue ? 'true' : '');
}

function text(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}

/**
 * The calls that a kubelet's spans tell of: those inside a span that names its pod (`syncPod`, pkg/kubelet/kubelet.go, 1.37).
 * gRPC's own spans are named for the method; the runtime's half of the same call lies in the kubelet's. containerd adds
 * what its CNI plugins took (`cni.setup_pod_network`, internal/cri/server/sandbox_run.go, 2.3).
 * @param values OTLP JSON values: files, or the lines of one
 */
export function spanCalls(values: readonly unknown[]): NodeCall[] {
  const spans = values.flatMap(spansIn);
  const byId = new Map(spans.map((span) => [span.id, span]));
  const container = new Map<Span, string>();
  for (const span of spans) {
    // containerd's name is made of the kubelet's: container, pod, namespace, uid, attempt.
    const name = span.attributes.get('container.name')?.split('_')[0];
    if (name === undefined) continue;
    for (const above of [span, ...ancestors(span, byId)]) container.set(above, name);
  }
  const parts = pullParts(spans, byId);
  return [...byId.values()].flatMap((span): NodeCall[] => {
    const method = methodOf(span);
    const isCni = span.name === 'cni.setup_pod_network';
    const above = ancestors(span, byId);
    const [parent] = above;
    if ((method === undefined && !isCni) || (parent && method !== undefined && methodOf(parent) === method)) return [];
    const uid = [span, ...above].map(({ attributes }) => attributes.get('k8s.pod.uid')).find((found) => found);
    if (!uid) return [];
    const { attributes } = span;
    const times = ownTimes(span) ?? recordedTimes(span, isCni);
    // Of an export of Pod Startup itself, which says so; a kubelet's span names no container.
    const name =
      attributes.get('k8s.container.name') || (method?.endsWith('Container') ? container.get(span) : undefined);
    const source = sourceOf(attributes.get('podstartup.precision'));
    const ip = attributes.get('sandbox.ip');
    return [
      {
        method: method ?? 'ADD',
        ...(isCni && { protocol: 'CNI' as const }),
        uid,
        ...(name !== undefined && { container: name }),
        ...times,
        ...(source && { source }),
        outcome: outcomeOf(span),
        ...(ip !== undefined && { response: { ip } }),
        evidence: [
          { what: `span ${span.name}`, ...(span.start !== undefined && { at: { at: span.start, precision: 0 } }) },
          ...(parts.get(span) ?? []),
        ],
      },
    ];
  });
}

/**
 * What containerd's spans tell of the parts of a pull: when the registry had answered, and when the last layer had come
 * (client/pull.go, core/unpack/unpacker.go, 2.4; the same names since 1.7). They are the evidence of the call.
 */
function pullParts(spans: readonly Span[], byId: ReadonlyMap<string, Span>): ReadonlyMap<Span, Evidence[]> {
  const ends = new Map<Span, Map<PullSpan, number>>();
  for (const span of spans) {
    const { end, name } = span;
    if (end === undefined || !isPullPart(name)) continue;
    for (const above of ancestors(span, byId)) {
      if (methodOf(above) !== 'PullImage') continue;
      const known = ends.get(above) ?? new Map<PullSpan, number>();
      ends.set(above, known.set(name, Math.max(known.get(name) ?? -Infinity, end)));
    }
  }
  const told = (parts: ReadonlyMap<PullSpan, number>): Evidence[] =>
    [...parts].map(([name, at]) => ({ what: endOfSpan(name), at: { at, precision: 0 } }));
  return new Map([...ends].map(([span, parts]) => [span, told(parts)]));
}

function isPullPart(name: string): name is PullSpan {
  return Object.hasOwn(pullSpans, name);
}

/** The kubelet's span lasts from the call to its answer, the runtime's own part a little less. */
function recordedTimes({ start, end }: Span, isCni: boolean): Pick<NodeCall, 'start' | 'end'> {
  const slack = isCni ? 0 : Math.min(bounds.client, (end ?? Infinity) - (start ?? -Infinity));
  return {
    ...(start !== undefined && { start: { earliest: start, latest: start + slack } }),
    ...(end !== undefined && { end: { earliest: end - slack, latest: end } }),
  };
}

/** What an export of Pod Startup says of its own precision (core/otlp); undefined for spans of others. */
function ownTimes({ attributes }: Span): Pick<NodeCall, 'start' | 'end'> | undefined {
  if (!attributes.has('podstartup.precision')) return undefined;
  const [start, end] = (['start', 'end'] as const).map((side) => {
    const [earliest, latest] = ['earliest', 'latest'].map((bound) =>
      unixMilliseconds(attributes.get(`podstartup.${side}.${bound}`)),
    );
    return earliest === undefined || latest === undefined ? undefined : { earliest, latest };
  });
  return { ...(start && { start }), ...(end && { end }) };
}

function sourceOf(precision: string | undefined): Source | undefined {
  return precision === 'simulated' || precision === 'inferred' ? precision : undefined;
}

/** Spans of a kubelet lie some ten deep. */
const maxDepth = 64;

/** The spans that a span is part of, from the inside out; what is part of itself has no end, and is cut there. */
function ancestors(span: Span, byId: ReadonlyMap<string, Span>): Span[] {
  const found = new Set<Span>();
  for (let above = byId.get(span.parent); above && !found.has(above); above = byId.get(above.parent)) {
    if (found.size === maxDepth) break;
    found.add(above);
  }
  return [...found];
}

/** `runtime.v1.RuntimeService/RunPodSandbox` → `RunPodSandbox`. */
function methodOf({ name }: Span): string | undefined {
  return /^\/?runtime\.\w+\.(?:Runtime|Image)Service\/(\w+)$/.exec(name)?.[1];
}

/** Of nanoseconds, which JSON has as text. */
function milliseconds(span: unknown, name: string): number | undefined {
  return unixMilliseconds(field(span, name));
}

function unixMilliseconds(nanoseconds: unknown): number | undefined {
  if (typeof nanoseconds !== 'string' && typeof nanoseconds !== 'number') return undefined;
  const isWhole = typeof nanoseconds === 'string' ? /^\d{1,20}$/.test(nanoseconds) : Number.isSafeInteger(nanoseconds);
  if (!isWhole) return undefined;
  const whole = BigInt(nanoseconds);
  return Number(whole / 1_000_000n) + Number(whole % 1_000_000n) / 1e6;
}

/** A status has a text alone; gRPC's code stands in the attributes that otelgrpc has since 0.66. */
function outcomeOf({ status, attributes }: Span): Outcome {
  const code = field(status, 'code');
  if (code !== 2 && code !== 'STATUS_CODE_ERROR') return succeeded;
  const own = attributes.get('podstartup.outcome');
  return {
    ok: false,
    code: own || grpcCode(attributes.get('rpc.response.status_code') ?? ''),
    text: text(status, 'message'),
  };
}
