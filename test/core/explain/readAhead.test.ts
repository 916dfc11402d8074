import { afterEach, expect, test, vi } from 'vitest';
import { readAhead } from '../../../src/core/explain/hover/readAhead';
import { hover } from '../../../src/core/explain/hover/hover';
import { parseManifest, type Manifest } from '../../../src/core/manifest/parseManifest';
import { startPod } from '../../../src/core/explain/difference/podStart';

vi.mock('../../../src/core/explain/difference/podStart', { spy: true });

const text = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example/web:1
      env:
        - name: LEVEL
          value: info
      resources:
        limits:
          cpu: 500m
          memory: 64Mi
`;

/** How many starts it takes to answer a hover on the words. */
function starts(manifest: Manifest, words: string): number {
  vi.mocked(startPod).mockClear();
  expect(hover(manifest, manifest.text.indexOf(words) + 1)).toBeDefined();
  return vi.mocked(startPod).mock.calls.length;
}

afterEach(() => vi.mocked(startPod).mockClear());

test('what the fields around a hover do is known when the next one comes', () => {
  const manifest = parseManifest(text);
  for (const _ of readAhead(manifest, text.indexOf('cpu'), 6));
  expect(starts(manifest, 'memory:')).toBe(0);
  expect(starts(manifest, 'value: info')).toBe(0);
});

test('what is further away waits, but for the start as the manifest has it', () => {
  const manifest = parseManifest(text);
  for (const _ of readAhead(manifest, text.indexOf('cpu'), 2));
  expect(starts(manifest, 'value: info')).toBe(1);
});

test('the same is answered as without', () => {
  const [read, fresh] = [parseManifest(text), parseManifest(text)];
  for (const _ of readAhead(read, text.indexOf('cpu'), 100));
  for (const { index } of text.matchAll(/\w+:/g)) expect(hover(read, index)).toEqual(hover(fresh, index));
});

test('it takes all lines of an object, wherever it begins, and none of others', () => {
  const two = `${text}---\n${text.replace('web\n', 'other\n')}`;
  const manifest = parseManifest(two);
  for (const _ of readAhead(manifest, two.lastIndexOf('apiVersion'), 100));
  expect(starts(manifest, 'memory:')).toBe(2);
  vi.mocked(startPod).mockClear();
  hover(manifest, two.lastIndexOf('memory:'));
  expect(vi.mocked(startPod)).not.toHaveBeenCalled();
});

test('where nothing makes a pod, nothing is done', () => {
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';
  expect([...readAhead(parseManifest(map), 30, 10)]).toEqual([]);
  expect([...readAhead(parseManifest(''), 0, 10)]).toEqual([]);
});
