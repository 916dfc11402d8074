import { describe, expect, test } from 'vitest';
import { partOf, patchedObjects } from '../../../src/core/kustomize/partOf';
import { rendered } from '../../../src/core/kustomize/rendered';
import { plainValues } from '../../../src/core/manifest/plainValues';
import { valueAt, type Path } from '../../../src/core/path';

const base = {
  'app/base/kustomization.yaml': 'resources: [web.yaml, settings.yaml]\n',
  'app/base/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {mode: test}\n',
  'app/base/web.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      nodeSelector: {disk: ssd}
      tolerations: [{key: a, operator: Exists}]
      containers:
      - name: app
        image: registry.example/web:1
        args: [a, b]
        env: [{name: A, value: "1"}, {name: B, value: "2"}]
        ports: [{containerPort: 80}]
        envFrom: [{configMapRef: {name: settings}}]
      - {name: log, image: registry.example/log:1}
`,
};

function build(overlay: string, more: Record<string, string> = {}): { web: unknown; all: unknown[]; left: string[] } {
  const files: Record<string, string> = {
    ...base,
    ...more,
    'app/prod/kustomization.yaml': `resources: [../base]\n${overlay}`,
  };
  const { text = '', left = [] } = rendered('app/prod', (path) => files[path]) ?? {};
  const all = plainValues(text) ?? [];
  return { web: all.find((object) => valueAt(object, ['kind']) === 'Deployment'), all, left };
}

const pod: Path = ['spec', 'template', 'spec'];

describe('a kustomization is put together', () => {
  test('and a generated object is left out of which a file is not there: nobody knows its keys', () => {
    const overlay = 'secretGenerator: [{ name: a, envs: [a.env] }, { name: b, literals: [k=v], files: [x=gone] }, { name: c, literals: [k=v] }]\n'; // prettier-ignore
    const { all, left } = build(overlay);
    const secrets = all.filter((object) => valueAt(object, ['kind']) === 'Secret');
    expect(secrets.map((object) => valueAt(object, ['metadata', 'name']))).toEqual(['c']);
    expect(left).toEqual(['Secret a, as there is no a.env', 'Secret b, as there is no gone']);
  });

  test('with strategic merge patches, by the merge keys of the API', () => {
    const patch = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  template:
    spec:
      nodeSelector: null
      tolerations: [{key: b, operator: Exists}]
      containers:
      - name: app
        args: [c]
        env: [{name: B, value: "3"}, {name: A, $patch: delete}]
        ports: [{containerPort: 81}]
      - {name: log, $patch: delete}
      - {name: side, image: registry.example/side:1}
`;
    const { web, left } = build('patches: [{path: patch.yaml}]', { 'app/prod/patch.yaml': patch });
    expect(left).toEqual([]);
    expect(valueAt(web, ['spec', 'replicas'])).toBe(3);
    expect(valueAt(web, pod)).toEqual({
      tolerations: [{ key: 'b', operator: 'Exists' }],
      containers: [
        {
          name: 'app',
          image: 'registry.example/web:1',
          args: ['c'],
          env: [{ name: 'B', value: '3' }],
          ports: [{ containerPort: 81 }, { containerPort: 80 }],
          envFrom: [{ configMapRef: { name: 'settings' } }],
        },
        { name: 'side', image: 'registry.example/side:1' },
      ],
    });
  });

  test('with the operations of a JSON patch, for what its target chooses', () => {
    const { web } = build(`patches:
- target: {kind: Deploy.*, name: w.*}
  patch: |-
    - {op: replace, path: /spec/replicas, value: 5}
    - {op: add, path: /spec/template/spec/containers/0/args/-, value: c}
    - {op: add, path: /metadata/annotations, value: {"a/b": x}}
    - {op: remove, path: /spec/template/spec/containers/1}
    - {op: replace, path: /metadata/annotations/a~1b, value: z}
`);
    expect(valueAt(web, ['spec', 'replicas'])).toBe(5);
    expect(valueAt(web, ['metadata', 'annotations'])).toEqual({ 'a/b': 'z' });
    expect(valueAt(web, [...pod, 'containers', 0, 'args'])).toEqual(['a', 'b', 'c']);
    expect(valueAt(web, [...pod, 'containers'])).toHaveLength(1);
  });

  test('with prefix, namespace, labels, images and replicas; what refers to each other still does', () => {
    const { web, all } = build(`namePrefix: prod-
nameSuffix: "-1"
namespace: shop
commonLabels: {tier: front}
labels: [{pairs: {team: a}, includeTemplates: true}]
images: [{name: registry.example/web, newName: mirror.example/web, newTag: "2"}, {name: registry.example/log, digest: "sha256:ab"}]
replicas: [{name: web, count: 4}]
patches: [{patch: "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {minReadySeconds: 5}}"}]
`);
    expect(valueAt(web, ['metadata'])).toEqual({
      name: 'prod-web-1',
      namespace: 'shop',
      labels: { tier: 'front', team: 'a' },
    });
    expect(valueAt(web, ['spec', 'selector', 'matchLabels'])).toEqual({ app: 'web', tier: 'front' });
    expect(valueAt(web, ['spec', 'template', 'metadata', 'labels'])).toEqual({ app: 'web', tier: 'front', team: 'a' });
    expect(valueAt(web, ['spec', 'replicas'])).toBe(4);
    expect(valueAt(web, ['spec', 'minReadySeconds'])).toBe(5);
    expect(valueAt(web, [...pod, 'containers', 0, 'image'])).toBe('mirror.example/web:2');
    expect(valueAt(web, [...pod, 'containers', 1, 'image'])).toBe('registry.example/log@sha256:ab');
    expect(valueAt(web, [...pod, 'containers', 0, 'envFrom', 0, 'configMapRef', 'name'])).toBe('prod-settings-1');
    expect(all.map((object) => valueAt(object, ['metadata', 'name']))).toEqual(['prod-web-1', 'prod-settings-1']);
  });

  test('with generated ConfigMaps and Secrets, and components', () => {
    const { all, web } = build(
      `components: [../debug]
configMapGenerator:
- {name: more, literals: [a=1, "b='x=y'"], files: [app.conf, other=app.conf], envs: [app.env]}
- {name: settings, behavior: merge, literals: [mode=prod]}
secretGenerator: [{name: token, literals: [key=value]}]
`,
      {
        'app/prod/app.conf': 'text',
        'app/prod/app.env': '# none\nC=3\n',
        'app/debug/kustomization.yaml': 'kind: Component\npatches: [{path: debug.yaml}]\n',
        'app/debug/debug.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {paused: false}\n',
      },
    );
    const named = (name: string): unknown => all.find((object) => valueAt(object, ['metadata', 'name']) === name);
    expect(valueAt(named('more'), ['data'])).toEqual({ a: '1', b: 'x=y', 'app.conf': 'text', other: 'text', C: '3' });
    expect(valueAt(named('settings'), ['data'])).toEqual({ mode: 'prod' });
    expect(valueAt(named('token'), ['data', 'key'])).toBe('dmFsdWU=');
    expect(valueAt(web, ['spec', 'paused'])).toBe(false);
  });

  test('as far as it can be: what is elsewhere is told', () => {
    const { left, web } = build(
      'helmCharts: [{name: x}]\npatches: [{path: gone.yaml}]\nbases: ["https://example.com/x?ref=1"]\n',
    );
    expect(left).toEqual([
      'helmCharts of app/prod/kustomization.yaml',
      'https://example.com/x?ref=1',
      'app/prod/gone.yaml',
    ]);
    expect(web).toBeDefined();
  });

  test('and one that holds itself ends', () => {
    const files: Record<string, string> = { 'a/kustomization.yaml': 'resources: [../a]\n' };
    expect(rendered('a', (path) => files[path])?.left).toHaveLength(1);
    expect(rendered('b', (path) => files[path])).toBeUndefined();
  });
});

describe('a part is found in the kustomization that names it', () => {
  const files: Record<string, string> = {
    ...base,
    'app/prod/kustomization.yaml': `resources: [../base]
patches: [{path: patches/web.yaml}, {path: ops.yaml, target: {kind: Deployment, name: web}}]
patchesStrategicMerge: [old.yaml]
`,
    'app/prod/patches/web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n',
    'app/prod/old.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n',
    'app/prod/ops.yaml': '- {op: remove, path: /spec/replicas}\n',
  };
  const read = (path: string): string | undefined => files[path];

  test.each(['app/prod/patches/web.yaml', 'app/prod/old.yaml', './app/prod/ops.yaml'])('%s', (file) => {
    const part = partOf(file, read);
    expect(part).toMatchObject({ isPatch: true, kustomization: { file: 'app/prod/kustomization.yaml' } });
    expect(patchedObjects(file, part!, read)).toEqual([{ kind: 'Deployment', name: 'web', file: 'app/base/web.yaml' }]);
  });

  test('a resource is none', () => {
    expect(partOf('app/base/web.yaml', read)?.isPatch).toBe(false);
    expect(partOf('app/other.yaml', read)).toBeUndefined();
  });
});
