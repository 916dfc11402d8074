/**
 * An ExportTraceServiceRequest in OTLP's JSON form, as far as it is written here (opentelemetry-proto, trace/v1, 1.11):
 * ids in hexadecimal digits, 64-bit numbers as text, enumerations as numbers.
 */
export interface ExportRequest {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { scope: { name: string }; spans: Span[] }[] }[];
}

export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  events?: { timeUnixNano: string; name: string; attributes?: Attribute[] }[];
  /** Left out where nothing says that it failed. */
  status?: { code: number; message: string };
}

export interface Attribute {
  key: string;
  value: { stringValue: string } | { intValue: string } | { boolValue: boolean } | { arrayValue: { values: object[] } };
}

/** `SpanKind` of opentelemetry/proto/trace/v1/trace.proto. */
export const spanKinds = { internal: 1, server: 2, client: 3, producer: 4 } as const;

/** The status of a span that failed. */
export const statusError = 2;

type Value = string | number | bigint | boolean | readonly string[];

/** Attributes of what is known: numbers are whole, and what is undefined is left out. */
export function attributesOf(values: Readonly<Record<string, Value | undefined>>): Attribute[] {
  return Object.entries(values).flatMap(([key, value]): Attribute[] => {
    if (value === undefined) return [];
    if (typeof value === 'string') return [{ key, value: { stringValue: value } }];
    if (typeof value === 'boolean') return [{ key, value: { boolValue: value } }];
    if (typeof value === 'number' || typeof value === 'bigint') return [{ key, value: { intValue: String(value) } }];
    return [{ key, value: { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } } }];
  });
}

/** The last moment that OTLP's 64 bits have, in the year 2262. */
const lastNano = 2n ** 63n - 1n;

/**
 * Nanoseconds since the epoch, of milliseconds: to the microsecond, which is what a double holds of them. A moment that OTLP
 * cannot write, as only a wrong clock tells it, becomes the nearest: a collector refuses all spans for the sake of one.
 */
export function unixNano(milliseconds: number, round: (value: number) => number = Math.round): bigint {
  const whole = Math.floor(milliseconds);
  const exact = BigInt(whole) * 1_000_000n + BigInt(round((milliseconds - whole) * 1000)) * 1000n;
  return exact < 0n ? 0n : exact > lastNano ? lastNano : exact;
}
