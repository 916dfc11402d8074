import { describe, expect, test } from 'vitest';
import { nearName } from '../../../src/core/assumptions/nearName';
import type { Circumstances } from '../../../src/core/circumstances/circumstances';
import { start } from '../../../src/core/circumstances/start';
import { hover } from '../../../src/core/explain/hover/hover';
import { manifestHints } from '../../../src/core/explain/hints/manifestHints';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import { story } from '../../../src/core/story/story';
import type { Trace } from '../../../src/core/trace/trace';

const pod = (spec: string): string =>
  `{ apiVersion: v1, kind: Pod, metadata: { name: web, labels: { app: web } }, spec: { ${spec} } }\n`;
const app = (more = ''): string => `containers: [{ name: app, image: "example/web:1"${more && `, ${more}`} }]`;
const object = (kind: string, name: string, more = ''): string =>
  `---\n{ apiVersion: v1, kind: ${kind}, metadata: { name: ${name} }${more && `, ${more}`} }\n`;

describe('a name one letter off another one of the file is wrong', () => {
  const cases: Record<string, [text: string, meant: string]> = {
    ConfigMap: [pod(app('envFrom: [{ configMapRef: { name: shop-setings } }]')) + object('ConfigMap', 'shop-settings'), 'shop-settings'],
    Secret: [pod(`${app('volumeMounts: [{ name: s, mountPath: /s }]')}, volumes: [{ name: s, secret: { secretName: api-credentails } }]`) + object('Secret', 'api-credentials'), 'api-credentials'],
    ServiceAccount: [pod(`serviceAccountName: web-frontent, ${app()}`) + object('ServiceAccount', 'web-frontend'), 'web-frontend'],
    PersistentVolumeClaim: [pod(`${app()}, volumes: [{ name: d, persistentVolumeClaim: { claimName: web-datta } }]`) + object('PersistentVolumeClaim', 'web-data', 'spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }'), 'web-data'],
    'a key': [pod(app('env: [{ name: A, valueFrom: { configMapKeyRef: { name: settings, key: moed } } }]')) + object('ConfigMap', 'settings', 'data: { mode: fast }'), 'mode'],
  }; // prettier-ignore
  test.each(Object.entries(cases))('%s', (_kind, [text, meant]) => {
    const trace = traceOf(text);
    expect(trace.assumptions).toEqual([]);
    expect(trace.missing).toMatchObject([{ meant }]);
    expect(story(trace)).toContain(`did you mean ${meant}?`);
    const [first] = diagnose(trace.view, { now: trace.end, missing: trace.missing });
    expect(first?.next).toContain(`did you mean ${meant}?`);
    const manifest = parseManifest(text);
    const hints = manifestHints(manifest);
    expect(hints.map(({ severity }) => severity)).toEqual(['error']);
    expect(hints[0]?.message).toContain(`Did you mean ${meant}?`);
    expect(hover(manifest, hints[0]!.range.start)?.markdown).toContain(`Did you mean ${meant}?`);
  });

  test('in another file of the folder, too, and right again when the name is', () => {
    const text = pod(app('envFrom: [{ configMapRef: { name: shop-setings } }]'));
    const existing = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop-settings' } }];
    const manifest = parseManifest(text);
    const severities = (options: object): string[] => manifestHints(manifest, options).map(({ severity }) => severity);
    expect(severities({ existing })).toEqual(['error']);
    expect(severities({ existing: [] })).toEqual(['information']);
    const together = parseManifest(text + object('ConfigMap', 'shop-settings'), manifest);
    expect(manifestHints(together).map(({ severity }) => severity)).toEqual(['error']);
    expect(manifestHints(parseManifest(text + object('ConfigMap', 'mail-settings'), together))).toMatchObject([
      { severity: 'information' },
    ]);
  });

  test.each([
    ['db-1', 'db-2'],
    ['web-a', 'web-b'],
    ['config-v1', 'config-v12'],
    ['db', 'ui'],
    ['app-dev', 'app-dex'],
    ['mysql-claim', 'wordpress-claim'],
    ['api', 'api-v2'],
  ])('but %s is not meant where %s is', (name, other) => {
    expect(nearName(name, [other])).toBeUndefined();
    expect(nearName(other, [name])).toBeUndefined();
  });

  test('a Service whose selector is a letter off the labels of the only pods is warned of', () => {
    const service = (selector: string): string => object('Service', 'web', `spec: { selector: { ${selector} }, ports: [{ port: 80 }] }`);
    const hints = (selector: string) => manifestHints(parseManifest(pod(app()).replace('app: web', 'app: webfront') + service(selector)));
    expect(hints('app: webfront')).toEqual([]);
    expect(hints('app: webfrnot')).toMatchObject([{ severity: 'warning', message: expect.stringContaining('app: webfront') }]);
    expect(hints('apps: webfront')).toEqual([]);
    expect(hints('tier: webfront')).toEqual([]);
  }); // prettier-ignore
});

