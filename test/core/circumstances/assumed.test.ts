import { describe, expect, test } from 'vitest';
import { assumed } from '../../../src/core/circumstances/assumed';
import { withoutAssumptions } from '../../../src/core/circumstances/withoutAssumptions';
import type { StartOptions } from '../../../src/core/circumstances/start';
import { askingRange } from '../../../src/core/explain/hints/askingRange';
import { parseManifest } from '../../../src/core/manifest/parseManifest';

const manifest = parseManifest(`apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  imagePullSecrets:
    - name: login
  containers:
    - name: app
      image: registry.example/web:1
      envFrom:
        - configMapRef:
            name: settings
`);
const ids = ['ServiceAccount default/web', 'Secret default/login', 'ConfigMap default/settings'];
const options = (without: string[] = []): StartOptions => ({
  objects: manifest.objects.map(({ value }) => value),
  circumstances: { without },
});

describe('the list of what is assumed', () => {
  test('keeps what is turned off, in its place', () => {
    const listed = (without: string[]) =>
      assumed(options(without)).map(({ assumption, isOff }) => [assumption.id, isOff]);
    expect(listed([])).toEqual(ids.map((id) => [id, false]));
    expect(listed([ids[1]!, 'ConfigMap default/gone'])).toEqual(ids.map((id) => [id, id === ids[1]]));
  });

  test('leads to the line that asks for it', () => {
    const lines = assumed(options()).map(({ assumption: { place } }) => {
      const range = askingRange(manifest, place);
      return range && manifest.text.slice(range.start, range.end);
    });
    expect(lines).toEqual(['web', 'login', 'settings']);
    expect(askingRange(manifest, { kind: 'ServiceAccount', name: 'web', path: ['imagePullSecrets', 0] })).toBe(
      undefined,
    );
  });

  test('tells of each what happens without that one alone, whatever else is off', () => {
    const told = [...withoutAssumptions(options([ids[2]!]), ids)];
    expect(told).toEqual([
      undefined,
      { id: ids[0], text: 'Pod web does not run: its ServiceAccount web does not exist.' },
      { id: ids[1], text: 'images are pulled without these credentials.' },
      { id: ids[2], text: 'pod web, container app does not run: ConfigMap settings does not exist.' },
    ]);
  });
});
