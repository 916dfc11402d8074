import { expect, test } from 'vitest';
import { inlayHints, type InlayOptions } from '../../../../src/core/explain/inlay/inlayHints';
import { inlayKinds, type InlayHint, type InlayKind } from '../../../../src/core/explain/inlay/inlayHint';
import { inlayHover } from '../../../../src/core/explain/inlay/inlayHover';
import { parseManifest, type Manifest } from '../../../../src/core/manifest/parseManifest';

function hintsIn(
  manifest: Manifest,
  options: Partial<InlayOptions> = {},
  range = { start: 0, end: manifest.text.length },
): InlayHint[] {
  const steps = inlayHints(manifest, range, { kinds: new Set(inlayKinds), ...options });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The text with its hints where they stand, in «». */
function shown(text: string, kinds: readonly InlayKind[] = inlayKinds, options: Partial<InlayOptions> = {}): string {
  const hints = hintsIn(parseManifest(text), { ...options, kinds: new Set(kinds) });
  return hints.reduceRight(
    (all, { offset, parts }) =>
      `${all.slice(0, offset)} «${parts.map((part) => part.text).join(', ')}»${all.slice(offset)}`,
    text,
  );
}

const pod = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: app
      image: nginx:1.25 # pinned
      ports:
        - containerPort: 80
        - {containerPort: 81, name: b}
      resources:
        limits: {cpu: 500m, memory: 64Mi}
      livenessProbe:
        periodSeconds: 5
        httpGet: {port: 80}
    - {name: side, image: busybox, resources: {}}
`;

test('what is filled in stands behind the line that leaves it out', () => {
  expect(shown(pod)).toBe(`apiVersion: v1
kind: Pod
metadata: {name: p}
spec: «terminationGracePeriodSeconds: 30» «volume kube-api-access-… (token)»
  containers:
    - name: app
      image: nginx:1.25 «imagePullPolicy: IfNotPresent» # pinned
      ports:
        - containerPort: 80 «protocol: TCP»
        - {containerPort: 81 «protocol: TCP», name: b}
      resources: «QoS Burstable» «requests: cpu 500m, memory 64Mi»
        limits: {cpu: 500m, memory: 64Mi}
      livenessProbe: «timeout 1, failure 3, success 1»
        periodSeconds: 5
        httpGet: {port: 80}
    - {name: side, image: busybox «imagePullPolicy: Always», resources: {}}
`);
});

test('what is written is not told again, and only the kinds that are wanted are', () => {
  const written = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  terminationGracePeriodSeconds: 5
  automountServiceAccountToken: false
  containers:
    - name: app
      image: nginx
      imagePullPolicy: Never
      ports: [{containerPort: 80, protocol: UDP}]
      resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}
      livenessProbe: {httpGet: {port: 80}, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 1, successThreshold: 1}
`;
  expect(shown(written)).toBe(written.replace('1Gi}}\n', '1Gi}} «QoS Guaranteed»\n'));
  expect(shown(written, ['imagePullPolicy'])).toBe(written);
});

const template = `
    metadata: {labels: {a: b}}
    spec:
      containers:
        - name: app
          image: nginx`;

test.each([
  [
    'Deployment',
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:${template}`,
  ],
  [
    'StatefulSet',
    `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: d}\nspec:\n  serviceName: d\n  selector: {matchLabels: {a: b}}\n  template:${template}`,
  ],
  [
    'Job',
    `apiVersion: batch/v1\nkind: Job\nmetadata: {name: d}\nspec:\n  template:${template}\n      restartPolicy: Never`,
  ],
  [
    'CronJob',
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: d}\nspec:\n  schedule: "* * * * *"\n  jobTemplate:\n    spec:\n      template:${template.replaceAll('\n', '\n    ')}\n          restartPolicy: Never`,
  ],
  ['PodTemplate', `apiVersion: v1\nkind: PodTemplate\nmetadata: {name: d}\ntemplate:${template}`],
  [
    'List',
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: p}\n  spec:\n    containers:\n    - name: a\n      image: nginx`,
  ],
])('in the pods of a %s, also where others stand before it', (_kind, text) => {
  const all = shown(`${pod}---\n${text}\n`).slice(shown(`${pod}---\n`).length);
  expect(all).toContain('image: nginx «imagePullPolicy: Always»');
  expect(all).toContain('containers: «QoS BestEffort»');
  expect(all).toContain('spec: «terminationGracePeriodSeconds: 30» «volume kube-api-access-… (token)»');
});

test('the release decides: a pod as a whole had no resources before 1.34', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  resources: {limits: {cpu: 1, memory: 1Gi}}\n  containers: [{name: a, image: b}]\n';
  const at = (kubernetes: '1.32' | '1.37') =>
    /resources: \{limits.*«QoS (\w+)»/.exec(shown(text, ['qosClass'], { kubernetes }))?.[1];
  expect([at('1.37'), at('1.32')]).toEqual(['Guaranteed', 'BestEffort']);
});

test('admission has its part: limits and an account of the same file, and of the workspace', () => {
  const range = (namespace: string) =>
    `apiVersion: v1\nkind: LimitRange\nmetadata: {name: l, namespace: ${namespace}}\nspec: {limits: [{type: Container, default: {cpu: 1, memory: 1Gi}}]}\n`;
  const bare = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  serviceAccountName: quiet\n  containers:\n    - {name: a, image: b}\n`;
  const account =
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: quiet}\nautomountServiceAccountToken: false\n';
  const existing = (text: string) => ({ existing: parseManifest(text).objects.map(({ value }) => value) });
  expect(shown(bare)).toMatch(/token.*QoS BestEffort/s);
  expect(shown(`${bare}---\n${range('default')}`)).toContain('QoS Guaranteed');
  expect(shown(bare, inlayKinds, existing(range('default')))).toContain('QoS Guaranteed');
  expect(shown(`${bare}---\n${range('other')}`)).toContain('QoS BestEffort');
  expect(shown(`${bare}---\n${account}`)).not.toContain('token');
  expect(shown(bare, inlayKinds, existing(account))).not.toContain('token');
});

