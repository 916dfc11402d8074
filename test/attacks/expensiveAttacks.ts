import { container, documents, json, pod, type Attack } from './attack';
import { savedEvent, savedPod } from './savedObjects';

const many = (count: number, text: (i: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(between);
const helm = (name: string, line: string): Attack => ({
  name: `a template: ${name}`,
  input: () =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    ${line}\nspec:\n  containers:\n    - name: app\n      image: ‸nginx\n`,
  sinks: ['hover FILE:CURSOR', 'explain FILE'],
  seconds: 2,
});
const workload = (kind: string, group: string, spec: string): Attack => ({
  name: `a million pods of a ${kind}`,
  input: `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: d}\nspec: {${spec}}\n`,
  sinks: ['explain FILE', 'calls FILE'],
});
const template = 'template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}';
const selected = `selector: {matchLabels: {a: b}}, ${template}`;
const doubled = (count: number): string =>
  [
    '- {name: V0, value: xxxxxxxx}',
    ...Array.from({ length: count }, (_, i) => `- {name: V${i + 1}, value: "$(V${i})$(V${i})"}`),
  ]
    .map((line) => `  ${line}`)
    .join('\n');
const inPod = (name: string, spec: () => string, sinks: readonly string[] = ['explain FILE']): Attack => ({
  name,
  input: () => pod(spec()),
  sinks,
});
const pending = { ...savedPod, status: { phase: 'Pending' } };
const owner = (i: number): object => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  name: `r${i}`,
  uid: `o${i}`,
  controller: true,
});
const saved = (name: string, items: () => readonly object[]): Attack => ({
  name,
  extension: 'json',
  input: () => json({ kind: 'List', items: items() }),
  sinks: ['observe FILE'],
});

/** Point 5: nothing takes long for its size. */
export const expensiveAttacks: readonly Attack[] = [
  helm('a key', '{{ include "app.labelKey" . }}: web'),
  helm('a key of many words', `{{ ${'include '.repeat(40)}}}: web`),
  helm('a key that is not closed', `{{ include "app.labelKey" . }: web`),
  helm('quotes', `{{ ${'"a" '.repeat(60)}: web`),
  helm('spaces', `{{${' '.repeat(5000)}: web`),
  helm('many opened', '{{'.repeat(5000)),
  helm('many keys', '{{ a }}'.repeat(2000)),
  helm('pipes', `a: {{ .Values.a ${'| quote '.repeat(500)}}}`),
  helm('dashes', `{{${'-'.repeat(5000)} x`),
  helm('a comment', `{{/* ${'*'.repeat(5000)} x`),
  helm('variables', `{{ $a := ${'$a '.repeat(500)}`),

  {
    name: 'variables that double',
    input: () => documents(pod(`containers:\n- name: a\n  image: ‸b\n  env:\n${doubled(29)}`)),
    sinks: ['hover FILE:CURSOR', 'explain FILE', 'calls FILE'],
  },
  {
    name: 'variables that double in a command',
    input: () =>
      pod(
        `containers:\n- name: a\n  image: ‸b\n  env:\n${doubled(14)}\n  command: [${many(200, () => '"$(V14)$(V14)"', ', ')}]`,
      ),
    sinks: ['hover FILE:CURSOR', 'explain FILE'],
  },
  {
    name: 'variables that double from a ConfigMap',
    input: () =>
      documents(
        `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm}\ndata: {V0: ${'x'.repeat(900_000)}}\n`,
        pod(
          `containers:\n- name: a\n  image: b\n  envFrom: [{configMapRef: {name: cm}}]\n  env:\n${doubled(20).split('\n').slice(1).join('\n')}`,
        ),
      ),
    sinks: ['explain FILE'],
  },
  inPod('a variable of opened parentheses', () => container(`env: [{name: A, value: "${'$('.repeat(50_000)}"}]`)),
  inPod('a variable of dollars', () =>
    container(`env: [{name: A, value: "${'$'.repeat(100_000)}"}], args: ["${'$$(A)'.repeat(20_000)}"]`),
  ),

  {
    ...workload(
      'Job',
      'batch/v1',
      'completions: 1000000, parallelism: 1000000, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}',
    ),
    sinks: ['explain FILE'],
    expect: [/\b100\b|hundred/],
  },
  workload(
    'Job, one after the other',
    'batch/v1',
    'completions: 1000000, parallelism: 1, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}',
  ),
  workload(
    'Job with indexes',
    'batch/v1',
    'completionMode: Indexed, completions: 1000000, parallelism: 1000000, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}',
  ),
  workload('Deployment', 'apps/v1', `replicas: 1000000, ${selected}`),
  workload('ReplicaSet', 'apps/v1', `replicas: 1000000, ${selected}`),
  workload('ReplicationController', 'v1', `replicas: 1000000, selector: {a: b}, ${template}`),
  workload('StatefulSet', 'apps/v1', `replicas: 1000000, podManagementPolicy: Parallel, serviceName: s, ${selected}`),
  workload(
    'CronJob',
    'batch/v1',
    'schedule: "* * * * *", jobTemplate: {spec: {completions: 1000000, parallelism: 1000000, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}',
  ),
  workload('Deployment beyond 32 bits', 'apps/v1', `replicas: 99999999999999, ${selected}`),
  {
    name: 'a thousand Deployments of a thousand pods',
    input: () =>
      many(
        1000,
        (i) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d${i}}\nspec: {replicas: 1000, ${selected}}\n`,
        '---\n',
      ),
    sinks: ['explain FILE'],
    seconds: 10,
    megabytes: 500,
  },
  {
    name: 'a schedule that never comes',
    input:
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "0 0 31 2 *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}}\n',
    sinks: ['explain FILE'],
  },
  {
    name: 'a schedule of many parts',
    input: () =>
      `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "${many(20_000, () => '1-59/1', ',')} * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}}\n`,
    sinks: ['explain FILE'],
  },
  {
    name: 'a schedule’s step',
    input:
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "*/0 1-999999999 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}}\n',
    sinks: ['explain FILE'],
  },

  {
    name: 'nesting of explicit keys',
    input: () => '? '.repeat(5000),
    sinks: ['explain FILE'],
    expect: [/FILE:\d+:\d+: /],
    exit: [1],
  },
  { name: 'nesting of lists', input: () => '['.repeat(10_000), sinks: ['explain FILE'], exit: [1] },
  { name: 'nesting of maps', input: () => '{a: '.repeat(5000), sinks: ['explain FILE'], exit: [1] },
  { name: 'nesting of dashes', input: () => `${'- '.repeat(5000)}a`, sinks: ['explain FILE'], exit: [1] },
  {
    name: 'nesting by indents',
    input: () => many(3000, (i) => `${' '.repeat(i)}a:`),
    sinks: ['explain FILE'],
    exit: [1],
  },
  inPod('nesting inside a pod', () => `securityContext: ${'{a: '.repeat(3000)}1${'}'.repeat(3000)}\n${container()}`),
  inPod('nesting of lists inside a pod', () => `tolerations: ${'['.repeat(3000)}${']'.repeat(3000)}\n${container()}`),
  {
    name: 'nesting in JSON',
    extension: 'json',
    input: () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
    sinks: ['explain FILE', 'observe FILE'],
    exit: [1],
  },
  {
    name: 'nesting of Lists',
    extension: 'json',
    input: () => `${'{"apiVersion":"v1","kind":"List","items":['.repeat(3000)}${']}'.repeat(3000)}`,
    sinks: ['explain FILE', 'observe FILE'],
  },
  {
    name: 'aliases that multiply',
    input: () =>
      documents(
        `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replace(/./g, (c, i: number) => `${c}: &${c} [${many(9, () => `*${'abcdefgh'[i]}`, ',')}]\n`)}`,
        pod(container()),
      ),
    sinks: ['explain FILE'],
  },
  {
    name: 'aliases that multiply in a pod',
    input: () =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    a: &a {x: y}\n${'bcdefghi'.replace(/./g, (c, i: number) => `    ${c}: &${c} [${many(9, () => `*${'abcdefgh'[i]}`, ',')}]\n`)}spec:\n  containers: [{name: app, image: nginx}]\n`,
    sinks: ['explain FILE', 'explain FILE --format json'],
  },
  {
    name: 'an alias to itself',
    input:
      'apiVersion: v1\nkind: Pod\nmetadata: &m {name: web, labels: *m}\nspec: &s {containers: [{name: a, image: b}], affinity: *s}\n',
    sinks: ['explain FILE', 'outcome FILE'],
  },
  {
    name: 'merges of merges',
    input: () => `a0: &a0 {x: y}\n${many(200, (i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}]}`)}\n`,
    sinks: ['explain FILE'],
  },

  {
    name: 'a hundred thousand containers',
    input: () => pod(`containers:\n${many(100_000, (i) => `- {name: c${i}, image: b}`)}`),
    sinks: ['explain FILE'],
    seconds: 15,
    megabytes: 1000,
  },
  {
    name: 'ten thousand volumes',
    input: () =>
      pod(
        `volumes:\n${many(10_000, (i) => `- {name: v${i}, emptyDir: {}}`)}\n${container(`volumeMounts: [${many(10_000, (i) => `{name: v${i}, mountPath: /v${i}}`, ', ')}]`)}`,
      ),
    sinks: ['explain FILE'],
    seconds: 10,
    megabytes: 800,
  },
  {
    name: 'ten thousand variables, each of the others',
    input: () =>
      pod(container(`env: [${many(3000, (i) => `{name: V${i}, value: "$(V${i - 1})$(V${i + 1})"}`, ', ')}]`)),
    sinks: ['explain FILE'],
  },
  {
    name: 'JSON of 4 MB on one line',
    extension: 'json',
    input: () =>
      json({
        apiVersion: 'v1',
        kind: 'List',
        items: Array.from({ length: 20_000 }, (_, i) => ({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: `c${i}` },
          data: { a: 'x'.repeat(100) },
        })),
      }),
    sinks: ['explain FILE'],
    seconds: 10,
    megabytes: 1000,
  },
  {
    name: 'a quoted scalar of 9 MB',
    input: () =>
      documents(
        `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: "${'x'.repeat(9_000_000)}"}\n`,
        pod(container()),
      ),
    sinks: ['explain FILE'],
    seconds: 10,
    megabytes: 600,
  },
  {
    name: 'a block scalar of many lines',
    input: () =>
      documents(
        `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: |\n${'    x\n'.repeat(300_000)}`,
        pod(container()),
      ),
    sinks: ['explain FILE'],
    seconds: 10,
    megabytes: 600,
  },
  { name: 'many documents', input: () => '---\n'.repeat(100_000), sinks: ['explain FILE'] },
  { name: 'many comments', input: () => documents('#\n'.repeat(300_000), pod(container())), sinks: ['explain FILE'] },
  { name: 'many errors', input: () => 'a: b: c\n'.repeat(20_000), sinks: ['explain FILE'], exit: [1] },
  {
    name: 'many unknown fields',
    input: () => pod(`${many(5000, (i) => `unknownField${i}: 1`)}\n${container()}`),
    sinks: ['explain FILE'],
    seconds: 10,
  },

  inPod('a quantity of 100,000 digits', () =>
    container(
      `resources: {limits: {cpu: "${'9'.repeat(100_000)}", memory: "${'9'.repeat(100_000)}.${'9'.repeat(100_000)}Gi"}}`,
    ),
  ),
  inPod('a quantity of a huge exponent', () =>
    container('resources: {limits: {cpu: "1e999999999", memory: "1E-999999999"}, requests: {cpu: "1e2147483648"}}'),
  ),
  inPod('a quantity that is nearly one', () => container(`resources: {limits: {cpu: "${'1'.repeat(50_000)}x"}}`)),
  inPod(
    'numbers beyond all bounds',
    () =>
      `terminationGracePeriodSeconds: 9223372036854775807\nactiveDeadlineSeconds: 9223372036854775807\n${container('livenessProbe: {exec: {command: [x]}, periodSeconds: 2147483647, initialDelaySeconds: 2147483647, failureThreshold: 2147483647, timeoutSeconds: 2147483647}')}`,
  ),
  inPod('a probe each second that fails for ever', () =>
    container('readinessProbe: {exec: {command: ["false"]}, periodSeconds: 1, failureThreshold: 2147483647}'),
  ),
  inPod('an image of 100,000 characters', () => `containers:\n- {name: app, image: "${'a/'.repeat(50_000)}a"}`),
  inPod(
    'an image that is nearly one',
    () =>
      `containers:\n- {name: app, image: "${'a-'.repeat(50_000)}_"}\n- {name: two, image: "${'a.'.repeat(50_000)}:x"}`,
  ),
  {
    name: 'a name of 100,000 characters',
    input: () => pod(container(), `"${'a-'.repeat(50_000)}"`),
    sinks: ['explain FILE', 'outcome FILE'],
  },
  {
    name: 'a key of 100,000 characters',
    input: () =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {"${'a.'.repeat(50_000)}": b}}\nspec: {containers: [{name: a, image: b}]}\n`,
    sinks: ['explain FILE'],
  },
  inPod(
    'a path of 100,000 characters',
    () =>
      `volumes: [{name: v, hostPath: {path: "${'/..'.repeat(30_000)}"}}]\n${container(`volumeMounts: [{name: v, mountPath: "${'/a'.repeat(50_000)}", subPath: "${'../'.repeat(30_000)}"}]`)}`,
  ),
  inPod(
    'hosts and searches',
    () =>
      `dnsConfig: {searches: [${many(5000, () => `"${'a.'.repeat(100)}"`, ', ')}]}\nhostAliases: [${many(5000, (i) => `{ip: "10.0.0.${i}", hostnames: [a]}`, ', ')}]\n${container()}`,
  ),
  inPod(
    'affinities',
    () =>
      `affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [${many(3000, (i) => `{topologyKey: k${i}, labelSelector: {matchExpressions: [{key: a, operator: In, values: [b]}]}}`, ', ')}]}}\n${container()}`,
  ),
  {
    name: 'images that registries’ keys match by globs',
    input: () =>
      documents(
        `apiVersion: v1\nkind: Secret\nmetadata: {name: reg}\ntype: kubernetes.io/dockerconfigjson\nstringData:\n  .dockerconfigjson: '{"auths":{"${'*a'.repeat(40)}.example.com":{"auth":"eDp5"},"${'*.'.repeat(40)}com":{"auth":"eDp5"}}}'\n`,
        pod(`imagePullSecrets: [{name: reg}]\ncontainers:\n- {name: app, image: "${'a'.repeat(80)}.example.com/x"}`),
      ),
    sinks: ['explain FILE'],
  },

  saved('an event of 1 MB', () => [
    pending,
    savedEvent({ message: `Back-off pulling image "${'a '.repeat(500_000)}` }),
  ]),
  saved('an event of many quotes', () => [pending, savedEvent({ message: '"failed to pull image "'.repeat(20_000) })]),
  saved('an event of many spaces', () => [
    pending,
    savedEvent({ message: `Failed to pull image "x": ${' '.repeat(100_000)}x` }),
  ]),
  saved('an event of many durations', () => [
    pending,
    savedEvent({
      reason: 'Pulled',
      message: `Successfully pulled image "x" in ${'1h2m'.repeat(20_000)} (${'1s'.repeat(20_000)} including waiting). Image size: ${'9'.repeat(50_000)} bytes.`,
    }),
  ]),
  saved('an event of FailedScheduling', () => [
    pending,
    savedEvent({
      reason: 'FailedScheduling',
      message: `0/${'9'.repeat(20_000)} nodes are available: ${'1 Insufficient cpu, '.repeat(20_000)}`,
    }),
  ]),
  saved('an event told 10¹⁵ times', () => [
    pending,
    savedEvent({ count: 1e15, series: { count: 1e15, lastObservedTime: '2026-01-01T00:00:02Z' } }),
  ]),
  ...['Failed', 'BackOff', 'FailedScheduling'].map((reason) =>
    saved(`an event ${reason} told two billion times`, () => [pending, savedEvent({ reason, count: 2_147_483_647 })]),
  ),
  saved('events of ten thousand tellers', () => [
    pending,
    ...Array.from({ length: 10_000 }, (_, i) =>
      savedEvent({
        metadata: { name: `e${i}`, namespace: 'default', resourceVersion: `${i}` },
        source: { component: `c${i}` },
      }),
    ),
  ]),
  saved('a thousand pods with owners of owners', () => [
    ...Array.from({ length: 1000 }, (_, i) => ({
      ...pending,
      metadata: { ...pending.metadata, name: `w${i}`, uid: `u${i}`, ownerReferences: [owner(0)] },
    })),
    ...Array.from({ length: 3000 }, (_, i) => ({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: `r${i}`, namespace: 'default', uid: `o${i}`, ownerReferences: [owner(i + 1)] },
    })),
  ]),
  saved('times that are none', () =>
    [
      '2026-99-99T00:00:00Z',
      '+275760-09-13T00:00:00Z',
      '-271821-04-20T00:00:00Z',
      '0000-00-00',
      'x'.repeat(50_000),
      '9999-12-31T23:59:59Z',
      `2026-01-01T00:00:00.${'9'.repeat(50_000)}Z`,
    ].flatMap((at, i) => [
      { ...pending, metadata: { ...pending.metadata, name: `w${i}`, uid: `u${i}`, creationTimestamp: at } },
      savedEvent({ firstTimestamp: at, lastTimestamp: at, eventTime: at }),
    ]),
  ),
  saved('five thousand events', () => [
    pending,
    ...Array.from({ length: 5000 }, (_, i) =>
      savedEvent({ metadata: { name: `e${i}`, namespace: 'default' }, message: `m${i}` }),
    ),
  ]),
  {
    name: 'a node’s log of one line',
    extension: 'json',
    input: json({ kind: 'List', items: [pending] }),
    other: `Jan 01 00:00:01 n containerd[1]: time="2026-01-01T00:00:01Z" level=info msg="RunPodSandbox for ${'&PodSandboxMetadata{Name:'.repeat(10_000)}`,
    sinks: ['observe FILE OTHER'],
  },
  ...[
    ['sandboxes', 'RunPodSandbox for &PodSandboxMetadata{Name:web,Uid:u1,Namespace:default,Attempt:0,}', ''],
    ['pulls', 'PullImage \\"nginx\\"', ''],
    ['one request', 'Pulling image: nginx', ' id=1 name=/runtime.v1.ImageService/PullImage'],
  ].map(([of, message, fields]): Attack => ({
    name: `a node’s log of 40,000 lines of ${of}`,
    extension: 'json',
    input: json({ kind: 'List', items: [pending] }),
    other: many(
      40_000,
      (i) => `time="2026-01-01T00:00:${10 + (i % 50)}.${1000000 + i}Z" level=info msg="${message}"${fields}`,
    ),
    sinks: ['observe FILE OTHER'],
  })),
  {
    name: 'a node’s log of backslashes',
    extension: 'json',
    input: json({ kind: 'List', items: [pending] }),
    other: `Jan 01 00:00:01 n containerd[1]: time="2026-01-01T00:00:01Z" level=info msg="${'\\"'.repeat(50_000)}`,
    sinks: ['observe FILE OTHER'],
  },
  {
    name: 'a node’s log of equals signs',
    extension: 'json',
    input: json({ kind: 'List', items: [pending] }),
    other: `Jan 01 00:00:01 n crio[1]: time="x" ${'a='.repeat(50_000)}`,
    sinks: ['observe FILE OTHER'],
  },
];
