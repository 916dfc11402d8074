import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Flags } from '../../src/cli/commandLine';
import { explain } from '../../src/cli/explain';
import { helmTemplate } from '../../src/kubectl/helm';
import { helmProgram } from '../../tools/helm.mjs';
import { shopChart, shopTemplate } from '../shopChart';
import { writeFiles } from '../writeFiles';

const helm = helmProgram();

let folder: string;
const path = process.env['PATH'];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chart-'));
  if (helm.path !== undefined) process.env['PATH'] = `${dirname(helm.path)}${delimiter}${path}`;
});
afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});

const web = `${shopTemplate}          {{- if .Values.requests }}
          requests: {cpu: 1}
          {{- end }}
          imagePullpolicy: Always
`;

function write(files: Readonly<Record<string, string>> = {}): void {
  const all = {
    'Chart.yaml': shopChart,
    'values.yaml': 'replicas: 2\nimage: registry.example/web:1\n',
    'templates/web.yaml': web.replace('          imagePullpolicy: Always\n', ''),
    ...files,
  };
  writeFiles(folder, all);
}

async function said(flags: Flags = {}): Promise<string> {
  return (await explain(folder, flags)).replaceAll(folder, '');
}

describe.skipIf(helm.missing !== undefined)(`a chart's folder, by the real helm (${helm.missing ?? 'there'})`, () => {
  test('is explained as helm renders it with its values', async () => {
    write({ 'values-prod.yaml': 'replicas: 5\n' });
    const text = await said();
    expect(text.match(/^release-name-web-\S+ +1\/1 +Running/gm)).toHaveLength(2);
    expect(text).toContain('note: rendered from the chart shop by helm template, with values.yaml');
    expect(text).toContain('note: other values are left out: values-prod.yaml');
  });

  test('a mistake leads to the line of its template', async () => {
    write({ 'templates/web.yaml': web });
    expect(await said()).toContain('/templates/web.yaml:17');
  });

  test('what a block gives leads to the file alone', async () => {
    write({ 'templates/web.yaml': web.replace('          imagePullpolicy: Always\n', ''), 'values.yaml': 'replicas: 1\nimage: a\nrequests: 1\n' }); // prettier-ignore
    const text = await said();
    expect(text).toMatch(/unknown field "spec\.template\.spec\.containers\[0\]\.requests"/);
    expect(text).toMatch(/\/templates\/web\.yaml(?!:)/);
  });

  test('what helm refuses is told in its words, with what to do next', async () => {
    write({ 'values.yaml': 'replicas: 2\n' });
    await expect(said()).rejects.toThrow(
      /helm could not render this chart: .*image is required.* Next: give the values/s,
    );
  });

  test('other values are taken where they are given', async () => {
    write({ 'values-prod.yaml': 'replicas: 5\n', 'values-one.yaml': 'replicas: 3\n', 'values-x.yaml': '' });
    const text = await said({ values: ['prod', 'one'].map((name) => join(folder, `values-${name}.yaml`)) });
    expect(text.match(/^release-name-web-\S+ +1\/1 +Running/gm)).toHaveLength(3);
    expect(text).toContain(
      'note: rendered from the chart shop by helm template, with values.yaml, /values-prod.yaml and /values-one.yaml',
    );
    expect(text).toContain('note: other values are left out: values-x.yaml');
  });

  test('a chart may have no values of its own', async () => {
    write({ 'templates/web.yaml': web.replace(/\{\{ (?:required .*|\.Values\.replicas) \}\}/g, '1') });
    rmSync(join(folder, 'values.yaml'));
    expect(await said()).toContain('note: rendered from the chart shop by helm template, without values');
  });
});

test('a file of values that is not there is named, and so is one that no chart takes', async () => {
  write();
  await expect(said({ values: ['gone.yaml'] })).rejects.toThrow('gone.yaml:1:1: this file of values cannot be read');
  const template = join(folder, 'templates/web.yaml');
  await expect(explain(template, { values: [join(folder, 'values.yaml')] })).rejects.toThrow(/--values is for a chart/);
});

test('without helm, a chart is said to need it', async () => {
  write();
  process.env['PATH'] = folder;
  const shell = process.env['SHELL'];
  process.env['SHELL'] = '/nowhere';
  await expect(said()).rejects.toThrow(/this is a chart, and helm is not on PATH\. Install helm/);
  process.env['SHELL'] = shell;
});

test('names that helm would take for options or for several files are not given to it', async () => {
  const program = { executable: join(folder, 'helm'), env: process.env };
  writeFileSync(program.executable, '#!/bin/sh\necho ran\n');
  chmodSync(program.executable, 0o755);
  await expect(helmTemplate(program, '-x')).rejects.toThrow(/cannot be given to helm/);
  await expect(helmTemplate(program, '/c', ['/a,b.yaml'])).rejects.toThrow(/cannot be given to helm/);
  await expect(helmTemplate(program, '/c', [], AbortSignal.abort())).rejects.toThrow(/cancelled/);
});
