/** A manifest that is not as it should be. */
interface BadInput {
  name: string;
  text: string;
  /** What a person is told: of the text, by the API server, or in the pods' table. */
  said: RegExp;
}

const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}`;
const container = '  containers:\n    - name: app\n      image: nginx\n';

const deployment = (i: number) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${i}
  labels:
    app: web-${i}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: web-${i}
  template:
    metadata:
      labels:
        app: web-${i}
    spec:
      containers:
        - name: app
          image: registry.example/shop/web:1.4
          env:
            - name: LEVEL
              value: info
          resources:
            limits:
              cpu: 500m
              memory: 256Mi
`;

/** Everything that the first issue names as bad input, and what comes near it. */
export const badInput: readonly BadInput[] = [
  { name: 'an empty file', text: '', said: /^$/ },
  {
    name: 'an apiVersion that is a number, beside a pod',
    text: `apiVersion: 5\nkind: Service\nmetadata: {name: true}\n---\n${pod(container)}`,
    said: /error validating data: apiVersion isn't string type/,
  },
  {
    name: 'a Pod of a foreign group, and a pod',
    text: `apiVersion: example.com/v1\nkind: Pod\nmetadata: {name: own}\nspec: {containers: 5}\n---\n${pod(container)}`,
    said: /Running/,
  },
  {
    name: 'keys and kinds that every object inherits',
    text: `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ntype: constructor\nstringData: {__proto__: a, toString: b}\n---\n${pod(
      '  containers:\n    - name: constructor\n      image: Nginx\n      envFrom: [{secretRef: {name: s}}]\n      securityContext: {runAsNonRoot: true}\n',
    )}`,
    said: /InvalidImageName/,
  },
  { name: 'comments alone', text: '# apiVersion, kind: Pod\n---\n# later\n', said: /^$/ },
  {
    name: '13,000 lines',
    text: Array.from({ length: 500 }, (_, i) => deployment(i)).join('---\n'),
    said: /web-0-\S+ +1\/1 +Running/,
  },
  { name: 'tabs', text: pod(container).replace('  name: web', '\tname: web'), said: /4:1: a tab cannot indent a line/ },
  {
    name: 'anchors and merge keys',
    text: pod(
      '  containers:\n    - &base\n      name: app\n      image: nginx\n    - <<: *base\n      name: other\n      command: &run [sleep]\n',
    ),
    said: /2\/2 +Running/,
  },
  {
    name: 'an alias without an anchor',
    text: pod('  containers: *none\n'),
    said: /6:15: there is no anchor &none before this line/,
  },
  {
    name: 'duplicate keys',
    text: pod(`${container}      image: redis\n`),
    said: /9:7: the key "image" is here twice.*Running/s,
  },
  {
    name: 'templates',
    text: `{{- if .Values.on }}\n${pod(container).replace('nginx', '{{ .Values.image | quote }}')}{{- end }}\n`,
    said: /Running.*\{\{ \.Values\.image \| quote \}\}/s,
  },
  {
    name: 'a pod without containers',
    text: pod('  restartPolicy: Never\n'),
    said: /looks like a part of another manifest/,
  },
  { name: 'containers as a map', text: pod('  containers: {}\n'), said: /cannot unmarshal object .*containers/ },
  { name: 'containers as a text', text: pod('  containers: nginx\n'), said: /cannot unmarshal string .*containers/ },
  { name: 'a list with nothing in it', text: pod('  containers:\n    -\n'), said: /spec\.containers\[0\]/ },
  {
    name: 'no spec',
    text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n',
    said: /looks like a part of another manifest/,
  },
  {
    name: 'a spec that is a number',
    text: 'apiVersion: v1\nkind: Pod\nspec: 3\n',
    said: /cannot unmarshal number .*spec/,
  },
  {
    name: 'unknown fields',
    text: pod(`${container}      imagePolicy: Always\n  hostNetworks: true\n`),
    said: /unknown field "spec.containers\[0\].imagePolicy", unknown field "spec.hostNetworks"/,
  },
  {
    name: 'an unknown kind',
    text: pod(container).replace('Pod', 'Pood'),
    said: /no matches for kind "Pood" in version "v1"/,
  },
  {
    name: 'a half-typed line',
    text: pod(`${container}      env:\n        - nam`),
    said: /cannot unmarshal string .*env/,
  },
  {
    name: 'a bracket that is not closed',
    text: pod('  containers: [{name: app, image: nginx\n'),
    said: /7:1: a map that begins with \{ is not closed/,
  },
  { name: 'a scalar', text: 'apiVersion kind', said: /^$/ },
  {
    name: 'bytes of another kind',
    text: '\uFEFFapiVersion: v1\r\nkind: Pod\r\n\u0000\u0001',
    said: /3:1: a colon is missing/,
  },
];
