import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { asMeant } from '../../../../src/core/explain/meaning/asMeant';
import { manifestHints } from '../../../../src/core/explain/hints/manifestHints';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { valueAt } from '../../../../src/core/path';
import { start } from '../../../../src/core/circumstances/start';

/** Templates as charts have them: ranges, branches, helpers that give blocks, enums, numbers and quantities. */
const charts = ['chartDeployment', 'chartCronJob', 'chartStatefulSet', 'chartTest'];

test.each(charts)('%s is not refused for what its values may be', (chart) => {
  const manifest = parseManifest(readFileSync(new URL(`./${chart}.yaml`, import.meta.url), 'utf8'));
  expect(manifest.problems).toEqual([]);
  const { pods, errors } = start({ objects: manifest.objects.map(({ value }) => asMeant(value)), circumstances: {} });
  expect(errors).toEqual([]);
  expect(pods.length).toBeGreaterThan(0);
  expect(manifestHints(manifest).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('of two branches the first that has something is read', () => {
  const branches = (first: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  {{- if .Values.a }}\n${first}  {{- else }}\n  b: "2"\n  {{- end }}\n`;
  const read = (text: string): unknown => valueAt(parseManifest(text).objects[0]?.value, ['data']);
  expect(read(branches('  a: "1"\n'))).toEqual({ a: '1' });
  expect(read(branches(''))).toEqual({ b: '2' });
});
