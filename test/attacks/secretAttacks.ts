import { documents, explain, json, pod, type Attack } from './attack';

const canary = [/CANARY/i, /Q0FOQVJZ/];
const uses = pod('containers:\n- name: app\n  image: nginx\n  envFrom: [{secretRef: {name: db}}]');
const encoded = Buffer.from('CANARY').toString('base64');
const secret = (lines: string, kind = 'Secret'): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: {name: db}\n${lines}\n`;
const broken = (name: string, lines: string): Attack => ({
  name: `a Secret whose YAML is broken by ${name}`,
  input: documents(secret(lines), uses),
  sinks: ['explain FILE'],
  never: canary,
});
const mentions = (name: string, input: string, sinks: readonly string[] = explain): Attack => ({
  name,
  input,
  sinks,
  never: canary,
});
const takesPassword = (fields: string): string =>
  documents(
    secret('stringData: {password: CANARY}'),
    pod(
      `containers:\n- name: app\n  image: nginx\n  env:\n  - {name: PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}\n${fields}`,
    ),
  );

/** Point 3: nothing of a Secret passes but what is known to be harmless. */
export const secretAttacks: readonly Attack[] = [
  mentions(
    'the annotation of kubectl apply',
    documents(
      `apiVersion: v1
kind: Secret
metadata:
  name: db
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","kind":"Secret","metadata":{"name":"db"},"stringData":{"password":"CANARY"}}
stringData: {password: CANARY}
`,
      uses,
    ),
  ),
  mentions(
    'an annotation of a tool',
    documents(`apiVersion: v1\nkind: Secret\nmetadata: {name: db, annotations: {example.com/backup: CANARY}}\n`, uses),
  ),
  mentions(
    'managed fields',
    documents(
      `apiVersion: v1\nkind: Secret\nmetadata: {name: db, managedFields: [{manager: kubectl, fieldsV1: {"f:data": {"f:CANARY": {}}}}]}\n`,
      uses,
    ),
  ),
  ...['stringdata', 'Data', 'StringData', 'datas', 'spec', 'binaryData', 'status'].map((field) =>
    mentions(`a misspelt field: ${field}`, documents(secret(`${field}: {password: CANARY}`), uses)),
  ),
  ...['secret', 'SECRET', 'Secrets', '" Secret"', 'Secret.v1', '[Secret]', 'null', '{Secret: v1}'].map((kind) =>
    mentions(`a misspelt kind: ${kind}`, documents(secret('stringData: {password: CANARY}', kind), uses)),
  ),
  ...['Event', 'PodTemplate', 'Lease', 'Pod', 'Service'].map((kind) =>
    mentions(`data of a kind that has none: ${kind}`, documents(secret(`data: {password: ${encoded}}`, kind), uses), [
      ...explain,
      'observe FILE --format json',
    ]),
  ),
  mentions('no kind at all', documents('apiVersion: v1\nmetadata: {name: db}\nstringData: {password: CANARY}\n', uses)),
  mentions(
    'another group',
    documents('apiVersion: core/v1\nkind: Secret\nmetadata: {name: db}\nstringData: {password: CANARY}\n', uses),
  ),
  mentions('a value where a flag stands', documents(secret('immutable: CANARY\nstringData: {a: b}'), uses)),
  mentions('a value as a key', documents(secret('CANARY: password'), uses)),
  ...['CANARY', '[CANARY]', '{a: {b: CANARY}}', '{a: [CANARY]}', '{a: !!binary CANARY}', '!CANARY {a: b}'].map(
    (value) => mentions(`values that are no map of text: ${value}`, documents(secret(`stringData: ${value}`), uses)),
  ),
  mentions('data that is no base64', documents(secret('data: {password: "CANARY, in the clear"}'), uses)),
  mentions('data in base64', documents(secret(`data: {password: ${encoded}}`), uses)),
  mentions(
    'a list of Secrets',
    documents(
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: db}\n  stringData: CANARY\n',
      uses,
    ),
  ),
  mentions(
    'a SecretList',
    documents(
      'apiVersion: v1\nkind: SecretList\nitems:\n- metadata: {name: db}\n  stringData: {password: CANARY}\n',
      uses,
    ),
  ),
  mentions(
    'a merged map',
    documents(
      `apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nx: &x {password: CANARY}\nstringData:\n  <<: *x\n`,
      uses,
    ),
  ),

  broken('an alias', 'stringData:\n  password: *CANARY'),
  broken('a block scalar', 'stringData:\n  password: |CANARY'),
  broken('a folded scalar', 'stringData:\n  password: >CANARY'),
  broken('an open quote', 'stringData:\n  password: "CANARY'),
  broken('an open single quote', "stringData:\n  password: 'CANARY"),
  broken('an open list', 'stringData:\n  password: [CANARY'),
  broken('an open map', 'stringData: {password: CANARY'),
  broken('a colon', 'stringData:\n  password: CANARY: x'),
  broken('an escape', 'stringData:\n  password: "CANARY\\q"'),
  broken('a reserved sign', 'stringData:\n  password: @CANARY'),
  broken('a backtick', 'stringData:\n  password: `CANARY`'),
  broken('a percent sign', 'stringData:\n  password: %CANARY'),
  broken('a tab', 'stringData:\n\tpassword: CANARY'),
  broken('an indent', 'stringData:\n  password: a\n CANARY: b'),
  broken('a line alone', 'stringData:\n  password: a\nCANARY'),
  broken('a tag', 'stringData:\n  password: !CANARY!x a'),
  broken('an anchor', 'stringData:\n  password: &CANARY'),
  broken('two anchors', 'stringData:\n  password: &a &CANARY b'),
  broken('text after a quote', 'stringData:\n  password: "a" CANARY'),
  broken('a key twice', 'stringData:\n  password: CANARY1\n  password: CANARY2'),
  broken('a directive', '%CANARY\nstringData: {a: b}'),
  {
    name: 'a Secret as JSON that is cut',
    input: `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"db"},"stringData":{"password":"CANARY`,
    extension: 'json',
    sinks: ['explain FILE', 'calls FILE'],
    never: canary,
  },
  {
    name: 'a Secret with a template that is not closed',
    input: documents(secret('stringData:\n  password: {{ "CANARY" | quote'), uses),
    sinks: ['explain FILE'],
    never: canary,
  },

  mentions('a value in a command', takesPassword('  command: [sh, -c, "login $(PASSWORD)"]')),
  mentions('a value in an argument, in a diagram', takesPassword('  args: ["--password=$(PASSWORD)"]'), [
    'explain FILE --format mermaid',
    'explain FILE',
  ]),
  mentions('a value in another variable', takesPassword('  - {name: URL, value: "https://u:$(PASSWORD)@db"}')),
  mentions(
    'a value in a path',
    takesPassword(
      '  volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(PASSWORD)}]\n  volumes: [{name: v, emptyDir: {}}]',
    ),
  ),
  {
    name: 'a hover over the value itself',
    input: documents(secret('stringData:\n  password: CAN‸ARY'), uses),
    sinks: ['hover FILE:CURSOR', 'hover FILE:CURSOR --format json'],
    never: canary,
  },
  {
    name: 'a hover over what takes the value',
    input: takesPassword('  args: ["--password=‸$(PASSWORD)"]'),
    sinks: ['hover FILE:CURSOR', 'hover FILE:CURSOR --format json'],
    never: canary,
  },
  mentions(
    'a registry’s password',
    documents(
      `apiVersion: v1\nkind: Secret\nmetadata: {name: reg}\ntype: kubernetes.io/dockerconfigjson\nstringData:\n  .dockerconfigjson: '{"auths":{"https://index.docker.io/v1/":{"username":"u","password":"CANARY","auth":"${Buffer.from('u:CANARY').toString('base64')}"}}}'\n`,
      pod('imagePullSecrets: [{name: reg}]\ncontainers:\n- {name: app, image: nginx}'),
    ),
  ),
  {
    name: 'a registry’s password that is no JSON',
    input: documents(
      `apiVersion: v1\nkind: Secret\nmetadata: {name: reg}\ntype: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: '{"auths": CANARY'}\n`,
      pod('imagePullSecrets: [{name: reg}]\ncontainers:\n- {name: app, image: nginx}'),
    ),
    sinks: [...explain, 'outcome FILE'],
    never: canary,
  },
  {
    name: 'saved output with a Secret in it',
    extension: 'json',
    input: json({
      kind: 'List',
      items: [
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'db', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'CANARY' } },
          data: { password: encoded },
        },
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'web', namespace: 'default', uid: 'u' },
          spec: { containers: [{ name: 'app', image: 'nginx' }] },
        },
      ],
    }),
    sinks: ['observe FILE', 'observe FILE --format json'],
    never: canary,
  },
];
