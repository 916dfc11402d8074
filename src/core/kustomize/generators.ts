import { Base64 } from 'js-base64';
import { setEntry } from '../entryOf';
import { isMap } from '../isMap';

/** An entry of configMapGenerator or secretGenerator. */
export interface Generator {
  name?: unknown;
  namespace?: unknown;
  type?: unknown;
  literals?: unknown;
  files?: unknown;
  envs?: unknown;
  env?: unknown;
  options?: unknown;
}

/** The ConfigMap or Secret that a generator makes, under its name without a hash. */
export function generated(
  kind: 'ConfigMap' | 'Secret',
  generator: Generator,
  options: unknown,
  read: (path: string) => string | undefined,
): Record<string, unknown> {
  const data: Record<string, string> = {};
  const put = (key: string, value: string): void =>
    setEntry(data, key, kind === 'Secret' ? Base64.encode(value) : value);
  for (const path of [...texts(generator.envs), ...texts([generator.env])])
    for (const line of (read(path) ?? '').split(/\r?\n/))
      if (line.trim() !== '' && !line.startsWith('#')) putPair(line, put);
  for (const entry of texts(generator.files)) {
    const [left, right] = splitOnce(entry, '=');
    const path = right ?? left;
    put(right === undefined ? path.slice(path.lastIndexOf('/') + 1) : left, read(path) ?? '');
  }
  for (const literal of texts(generator.literals)) putPair(literal, put);
  const labels = merged(options, generator.options, 'labels');
  const annotations = merged(options, generator.options, 'annotations');
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name: generator.name,
      ...(generator.namespace !== undefined && { namespace: generator.namespace }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    ...(kind === 'Secret' && { type: generator.type ?? 'Opaque' }),
    data,
  };
}

function putPair(text: string, put: (key: string, value: string) => void): void {
  const [key, value = ''] = splitOnce(text, '=');
  put(key, value.replace(/^"(.*)"$|^'(.*)'$/s, '$1$2'));
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function texts(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
}

function merged(all: unknown, own: unknown, field: 'labels' | 'annotations'): Record<string, unknown> | undefined {
  const of = (options: unknown): object => (isMap(options) && isMap(options[field]) ? options[field] : {});
  const both = { ...of(all), ...of(own) };
  return Object.keys(both).length > 0 ? both : undefined;
}
