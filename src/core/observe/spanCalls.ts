import type { Outcome } from '../trace/trace';
import { bounds } from './callBounds';
import type { NodeCall } from './nodeCall';
import { succeeded } from './observedCall';

/** A span of an OTLP JSON file, as far as it is read. */
interface Span {
  traceId?: string;
  spanId?: string;
  parentSpanId?: string;
  name?: string;
  startTimeUnixNano?: string | number;
  endTimeUnixNano?: string | number;
  attributes?: { key: string; value?: { stringValue?: string } }[];
  status?: { code?: number | string; message?: string };
}
interface Scope {
  spans?: Span[];
}
interface OtlpTraces {
  resourceSpans?: { scopeSpans?: Scope[]; instrumentationLibrarySpans?: Scope[] }[];
}

/** Whether a value is what OpenTelemetry's exporters write of spans as JSON. */
export function isOtlp(value: unknown): boolean {
  return Array.isArray((value as OtlpTraces | null)?.resourceSpans);
}

/**
 * The calls that a kubelet's spans tell of: those inside a span that names its pod (`syncPod`, pkg/kubelet/kubelet.go, 1.37).
 * gRPC's own spans are named for the method; the runtime's half of the same call lies in the kubelet's. containerd adds
 * what its CNI plugins took (`cni.setup_pod_network`, internal/cri/server/sandbox_run.go, 2.3).
 * @param values OTLP JSON values: files, or the lines of one
 */
export function spanCalls(values: readonly unknown[]): NodeCall[] {
  const spans = values.flatMap((value) =>
    ((value as OtlpTraces).resourceSpans ?? [])
      .flatMap(({ scopeSpans, instrumentationLibrarySpans }) => [
        ...(scopeSpans ?? []),
        ...(instrumentationLibrarySpans ?? []),
      ])
      .flatMap((scope) => scope.spans ?? []),
  );
  const byId = new Map(spans.map((span) => [`${span.traceId} ${span.spanId}`, span]));
  const parentOf = ({ traceId, parentSpanId }: Span): Span | undefined => byId.get(`${traceId} ${parentSpanId}`);
  const container = new Map<Span, string>();
  for (const span of spans) {
    // containerd's name is made of the kubelet's: container, pod, namespace, uid, attempt.
    const name = attribute(span, 'container.name')?.split('_')[0];
    if (name === undefined) continue;
    for (let above: Span | undefined = span; above; above = parentOf(above)) container.set(above, name);
  }
  return [...byId.values()].flatMap((span): NodeCall[] => {
    const method = methodOf(span);
    const isCni = span.name === 'cni.setup_pod_network';
    const parent = parentOf(span);
    if ((method === undefined && !isCni) || (parent && method !== undefined && methodOf(parent) === method)) return [];
    let uid: string | undefined;
    for (let above = parent; above && !uid; above = parentOf(above)) uid = attribute(above, 'k8s.pod.uid');
    if (!uid) return [];
    const [start, end] = [milliseconds(span.startTimeUnixNano), milliseconds(span.endTimeUnixNano)];
    // The kubelet's span lasts from the call to its answer, the runtime's own part a little less.
    const slack = isCni ? 0 : Math.min(bounds.client, (end ?? Infinity) - (start ?? -Infinity));
    const name = container.get(span);
    const ip = attribute(span, 'sandbox.ip');
    return [
      {
        method: method ?? 'ADD',
        ...(isCni && { protocol: 'CNI' as const }),
        uid,
        ...(name !== undefined && method?.endsWith('Container') && { container: name }),
        ...(start !== undefined && { start: { earliest: start, latest: start + slack } }),
        ...(end !== undefined && { end: { earliest: end - slack, latest: end } }),
        outcome: outcomeOf(span),
        ...(ip !== undefined && { response: { ip } }),
        evidence: [{ what: `span ${span.name}`, ...(start !== undefined && { at: { at: start, precision: 0 } }) }],
      },
    ];
  });
}

/** `runtime.v1.RuntimeService/RunPodSandbox` → `RunPodSandbox`. */
function methodOf({ name }: Span): string | undefined {
  return /^\/?runtime\.\w+\.(?:Runtime|Image)Service\/(\w+)$/.exec(name ?? '')?.[1];
}

function attribute({ attributes }: Span, key: string): string | undefined {
  return attributes?.find((one) => one.key === key)?.value?.stringValue;
}

/** Of nanoseconds, which JSON has as text. */
function milliseconds(nanoseconds: string | number | undefined): number | undefined {
  if (!nanoseconds || !/^\d+$/.test(String(nanoseconds))) return undefined;
  const whole = BigInt(nanoseconds);
  return Number(whole / 1_000_000n) + Number(whole % 1_000_000n) / 1e6;
}

function outcomeOf({ status }: Span): Outcome {
  if (status?.code !== 2 && status?.code !== 'STATUS_CODE_ERROR') return succeeded;
  return { ok: false, code: 'Unknown', text: status.message ?? '' };
}