test('of a pod that is not finished what is certain is told', () => {
  const half = `${pod}    - name: third\n`;
  const told = shown(half);
  expect(told).toContain('nginx:1.25 «imagePullPolicy: IfNotPresent»');
  expect(told).toContain('«QoS Burstable»');
  expect(told.match(/imagePullPolicy/g)).toHaveLength(2);
  const wrong = shown(half.replace('64Mi', '64MB!'));
  expect(wrong).toContain('imagePullPolicy: IfNotPresent');
  expect(wrong).not.toContain('QoS');
});

test('nothing is told of what an expression or a placeholder decides', () => {
  const chart = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: a
      image: "{{ .Values.image }}"
      livenessProbe:
        httpGet: {port: 80}
        {{- toYaml .Values.probe | nindent 8 }}
    - name: b
      image: nginx
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      readinessProbe:
        httpGet: {port: 80}
    - name: c
      image: nginx
      {{- include "more" . | nindent 6 }}
    - name: d
      image: \${IMAGE}
`;
  const expected = chart
    .replace('spec:', 'spec: «terminationGracePeriodSeconds: 30» «volume kube-api-access-… (token)»')
    .replace('image: nginx\n      res', 'image: nginx «imagePullPolicy: Always»\n      res')
    .replace('readinessProbe:', 'readinessProbe: «period 10, timeout 1, failure 3, success 1»');
  // An expression of the last container's lines may bring fields of the pod's spec, too.
  expect(shown(chart).replace(/ «(?:grace|vol|term)[^»]*»/g, '')).toBe(
    expected.replace(/ «(?:grace|vol|term)[^»]*»/g, ''),
  );
});

test.each([
  [
    'a patch',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {template: {spec: {containers: [{name: a, resources: {limits: {cpu: 1}}}]}}}\n',
  ],
  ['a Secret', 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: b}\n'],
  ['other YAML', 'image: nginx\nspec: {containers: [{image: a}]}\n'],
  ['wrong types', 'apiVersion: v1\nkind: Pod\nmetadata: 5\nspec: {containers: {a: 5}, volumes: x}\n'],
  ['a broken text', 'apiVersion: v1\nkind: Pod\nspec: {containers: [{image: "a\n'],
])('%s gets nothing, and nothing throws', (_what, text) => {
  expect(shown(text, ['imagePullPolicy', 'qosClass', 'requests', 'probes', 'protocol', 'tokenVolume'])).toBe(text);
});

test('any half of a manifest is read without throwing', () => {
  for (let end = 0; end < pod.length; end += 3) shown(pod.slice(0, end));
});

test('lines end as on Windows, and JSON has commas', () => {
  expect(shown(pod.replaceAll('\n', '\r\n'))).toBe(shown(pod).replaceAll('\n', '\r\n'));
  const json =
    '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": "a",\n"image": "b:1",\n"args": []}]}}';
  expect(shown(json, ['imagePullPolicy'])).toContain('"image": "b:1", «imagePullPolicy: IfNotPresent»\n');
});

test('an image that a merge key brings in is told where it is taken in', () => {
  const merged = `x-base: &base {image: "nginx:1"}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nx: &base {image: "nginx:1"}\nspec:\n  containers:\n    - <<: *base\n      name: a\n`;
  expect(shown(merged, ['imagePullPolicy'])).toContain('<<: *base «imagePullPolicy: IfNotPresent»\n');
});

test('each part has the hover of its field', () => {
  const manifest = parseManifest(pod);
  const hovers = hintsIn(manifest).flatMap((hint) => hint.parts.map((part) => inlayHover(manifest, hint, part)));
  expect(hovers.map((markdown) => /^\*\*([\w.]+)\*\*/.exec(markdown ?? '')?.[1])).toEqual([
    'terminationGracePeriodSeconds',
    'automountServiceAccountToken',
    'imagePullPolicy',
    'protocol',
    'protocol',
    'resources',
    'resources.requests',
    'timeoutSeconds',
    'failureThreshold',
    'successThreshold',
    'imagePullPolicy',
  ]);
  expect(hovers[2]).toContain('pulls only if the node does not have the image');
});

test('of a file of 13,000 lines only what is seen is parsed, and it takes less than 50 ms', () => {
  const one = pod.replace('kind: Pod', 'kind: Pod # 0');
  const text = Array.from({ length: 800 }, (_, i) => one.replace('# 0', `# ${i}`)).join('---\n');
  expect(text.split('\n').length).toBeGreaterThan(13_000);
  const took = [1, 2, 3, 4, 5].map((k) => {
    const since = performance.now();
    const manifest = parseManifest(text);
    const start = text.indexOf(`# ${k * 100}\n`);
    const found = hintsIn(manifest, {}, { start, end: start + pod.length * 3 });
    const time = performance.now() - since;
    expect(found.length).toBeGreaterThan(20);
    expect(manifest.documents.filter(({ parsedBefore }) => parsedBefore).length).toBeLessThan(6);
    return time;
  });
  expect(Math.min(...took)).toBeLessThan(50);
});
