import { expect, test } from 'vitest';
import { chartOf, folderOfChart, isOtherValues } from '../../../src/core/helm/chart';
import { TemplateLines } from '../../../src/core/helm/templateLines';

const template = `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}-web
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  {{- if .Values.host }}
  hostNetwork: true
  {{- end }}
  restartPolicy: Always
  containers:
    - name: app
      image: "{{ .Values.image }}"
      env:
      {{- range .Values.env }}
        - name: {{ . }}
          value: x
      {{- end }}
      {{- toYaml .Values.more | nindent 6 }}
`;
const rendered = `---
# Source: shop/templates/web.yaml
apiVersion: v1
kind: Pod
metadata:
  name: release-name-web
  labels:
    app: shop
spec:
  restartPolicy: Always
  containers:
    - name: app
      image: "web:1"
      env:
        - name: A
          value: x
      hostNetwork: true
      env:
---
# Source: shop/charts/db/templates/db.yaml
apiVersion: v1
kind: Service
`;
const files: Readonly<Record<string, string>> = {
  '/work/charts/shop/Chart.yaml': 'name: shop\n',
  '/work/charts/shop/templates/web.yaml': template,
};
const read = (path: string): string | undefined => files[path];
const lines = new TemplateLines(rendered, '/work/charts/shop', read);

/** The text of the template's line that a line of what was rendered is said to come from. */
function originOf(text: string): string | undefined {
  const line = lines.at(rendered.split('\n').indexOf(text) + 1)?.line;
  return line === undefined ? undefined : template.split('\n')[line - 1];
}

test.each([
  ['kind: Pod', 'kind: Pod'],
  ['  name: release-name-web', '  name: {{ .Release.Name }}-web'],
  ['  restartPolicy: Always', '  restartPolicy: Always'],
  ['    - name: app', '    - name: app'],
  ['      image: "web:1"', '      image: "{{ .Values.image }}"'],
])('a line outside of blocks leads to its template’s: %s', (line, origin) => {
  expect(originOf(line)).toBe(origin);
});

test.each(['    app: shop', '        - name: A', '          value: x', '      hostNetwork: true', '      env:'])(
  'what a block, a helper or a value gave, or what stands there twice, leads to no line: %s',
  (line) => {
    expect(originOf(line)).toBeUndefined();
  },
);

test('the file is known by what Helm says of it, where it lies in the chart', () => {
  expect(lines.at(4)?.file).toBe('/work/charts/shop/templates/web.yaml');
  expect(lines.at(rendered.split('\n').indexOf('kind: Service') + 1)).toBeUndefined();
});

test.each(['shop/../../secret.yaml', 'shop//etc/passwd', 'shop/', 'shop', '/etc/passwd', 'shop/..\\..\\secret.yaml'])(
  'what is told to come from outside of the chart leads to no file: %s',
  (source) => {
    const asked: string[] = [];
    const outside = new TemplateLines(`---\n# Source: ${source}\nkind: Pod\n`, '/work/charts/shop', (path) => {
      asked.push(path);
      return 'kind: Pod\n';
    });
    const found = outside.at(3);
    expect([...asked, ...(found ? [found.file] : [])].filter((path) => !path.startsWith('/work/charts/shop/'))).toEqual(
      [],
    );
  },
);

test('lines that end as on Windows lead to their template, too', () => {
  const windows = new TemplateLines(rendered.replaceAll('\n', '\r\n'), '/work/charts/shop', (path) =>
    read(path)?.replaceAll('\n', '\r\n'),
  );
  const all = rendered.split('\n').map((_, i) => i + 1);
  expect(all.map((line) => windows.at(line))).toEqual(all.map((line) => lines.at(line)));
});

test.each(['    k#: v', '    k#: {{ x }}', '    k: v', '    k: {{ x }}'])(
  'a long template takes no long time: %s',
  (text) => {
    const long = Array.from({ length: 20_000 }, (_, i) => text.replace('#', `${i}-`)).join('\n');
    const given = `---\n# Source: shop/templates/a.yaml\n${long.replaceAll('{{ x }}', '1')}`;
    const begun = performance.now();
    const found = new TemplateLines(given, '/c', () => long).at(12);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(found?.line).toBe(text.includes('#') ? 10 : undefined);
  },
);

test('a file belongs to the outermost chart above it', () => {
  expect(chartOf('/work/charts/shop/templates/web.yaml', read)).toEqual({ folder: '/work/charts/shop', name: 'shop' });
  expect(chartOf('/work/other.yaml', read)).toBeUndefined();
});

test('files of values are known by their names', () => {
  const names = [
    'values.yaml',
    'values-prod.yaml',
    'prod.values.yml',
    'values.schema.json',
    'myvalues.yaml',
    '-values.yaml',
    'dev_values.yaml',
  ];
  expect(names.filter(isOtherValues)).toEqual(['values-prod.yaml', 'prod.values.yml', 'dev_values.yaml']);
});

test.each([
  ['/w/shop/Chart.yaml', '/w/shop'],
  ['/w/shop/values.yaml', '/w/shop'],
  ['/w/shop/values-prod.yaml', '/w/shop'],
  ['/w/shop/templates/web.yaml', '/w/shop'],
  ['/w/shop/templates/parts/web.yaml', '/w/shop'],
  ['/w/shop/web.yaml', undefined],
])('%s may belong to the chart %s', (file, folder) => {
  expect(folderOfChart(file)).toBe(folder);
});
