import { entryOf } from '../../../entryOf';

/** A field of a Go struct: its name in the API and, where it is no pointer, what it holds when it is absent. */
type GoField = string | readonly [name: string, zero: unknown];

/**
 * An object as Go's JSON shows a struct of the API server's own, which has no names for JSON: those of Go, in Go's
 * order, nothing left out.
 */
export function goStruct(value: object | undefined, fields: readonly GoField[]): string {
  if (!value) return 'null';
  const parts = fields.map((field) => {
    const [name, zero] = typeof field === 'string' ? [field, null] : field;
    return `${JSON.stringify(goName(name))}:${goJson(entryOf(value, name) ?? zero)}`;
  });
  return `{${parts.join(',')}}`;
}

/** A map as Go's JSON shows it: in the order of its keys. */
export function goMap(map: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** JSON that stands for itself in `goStruct`: a struct in a struct. */
export class RawJson {
  constructor(readonly text: string) {}
}

function goJson(value: unknown): string {
  return value instanceof RawJson ? value.text : JSON.stringify(value);
}

/** Go's name of a field: `gmsaCredentialSpec` is GMSACredentialSpec. */
function goName(name: string): string {
  return name
    .replace(/^gmsa/, 'GMSA')
    .replace(/^se(?=Linux)/, 'SE')
    .replace(/^./, (first) => first.toUpperCase());
}
