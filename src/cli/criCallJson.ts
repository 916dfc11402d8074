import { encode } from 'js-base64';
import type { CriCall } from '../core/cri/criCall';

/** A CRI call as a line of JSON in protobuf's JSON form: what are bytes in api.proto (the values of `envs`) is base64. */
export function criCallJson({ start, end, method, request, response, error }: CriCall): string {
  const times = { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
  return JSON.stringify({ ...times, method, request: withBytes(request), response, error });
}

function withBytes(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => (key === 'envs' ? keyValue(item) : withBytes(item)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withBytes(field, name)]));
}

function keyValue(pair: unknown): unknown {
  if (typeof pair !== 'object' || pair === null || !('value' in pair) || typeof pair.value !== 'string') return pair;
  return { ...pair, value: encode(pair.value) };
}
