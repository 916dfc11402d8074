import { Base64 } from 'js-base64';
import { stringify } from 'yaml';
import { definitionOf, type FieldType } from '../../src/core/api/definition';

/** What no face may say, as such or in base64, whatever stands before it; in numbers; in a file's pieces. */
export const canary = 'CANARY-hunter2';
export const canaryNumber = 481516234299;

/** Whether a text has the canary, in any form. */
export function holdsCanary(text: string): boolean {
  const forms = [canary, 'hunter2', String(canaryNumber), ...encoded];
  return forms.some((form) => text.includes(form));
}

/** Base64 of it behind 0, 1 and 2 other bytes, without the letters that hang on those beside it. */
const encoded = ['', 'x', 'xx'].map((before) => Base64.encode(`${before}${canary}`).slice(before ? 4 : 0, -4));

export interface SecretForm {
  name: string;
  text: string;
}

export const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  imagePullSecrets: [{name: db}]
  containers:
  - name: app
    image: registry.example/nginx
    args: [--password=$(PASSWORD)]
    envFrom: [{secretRef: {name: db}}]
    env:
    - {name: PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}
    - {name: URL, value: db://$(PASSWORD)@db}
    volumeMounts: [{name: s, mountPath: /s, subPathExpr: $(PASSWORD)}]
  volumes:
  - {name: s, secret: {secretName: db}}
`;

const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, stringData: { password: canary } };

function withPod(name: string, text: string): SecretForm {
  return { name, text: `${text.replace(/\n?$/, '\n')}---\n${pod}` };
}

/** The canary at every field of a Secret, in every wrong type. */
export function everyField(): SecretForm[] {
  const places: (readonly [string[], FieldType])[] = [];
  const walk = (path: string[], type: FieldType, depth: number): void => {
    places.push([path, type]);
    if (depth > 4) return;
    if (type.kind === 'struct') for (const [field, { type: of }] of definitionOf(type.name)) walk([...path, field], of, depth + 1); // prettier-ignore
    if (type.kind === 'list') walk([...path, '0'], type.of, depth + 1);
    if (type.kind === 'map') walk([...path, 'canary'], type.of, depth + 1);
  };
  walk([], { kind: 'struct', name: 'Secret' }, 0);
  const misspelt = ['stringdata', 'string_data', 'stringDatas', 'Data', 'dat', 'metadat', 'immutible', 'Type', 'other'];
  for (const field of misspelt) places.push([[field], { kind: 'scalar', name: 'string' }]);
  const values: Readonly<Record<string, unknown>> = {
    text: canary,
    base64: Base64.encode(canary),
    number: canaryNumber,
    list: [canary],
    map: { a: canary },
    key: { [`${canary} `]: 'x' },
    nested: { a: { b: [{ c: canary }] } },
    json: JSON.stringify(secret),
  };
  return places
    .filter(([path]) => path.length > 0)
    .flatMap(([path]) =>
      Object.entries(values).map(([name, value]) => {
        const object: Record<string, unknown> = structuredClone(secret);
        let at = object;
        for (const step of path.slice(0, -1)) at = at[step] = { ...(at[step] as object) };
        at[path.at(-1) ?? ''] = value;
        return withPod(`${path.join('.')} as ${name}`, stringify(object));
      }),
    );
}

/** A Secret that calls itself something else. */
export function everyKind(): SecretForm[] {
  const kinds = ['secret', 'SECRET', 'Secrets', 'Secret ', ' Secret', 'Sercet', 'Secert', 'Secrete', 'Scret', 'Sekret', 'Ѕecret', 'SecretList', 'SealedSecret', 'ExternalSecret', 'MySecretThing', 'v1/Secret', 'Secret/v1', 'Secret.v1', 'Sec', 'Geheimnis', '', 'constructor', '__proto__', canary, `Secret${canary}`]; // prettier-ignore
  const odd = [null, 5, true, ['Secret'], { Secret: 'x' }, canaryNumber];
  const data = { password: canary, b: Base64.encode(canary) };
  const contents = [{ stringData: data }, { data }, { data, type: 'Opaque' }, { stringdata: data }];
  const forms = [...kinds, ...odd].flatMap(
    (kind) =>
    contents.map((content) => withPod(`kind ${JSON.stringify(kind)} with ${Object.keys(content).join()}`, stringify({ apiVersion: 'v1', kind, metadata: { name: 'db' }, ...content }))), // prettier-ignore
  );
  const { kind: _, ...nameless } = secret;
  return [
    ...forms,
    withPod('no kind', stringify(nameless)),
    withPod('kind in another field', stringify({ ...nameless, Kind: 'Secret' })),
    withPod('a ConfigMap with stringData', stringify({ ...secret, kind: 'ConfigMap' })),
    withPod('a ConfigMap with a Secret’s type', stringify({ ...nameless, kind: 'ConfigMap', type: 'Opaque', data })),
    withPod(
      'the kind twice',
      `apiVersion: v1\nkind: Secret\nkind: ConfigMap\nmetadata: {name: db}\ndata: {password: ${canary}}`,
    ),
    withPod('another group', stringify({ ...secret, apiVersion: 'example.com/v1' })),
    withPod('a version', stringify({ ...secret, apiVersion: canary })),
  ];
}

/** Secrets inside of others. */
export function everyEmbedding(): SecretForm[] {
  const bare = { apiVersion: 'v1', metadata: { name: 'db' }, data: { password: Base64.encode(canary) } };
  const list = (kind: string, items: unknown): string => stringify({ apiVersion: 'v1', kind, items });
  const custom = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'x' } };
  return [
    withPod('a List', list('List', [secret, { ...bare, kind: 'Secret' }])),
    withPod('a List called list', list('list', [secret])),
    withPod('a SecretList', list('SecretList', [bare])),
    withPod('a SecretList of one', list('SecretList', bare)),
    withPod('a List in a List', list('List', [{ apiVersion: 'v1', kind: 'List', items: [secret] }])),
    withPod('a Template', stringify({ apiVersion: 'template.openshift.io/v1', kind: 'Template', objects: [secret] })),
    withPod('a custom resource that holds one', stringify({ ...custom, spec: { forProvider: { manifest: secret } } })),
    withPod('a custom resource’s template', stringify({ ...custom, spec: { template: { data: { a: canary } } } })),
    withPod('a generator', stringify({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', secretGenerator: [{ name: 'db', literals: [`password=${canary}`] }] })), // prettier-ignore
    withPod('a Pod with one in it', stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [], x: secret } })), // prettier-ignore
    withPod('a ConfigMap with one in it', stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'p' }, x: [secret] })), // prettier-ignore
    { name: 'JSON', text: JSON.stringify(secret) },
    { name: 'JSON documents', text: `${JSON.stringify(secret)}\n${JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'a', image: 'b', envFrom: [{ secretRef: { name: 'db' } }] }] } })}\n` }, // prettier-ignore
    { name: 'what kubectl printed', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [secret, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', uid: 'u', annotations: {} }, spec: { containers: [] }, status: { phase: 'Pending' } }] }) }, // prettier-ignore
    { name: 'what kubectl printed, as YAML', text: list('List', [secret, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', uid: 'u' }, spec: { containers: [] } }]) }, // prettier-ignore
    { name: 'a watch', text: `${JSON.stringify({ type: 'ADDED', object: secret })}\n${JSON.stringify({ type: 'ADDED', object: { kind: 'Pod', metadata: { name: 'a', uid: 'u' }, spec: { containers: [] } } })}\n` }, // prettier-ignore
  ];
}

/** Texts that YAML, kubectl or a template refuses or reads otherwise than they look. */
export function everyText(): SecretForm[] {
  const head = 'apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData:\n';
  const lines = [
    `password: *${canary}`,
    `password: |${canary}`,
    `password: >-${canary}\n    a`,
    `password: |9x${canary}\n   a`,
    `password: !${canary} a`,
    `password: !<${canary} a`,
    `password: !!${canary} a`,
    `password: !a!${canary} a`,
    `password: &${canary} a\n  b: *${canary}`,
    `password: &a &${canary} a`,
    `password: &${canary}: a`,
    `password: *a${canary}:`,
    `password: "${canary}`,
    `password: '${canary}`,
    `password: "\\${canary}"`,
    `password: "\\x${canary}"`,
    `password: "a" ${canary}`,
    `password: "a": ${canary}`,
    `password: a: ${canary}`,
    `password: @${canary}`,
    `password: \`${canary}`,
    `password: %${canary}`,
    `password: [${canary}`,
    `password: {${canary}`,
    `password: {${canary}: {}`,
    `password: {a: b}, ${canary}`,
    `password: ]${canary}`,
    `password: a #${canary}\n  # ${canary}`,
    `password: a\n${canary}`,
    `password: a\n  ${canary}`,
    `password: a\n  ${canary} \n  b: c`,
    `password: a\n ${canary}: c`,
    `password: -----BEGIN KEY-----\n  ${canary}\n  ${canary}: x\n  -----END KEY-----`,
    `\tpassword: ${canary}`,
    `password:\t${canary}\n\tb: ${canary}`,
    `? ${canary} x\n  : a`,
    `? [${canary}]\n  : a`,
    `? {a: ${canary}}\n  : a`,
    `${canary} x: a\n  ${canary} x: b`,
    `"${canary} ": a\n  "${canary} ": b`,
    `<<: ${canary}`,
    `<<: *${canary}`,
    `<<: {"${canary} ": a}`,
    `password: a\n  password: ${canary}`,
    `password: ${canary}\n  password: a`,
    `password: {{ "${canary}" | b64enc }}`,
    `password: {{ .Values.password | default "${canary}" }}`,
    `password: {{ .Values.${canary} }`,
    `{{ "${canary}" }}: a`,
    `{{- if eq "${canary}" .x }}\n  password: a\n  {{- end }}`,
    `password: ${canary}\n...\n${canary}`,
    `password: ${canary}\n%${canary}\n--- a`,
  ];
  const whole = [
    `%${canary} a\n---\n${head}  a: b\n`,
    `%YAML ${canary}\n---\n${head}  a: b\n`,
    `--- ${canary}\n${head}  a: b\n`,
    `${head.replace('metadata: {name: db}', `metadata: {name: "{{ \\"${canary}\\" }}"}`)}  a: b\n`,
    `${head.replace('kind: Secret', `kind: *${canary}`)}  password: *${canary}\n`,
    `${head.replace('kind: Secret', `kind: "\\x53ecret"`)}  password: *${canary}\n`,
    `apiVersion: v1\nstringData: {a: *${canary}}\n`,
    `apiVersion: v1\ndata: {a: *${canary}}\n`,
    `{"apiVersion": "v1", "kind": "Secret", "stringData": {"password": "${canary}" "b": 1}}`,
    `{"apiVersion": "v1", "kind": "Secret", "stringData": {"password": "${canary}`,
    `{"apiVersion": "v1", "kind": "Secret", "stringData": {"password": ${canary}}}`,
    `apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n  apiVersion: v1\n  stringData: {password: *${canary}}\n`,
    `apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n  apiVersion: v1\n  stringData: {password: "${canary}}\n`,
  ];
  return [
    ...lines.map((line) => withPod(JSON.stringify(line), `${head}  ${line}\n`)),
    ...whole.map((text) => withPod(JSON.stringify(text), text)),
    withPod(
      'a template in the name',
      `${head.replace('name: db', 'name: {{ .Release.Name }}-db')}  {{ include "x.y" . }}: {{ "${canary}" }}\n`,
    ),
  ];
}
