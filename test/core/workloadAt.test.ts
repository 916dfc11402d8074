import { expect, test } from 'vitest';
import { parseManifest, workloadAt, workloadsOf } from '../../src/host/explainer';

/** The workload at `|`, by its key. */
function at(marked: string): string | undefined {
  const offset = marked.indexOf('|');
  const manifest = parseManifest(marked.replace('|', ''));
  return workloadAt(manifest, workloadsOf(manifest), offset)?.key;
}

const pod = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers: [{ name: app, image: app${more} }]\n`;
const config = (more = ''): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings${more}\n`;

test.each([
  ['in its fields', `${pod('first')}---\n${pod('second', '|')}`, 'Pod second'],
  ['in the fields of one that is not the last', `${pod('first', '|')}---\n${pod('second')}`, 'Pod first'],
  ["at its document's first line", `${pod('first')}---\n|# the second\n${pod('second')}`, 'Pod second'],
  ["on the file's last empty line", `${pod('first')}---\n${pod('second')}\n\n|`, 'Pod second'],
  ['after a last separator', `${pod('first')}---\n${pod('second')}---\n|`, 'Pod second'],
  ['in an item of a List', `apiVersion: v1\nkind: List\nitems:\n  - { apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { containers: [{ name: app, image: app }] } }\n  - { apiVersion: v1, kind: Pod, metadata: { name: b| }, spec: { containers: [{ name: app, image: app }] } }\n`, 'Pod b'], // prettier-ignore
])('a workload is under the cursor %s', (_, text, key) => {
  expect(at(text)).toBe(key);
});

test.each([
  ['what makes no pod', `${pod('first')}---\n${config('|')}---\n${pod('second')}`],
  ['the lines after that', `${pod('first')}---\n${config()}\n\n|`],
])('none is under the cursor in %s', (_, text) => {
  expect(at(text)).toBeUndefined();
});