describe('what is known is not widened', () => {
  const outcome = (text: string, circumstances: Circumstances): [string[], string | undefined] => {
    const trace = traceOf(text, circumstances);
    return [trace.assumptions.map(({ what }) => what), trace.view.events.find(({ type }) => type === 'Warning')?.message];
  }; // prettier-ignore
  const large = pod(app('resources: { requests: { cpu: "6" } }'));
  const labelled = pod(`nodeSelector: { disk: ssd }, ${app()}`);

  test('the size of a node that somebody set', () => {
    expect(outcome(large, {})).toEqual([['a node with 6 CPUs'], undefined]);
    expect(outcome(large, { node: { capacity: { cpu: '5' } } })).toEqual([[], expect.stringContaining('Insufficient cpu')]);
    expect(outcome(large, { node: { capacity: { cpu: '7' } } })).toEqual([[], undefined]);
  }); // prettier-ignore

  test('its labels', () => {
    expect(outcome(labelled, {})).toEqual([['a node with the label disk=ssd'], undefined]);
    expect(outcome(labelled, { node: { labels: { disk: 'hdd' } } })).toEqual([[], expect.stringContaining("didn't match Pod's node affinity/selector")]);
    expect(outcome(labelled, { node: { labels: { disk: 'ssd' } } })).toEqual([[], undefined]);
  }); // prettier-ignore

  test('a scenario is all that there is', () => {
    const scenario = { runtime: 'fakecri://none' };
    expect(outcome(large, { scenario })).toEqual([[], expect.stringContaining('Insufficient cpu')]);
    const text = pod(`${app()}, serviceAccountName: api`);
    expect(traceOf(text, { scenario })).toMatchObject({ assumptions: [], missing: [{ kind: 'ServiceAccount', name: 'api' }] });
  }); // prettier-ignore
});

describe('what is wrong in any world is taken for granted in none', () => {
  test.each([
    [`securityContext: { runAsNonRoot: true, runAsUser: 0 }, ${app()}`, 'breaks non-root policy'],
    [`nodeSelector: { disk: ssd }, affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: disk, operator: NotIn, values: [ssd] }] }] } } }, ${app()}`, "didn't match Pod's node affinity/selector"],
    [app('resources: { requests: { cpu: "2" }, limits: { cpu: "1" } }'), 'must be less than or equal to cpu limit'],
    [`${app('volumeMounts: [{ name: a, mountPath: /a }]')}, volumes: [{ name: a, hostPath: { path: /etc/hosts, type: Directory } }]`, 'is not a directory'],
    [app('readinessProbe: { httpGet: { port: http } }'), ''],
  ])('%s', (spec, message) => {
    const { assumptions, view } = traceOf(pod(spec));
    expect(assumptions).toEqual([]);
    const texts = [...view.errors.map((error) => error.message), ...view.events.map((event) => event.message ?? '')];
    expect(texts.join('\n')).toContain(message);
    expect(view.pods.some(({ status }) => status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'))).toBe(false);
  }); // prettier-ignore
});

describe('as many nodes as pods that want to be apart', () => {
  const replicas = (spec: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { replicas: 3, selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { ${spec} } } }
`;
  test.each([
    [`affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: web } } }] } }, ${app()}`, ['3 nodes']],
    [app('ports: [{ containerPort: 80, hostPort: 80 }]'), ['3 nodes']],
    [`topologySpreadConstraints: [{ maxSkew: 1, minDomains: 2, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: web } } }], ${app()}`, ['a node with the label zone=zone-1', 'a node with the label zone=zone-2', '2 nodes']],
    [app(), []],
  ])('%s', (spec, wanted) => {
    const { assumptions, view } = traceOf(replicas(spec));
    expect(assumptions.map(({ what }) => what)).toEqual(wanted);
    const nodes = wanted.find((what) => what.endsWith(' nodes'))?.split(' ')[0] ?? '1';
    expect(view.pods.map(({ status }) => status?.phase)).toEqual(['Running', 'Running', 'Running']);
    expect(new Set(view.pods.map((one) => one.spec?.nodeName)).size).toBe(Number(nodes));
  }); // prettier-ignore

  test('each with its own labels alone, and with the company that pods ask for', () => {
    const text = `${replicas(`nodeSelector: { disk: ssd }, ${app('ports: [{ containerPort: 80, hostPort: 80 }]')}`)}---
${pod(`affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: disk, operator: DoesNotExist }] }] } }, podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: cache } } }] } }, ${app()}`)}`;
    const { assumptions, view } = traceOf(text);
    expect(assumptions.map(({ what }) => what)).toContain('4 nodes');
    expect(new Set(view.pods.map((one) => one.spec?.nodeName)).size).toBe(4);
    expect(view.pods.every(({ status }) => status?.phase === 'Running')).toBe(true);
  }); // prettier-ignore

  test('and as many as have labels that exclude each other', () => {
    const other = replicas(`nodeSelector: { kubernetes.io/arch: arm64 }, ${app()}`).replaceAll('web', 'api');
    const text = `${replicas(`nodeSelector: { kubernetes.io/arch: amd64 }, ${app()}`)}---\n${other}`;
    expect(traceOf(text).assumptions.map(({ what }) => what)).toEqual(['a node with the label kubernetes.io/arch=arm64', '2 nodes']);
  }); // prettier-ignore
});

function traceOf(text: string, circumstances: Circumstances = {}): Trace {
  return start({ objects: parseManifest(text).objects.map(({ value }) => value), circumstances }).trace;
}
