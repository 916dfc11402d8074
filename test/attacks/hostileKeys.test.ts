import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { hover } from '../../src/core/explain/hover/hover';
import { parseManifest } from '../../src/core/manifest/parseManifest';
import { valueAt, type Path } from '../../src/core/path';
import { seededRandom } from '../../src/core/random';
import { simulate } from '../../src/core/cluster/simulate/simulate';
import { manifestOf, namedObjects, placesOf } from './anyObject';
import { changed } from './changed';
import { showManifest } from './faces';
import { failureOf } from './failures';
import { hostileKeys } from './wrongValues';

const seed = Number(process.env['POD_STARTUP_SEED'] ?? 1);
// POD_STARTUP_ATTACKS=9 tries all keys at each place; by default a tenth of the places has one.
const each = Number(process.env['POD_STARTUP_ATTACKS'] ?? 1 / 10);

const keys = hostileKeys.filter((key) => key !== '');

/** The values of a container's variables, by their names. */
function environmentOf(text: string): Map<string, string> {
  const { calls, errors } = simulate({ objects: parseManifest(text).objects.map(({ value }) => value), seconds: 8 });
  expect(errors).toEqual([]);
  const request = calls.find(({ method }) => method === 'CreateContainer')?.request;
  const envs = valueAt(request, ['config', 'envs']) as { key: string; value?: string }[];
  return new Map(envs.map(({ key, value = '' }) => [key, value]));
}

const pod = (spec: object) => stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
const settings = (data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {${data}}\n---\n`;

describe('keys that every object inherits', () => {
  it.each(keys)('%s of a ConfigMap is a key like any: missing, present, and as a variable of its own', (key) => {
    const reference = {
      env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key, optional: true } } }],
    };
    const one = pod({ containers: [{ name: 'app', image: 'nginx', ...reference }] });
    expect(environmentOf(settings('other: x') + one).get('A')).toBeUndefined();
    expect(environmentOf(settings(`${key}: its value`) + one).get('A')).toBe('its value');
    const all = pod({
      containers: [{ name: 'app', image: 'nginx', envFrom: [{ configMapRef: { name: 'settings' } }] }],
    });
    expect(environmentOf(settings(`${key}: its value`) + all).get(key)).toBe('its value');
  });

  it.each(keys)('%s as label and annotation is in the pod as it is stored, and nothing else has changed', (key) => {
    const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {${key}: a}, annotations: {${key}: b}}\nspec: {containers: [{name: app, image: nginx}]}\n`;
    const { pods, errors } = simulate({ objects: parseManifest(text).objects.map(({ value }) => value), seconds: 1 });
    // `__proto__` is no label that the API server takes.
    if (errors.length > 0) expect(errors[0]?.message).toContain(`"${key}"`);
    else expect(Object.entries(pods[0]?.metadata?.labels ?? {})).toEqual([[key, 'a']]);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  it('a foreign group has kinds of its own: its Pod is no pod, and none of its fields is explained', () => {
    for (const kind of ['Pod', 'Deployment', 'Secret', 'Service', 'Node', 'LimitRange']) {
      const text = `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: {name: web}\nspec: {containers: 5, replicas: 1}\n`;
      const { pods, errors, calls } = simulate({ objects: parseManifest(text).objects.map(({ value }) => value) });
      expect([pods, errors, calls]).toEqual([[], [], []]);
      const told = hover(text, text.indexOf('containers'));
      if (kind === 'Secret') expect(told?.markdown).toMatch(/^Only the name, the type and the keys of a Secret/);
      else expect(told).toBeUndefined();
    }
  });
});

describe(`hostile texts and keys at the places of each field, seed ${seed}`, () => {
  const random = seededRandom(seed);
  it.each(namedObjects())('$name: no face throws, and none says what it cannot mean', ({ object }) => {
    const failures = placesOf(object).flatMap((path) => {
      const value = valueAt(object, path);
      const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (!isMap && typeof value !== 'string') return [];
      const first = random.int(hostileKeys.length);
      const tries = each < 1 ? Number(random.int(1000) < each * 1000) : Math.min(each, hostileKeys.length);
      return Array.from({ length: tries }, (_, i) => {
        const key = hostileKeys[(first + i) % hostileKeys.length] ?? '';
        const at: Path = isMap ? [...path, key] : path;
        const text = manifestOf(changed(object, at, isMap ? (Object.values(value)[0] ?? 'x') : key));
        return failureOf(`${at.join('.')}: ${key}`, () => showManifest(text, [text.indexOf(`"${key}"`) + 1]));
      }).flat();
    });
    expect(failures).toEqual([]);
  });
});
