import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { start } from '../../../../src/core/circumstances/start';
import type { KubernetesVersion } from '../../../../src/core/release/kubernetesRelease';
import type { Simulation } from '../../../../src/core/cluster/simulate/simulate';

/** What `kubectl create --dry-run=server` answered to a text, on an API server of 1.37.2. */
interface Refused {
  text: string;
  refusal: string | null;
}
interface Warned {
  text: string;
  warnings: string[];
  /** What servers of older releases answered, where that was something else. */
  older?: Partial<Record<KubernetesVersion, string[]>>;
}

const refused = read<Refused>('./recordedRefusals.json');
const warned = read<Warned>('./warnings/recordedWarnings.json');

function read<T>(file: string): T[] {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as T[];
}

function applied(text: string, kubernetes?: KubernetesVersion): Simulation {
  const objects = parseManifest(text).objects.map(({ value }) => value);
  return start({ objects, circumstances: { seconds: 1, ...(kubernetes && { kubernetes }) } });
}

const titled = <T extends { text: string }>(rows: readonly T[]): (readonly [string, T])[] =>
  rows.map((row, i) => [`${i} ${row.text.slice(0, 2000).replaceAll(/\s+/g, ' ').slice(0, 110)}`, row] as const);

describe('what kubectl and the API server refuse, in their words', () => {
  test.each(titled(refused))('%s', (_, { text, refusal }) => {
    expect(applied(text).errors.map(({ message }) => message)).toEqual(refusal === null ? [] : [refusal]);
  });
});

describe('what the API server warns of', () => {
  test.each(titled(warned))('%s', (_, { text, warnings }) => {
    expect((applied(text).warnings ?? []).map(({ message }) => message)).toEqual(warnings);
  });

  test.each(['1.33', '1.34', '1.35', '1.36'] as const)('and a server of %s', (version) => {
    for (const { text, warnings, older } of warned) {
      const told = (applied(text, version).warnings ?? []).map(({ message }) => message);
      expect(told, text).toEqual(older?.[version] ?? warnings);
    }
  });
});

test('without strict validation, unknown fields are left out', () => {
  const text = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {foo: 1, containers: [{name: a, image: b}]}\n';
  const objects = parseManifest(text).objects.map(({ value }) => value);
  const { pods } = start({ objects, circumstances: { without: ['strict validation'] } });
  expect(pods.map(({ spec }) => Object.keys(spec ?? {}).includes('foo'))).toEqual([false]);
});
