import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { formatPath } from '../../../src/core/path';
import { podSpecsOf } from '../../../src/core/manifest/podSpecs';

/** The paths under the caret `|` of a fixture, `key` or `value` behind them. */
function at(fixture: string): string[] {
  const offset = fixture.indexOf('|');
  const manifest = parseManifest(fixture.slice(0, offset) + fixture.slice(offset + 1));
  return (manifest.objectAt(offset)?.pathsAt(offset) ?? []).map(({ path, part }) => `${formatPath(path)} ${part}`);
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n';

describe('parseManifest', () => {
  it('finds keys and values under the caret', () => {
    expect(at(`${pod}spec:\n  host|Network: true\n`)).toEqual(['spec.hostNetwork key']);
    expect(at(`${pod}spec:\n  hostNetwork: tr|ue\n`)).toEqual(['spec.hostNetwork value']);
    expect(at(`${pod}spec:\n  containers:\n  - name: a\n    image: ngi|nx\n`)).toEqual([
      'spec.containers[0].image value',
    ]);
    expect(at(`${pod}spec: {containers: [{name: a, ima|ge: b}]}\n`)).toEqual(['spec.containers[0].image key']);
    expect(at('{"apiVersion": "v1", "kind": "Pod", "spec": {"nodeName": "n|1"}}')).toEqual(['spec.nodeName value']);
    expect(at(`${pod}spec:\n  containers:\n  - command:\n    - |\n      ec|ho\n`.replace('- |\n', '- >\n'))).toEqual([
      'spec.containers[0].command[0] value',
    ]);
  });

  it('follows anchors and merge keys from their text to where they are taken in', () => {
    const text = `${pod}x: &a {cpu: 1|}\nspec: {r: {limits: *a, requests: {<<: *a, memory: 1Gi}}}\n`;
    expect(at(text)).toEqual(['x.cpu value', 'spec.r.limits.cpu value', 'spec.r.requests.cpu value']);
    const manifest = parseManifest(text.replace('|', ''));
    expect(manifest.objects[0]?.value).toMatchObject({
      spec: { r: { limits: { cpu: 1 }, requests: { cpu: 1, memory: '1Gi' } } },
    });
    expect(at(`${pod}x: &a {cpu: 1}\nspec: {r: *|a}`)).toEqual(['spec.r value']);
  });

  it('reads scalars as kubectl does', () => {
    const text = `${pod}spec: {a: yes, b: 0644, c: 1_000, d: 80:80, e: "yes", f: 1.5, g: ~, h: 0x1f, on: off, i: !!str 5, 8080: x}\n`;
    expect(parseManifest(text).objects[0]?.value).toMatchObject({
      spec: { a: true, b: 420, c: 1000, d: '80:80', e: 'yes', f: 1.5, g: null, h: 31, i: '5', 8080: 'x' },
    });
  });

  it('takes the last of two equal keys and says so', () => {
    const manifest = parseManifest(`${pod}spec:\n  nodeName: a\n  nodeName: b\n`);
    expect(manifest.objects[0]?.value).toMatchObject({ spec: { nodeName: 'b' } });
    expect(manifest.problems).toMatchObject([{ severity: 'warning', line: 6, column: 3, length: 8 }]);
  });

  it('separates documents, List items and JSON streams', () => {
    const manifest = parseManifest(
      `# head\n---\n${pod}---\n---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: s}}\n- {apiVersion: v1, kind: Pod}\n---\na: 1\n`,
    );
    expect(
      manifest.objects.map(({ kind, name, document, prefix }) => [kind, name, document, formatPath(prefix)]),
    ).toEqual([
      ['Pod', 'web', 0, ''],
      ['Secret', 's', 1, 'items[0]'],
      ['Pod', '', 1, 'items[1]'],
    ]);
    expect(parseManifest('{"kind":"A","apiVersion":"v1"}\n{"kind":"B","apiVersion":"v1"}').objects).toHaveLength(2);
  });

  it('does not cut a block scalar at an indented ---', () => {
    expect(
      parseManifest('apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    x\n    ---\n    y\n').objects,
    ).toHaveLength(1);
  });

  it('keeps templates as text in their places', () => {
    const text = `${pod}{{- if .x }}\nspec:\n  nodeName: {{ .Values.node }}\n  hostname: "a-{{ .b }}{{ .c }}"\n{{- end }}\n`;
    const manifest = parseManifest(text);
    expect(manifest.problems).toEqual([]);
    expect(manifest.objects[0]?.value).toMatchObject({
      spec: { nodeName: '{{ .Values.node }}', hostname: 'a-{{ .b }}{{ .c }}' },
    });
  });

  it('keeps what can be read of a half-typed text', () => {
    const manifest = parseManifest(`${pod}spec:\n  containers:\n  - name: app\n    ima\n  hostNetwork: true\n`);
    expect(manifest.problems[0]).toMatchObject({ severity: 'error', line: 7 });
    expect(manifest.objects[0]?.value).toMatchObject({
      spec: { containers: [{ name: 'app', ima: null }], hostNetwork: true },
    });
  });

  it('keeps the values of documents that did not change, wherever they move', () => {
    const before = parseManifest(`${pod}---\n${pod}spec: {}\n`);
    const old = before.objects[1];
    const after = parseManifest(`# moved\n${pod}---\n${pod}spec: {}\n`, before);
    expect(after.objects[1]?.value).toBe(old?.value);
    expect(after.objects[1]?.range.start).toBe((old?.range.start ?? 0) + 8);
  });

  it('reads what aliases to aliases stand for only up to a limit', () => {
    let text = 'apiVersion: v1\nkind: Pod\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n';
    for (let i = 1; i < 9; i++) text += `a${i}: &a${i} [${`*a${i - 1}, `.repeat(10)}]\n`;
    expect(parseManifest(text).problems[0]?.message).toBe('aliases expand to too many values');
  });

  it('never throws', () => {
    const texts = [
      '',
      '\n',
      '---',
      '\uFEFF',
      '{',
      '[',
      '\t',
      'a:\tb',
      '- - -',
      '&a *a',
      '<<: *x',
      '? ',
      '"',
      "'",
      '[['.repeat(999),
      '{{',
      '__proto__: {a: 1}',
    ];
    for (const text of texts.flatMap((end) => [end, `apiVersion: v1\nkind: Pod\n${end}`])) {
      const manifest = parseManifest(text);
      expect(Array.isArray(manifest.objects) && Array.isArray(manifest.problems)).toBe(true);
      for (let i = 0; i <= Math.min(manifest.text.length, 99); i++) manifest.objectAt(i)?.pathsAt(i);
    }
  });

  it('finds the pod spec of every kind that makes pods', () => {
    const spec = { apiVersion: 'v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec: {} } } } } };
    const object = parseManifest(JSON.stringify(spec)).objects[0];
    expect(object && podSpecsOf(object).map(formatPath)).toEqual(['spec.jobTemplate.spec.template.spec']);
  });
});
