import { goQuote } from '../go/goQuote';
import { entryOf } from '../entryOf';
import type { Quantity } from './quantity';

/**
 * A value of one of Go's types as a refusal shows it: as JSON, or, by servers before 1.34, as Go writes it (`%#v`;
 * apimachinery/pkg/util/validation/field/errors.go, 0.33 and 0.34).
 */
export interface GoValue {
  readonly json: string;
  readonly go: string;
}

export function isGoValue(value: unknown): value is GoValue {
  return typeof value === 'object' && value !== null && 'json' in value && 'go' in value;
}

/** Nothing, of a type: `[]string`. */
export function goNil(type: string): GoValue {
  return { json: 'null', go: `${type}(nil)` };
}

/** A list of a type's values; undefined is no list. */
export function goList(type: string, items: readonly GoValue[] | undefined): GoValue {
  if (!items) return goNil(`[]${type}`);
  return {
    json: `[${items.map(({ json }) => json).join(',')}]`,
    go: `[]${type}{${items.map(({ go }) => go).join(', ')}}`,
  };
}

export function goText(text: string): GoValue {
  return { json: JSON.stringify(text), go: goQuote(text) };
}

export function goTexts(texts: readonly string[] | undefined): GoValue {
  return goList('string', texts?.map(goText));
}

/** A map of texts, in the order of its keys. */
export function goMap(map: Readonly<Record<string, string>> | undefined): GoValue {
  return goMapOf('map[string]string', map, goText);
}

/** A map of a type, each value of which is shown by `shown`. */
export function goMapOf<T>(
  type: string,
  map: Readonly<Record<string, T>> | undefined,
  shown: (value: T) => GoValue,
): GoValue {
  if (!map) return goNil(type);
  const entries = Object.entries(map)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [goText(key), shown(value)] as const);
  return {
    json: `{${entries.map(([key, value]) => `${key.json}:${value.json}`).join(',')}}`,
    go: `${type}{${entries.map(([key, value]) => `${key.go}:${value.go}`).join(', ')}}`,
  };
}

/** The name of a resource, which Go writes without quotes, as it knows how to write itself. */
export function goResourceName(name: string): GoValue {
  return { json: goQuote(name), go: name };
}

/** A number or a percentage. */
export function goIntOrString(value: number | string): GoValue {
  const [type, number, text] = typeof value === 'number' ? [0, value, ''] : [1, 0, value];
  return {
    json: JSON.stringify(value),
    go: `intstr.IntOrString{Type:${type}, IntVal:${number}, StrVal:${goQuote(text)}}`,
  };
}

/** An amount as it was read (apimachinery/pkg/api/resource/quantity.go, 0.33). */
export function goQuantity(quantity: Quantity): GoValue {
  const text = quantity.toString();
  const [, digits = '0', suffix = ''] = /^(-?\d+)(\D*)$/.exec(text) ?? [];
  const isBinary = suffix.endsWith('i');
  const power = 'KMGTPE'.indexOf(suffix.charAt(0)) + 1;
  const [value, scale] = isBinary
    ? [BigInt(digits) * 1024n ** BigInt(power), 0]
    : [BigInt(digits), suffix === 'k' ? 3 : (entryOf(smallScales, suffix) ?? power * 3)];
  const amount = `i:resource.int64Amount{value:${value}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}`;
  return {
    json: goQuote(text),
    go: `resource.Quantity{${amount}, s:${goQuote(text)}, Format:"${isBinary ? 'BinarySI' : 'DecimalSI'}"}`,
  };
}

const smallScales: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0 };

/** Where a pointer leads in the server's memory, nobody knows. */
const somewhere = '0xc000000000';

/** A pointer to a value of a type, or to nothing. */
export function goPointer(type: string, value: GoValue | undefined): GoValue {
  return { json: value?.json ?? 'null', go: `(*${type})(${value ? somewhere : 'nil'})` };
}

export function goNumber(value: number): GoValue {
  return { json: String(value), go: String(value) };
}

export function goBool(value: boolean): GoValue {
  return { json: String(value), go: String(value) };
}

/** A struct of the API server's own, which has no names for JSON: those of Go, in Go's order, nothing left out. */
export function goStruct(type: string, fields: Readonly<Record<string, GoValue>>): GoValue {
  const entries = Object.entries(fields);
  return {
    json: `{${entries.map(([name, { json }]) => `"${name}":${json}`).join(',')}}`,
    go: `${type}{${entries.map(([name, { go }]) => `${name}:${go}`).join(', ')}}`,
  };
}
