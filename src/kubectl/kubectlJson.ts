import { isMap } from '../core/isMap';
import type { KubernetesObject } from '../core/api/kubernetesObject';
import { jsonEndsEarly } from '../core/jsonEndsEarly';
import { KubectlError } from './kubectlError';

/** An object of JSON, of which nothing is known yet. */
export type JsonObject = Record<string, unknown>;

/** An object of the API that has at least a name. */
export type NamedObject = KubernetesObject & { metadata: { name: string } };

export interface ReadList {
  objects: NamedObject[];
  resourceVersion?: string;
  /** How many items were left out, as they are no objects with a name. */
  leftOut: number;
}

/**
 * The JSON object that a text is. What is wrong is told without a word of it where it may hold a Secret's values.
 * @param from what printed it: `kubectl get pods (/usr/bin/kubectl)`
 * @throws KubectlError
 */
export function readObject(text: string, from: string): JsonObject {
  const value = parse(text, from);
  if (!isMap(value)) throw new KubectlError('failed', `${from} printed JSON that is not an object`);
  return value;
}

/** The object of the API that a text is. @throws KubectlError */
export function readNamedObject(text: string, from: string): NamedObject {
  const value = readObject(text, from);
  if (isNamedObject(value)) return value;
  throw new KubectlError('failed', `${from} printed JSON that is not an object with a name`);
}

/** The objects that a text holds: none where it is empty, one, or the items of a list. @throws KubectlError */
export function readList(text: string, from: string): ReadList {
  if (text.trim() === '') return { objects: [], leftOut: 0 };
  const value = readObject(text, from);
  if (!('items' in value) && isNamedObject(value)) return { objects: [value], leftOut: 0 };
  const { metadata, items } = value;
  const all = items ?? [];
  if (!Array.isArray(all)) throw new KubectlError('failed', `${from} printed JSON whose items are not a list`);
  const objects = all.filter(isNamedObject);
  const resourceVersion = isMap(metadata) ? metadata['resourceVersion'] : undefined;
  return {
    objects,
    leftOut: all.length - objects.length,
    ...(typeof resourceVersion === 'string' && { resourceVersion }),
  };
}

/** A line of a watch; undefined for what is none. */
export function readWatchEvent(value: unknown): { type: string; object: JsonObject } | undefined {
  if (!isMap(value) || typeof value['type'] !== 'string' || !isMap(value['object'])) return undefined;
  return { type: value['type'], object: value['object'] };
}

/** Whether it is an object with a name, as all that the API has. */
export function isNamedObject(value: unknown): value is NamedObject {
  return isMap(value) && isMap(value['metadata']) && typeof value['metadata']['name'] === 'string';
}

function parse(text: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new KubectlError('failed', `${from} printed ${wrongIn(text, String(error))}`);
  }
}

/** A proxy's page is quoted; what begins as JSON may be anybody's data. */
function wrongIn(text: string, error: string): string {
  const start = text.trimStart().slice(0, 120);
  const next = 'check what it prints in a terminal, and that a proxy lets the API server answer';
  if (start === '') return `nothing: ${next}`;
  if (!/^[{[]/.test(start))
    return `something that is not JSON: ${JSON.stringify(start.length < 120 ? start.trimEnd() : `${start}…`)}; ${next}`;
  const position = Number(/position (\d+)/.exec(error)?.[1]);
  return jsonEndsEarly(text)
    ? `JSON that ends early, after ${text.length} characters: try it again`
    : `something that is not JSON${position ? ` from character ${position + 1} on` : ''}: ${next}`;
}
