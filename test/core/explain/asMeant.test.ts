import { describe, expect, test } from 'vitest';
import { asMeant, readingOf, wordsOf } from '../../../src/core/explain/meaning/asMeant';
import { remarksOf, standing } from '../../../src/core/explain/meaning/standing';
import { withTemplatesBack } from '../../../src/core/explain/meaning/templateWords';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { valueAt, type Path } from '../../../src/core/path';
import { simulate } from '../../../src/core/cluster/simulate/simulate';

function started(text: string) {
  const written = standing(parseManifest(text)).objects.map(({ value }) => value);
  const words = wordsOf(written);
  const { pods, errors, events } = simulate({ objects: written.map(asMeant) });
  return { pods, errors, events, asWritten: <T>(value: T): T => withTemplatesBack(value, words) };
}

function meant(text: string, path: Path): unknown {
  const [object] = parseManifest(text).objects;
  return withTemplatesBack(valueAt(asMeant(object!.value), path), wordsOf([object!.value]));
}

const deployment = (spec: string, name = 'web', labels = 'web') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: "${name}"}
spec:
  replicas: 1
  selector: {matchLabels: {app: "${labels}"}}
  template:
    metadata: {labels: {app: "${labels}"}}
    spec: ${spec}`;

describe('what was read from a cluster is made anew', () => {
  const saved = `uid: 0a6f2c1e-0000-4000-8000-000000000001
  resourceVersion: "48213"
  creationTimestamp: "2026-05-04T10:00:00Z"`;

  test.each([
    [
      'a Pod, with what admission and the scheduler wrote',
      `
apiVersion: v1
kind: Pod
metadata:
  name: web-1
  ${saved}
  generation: 1
  managedFields: [{manager: kubectl}]
  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: x, controller: true}]
spec:
  nodeName: worker-7
  priority: 1000
  preemptionPolicy: PreemptLowerPriority
  serviceAccountName: default
  containers:
  - name: app
    image: x
    volumeMounts: [{name: data, mountPath: /data}, {name: kube-api-access-x7k2p, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}]
  volumes:
  - {name: data, emptyDir: {}}
  - {name: kube-api-access-x7k2p, projected: {sources: [{serviceAccountToken: {path: token, expirationSeconds: 3607}}]}}
status: {phase: Running}`,
    ],
    [
      'a Pod of an older release, with its token as a Secret',
      `
apiVersion: v1
kind: Pod
metadata: {name: web, uid: x}
spec:
  containers: [{name: app, image: x, volumeMounts: [{name: default-token-abcde, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]}]
  volumes: [{name: default-token-abcde, secret: {secretName: default-token-abcde}}]`,
    ],
    [
      'a Job with the selector that the API server made',
      `
apiVersion: batch/v1
kind: Job
metadata:
  name: once
  ${saved}
  labels: {controller-uid: u-1, job-name: once}
spec:
  selector: {matchLabels: {batch.kubernetes.io/controller-uid: u-1}}
  template:
    metadata:
      creationTimestamp: null
      labels: {batch.kubernetes.io/controller-uid: u-1, batch.kubernetes.io/job-name: once, controller-uid: u-1, job-name: once}
    spec: {restartPolicy: Never, containers: [{name: app, image: x}]}
status: {active: 1}`,
    ],
    [
      'a Deployment whose owner has no uid',
      `${deployment('{containers: [{name: app, image: x}]}')}
`.replace(
        'metadata: {name: "web"}',
        'metadata: {name: web, ownerReferences: [{apiVersion: x.example.com/v1, kind: App, name: web}]}',
      ),
    ],
    [
      'a List, as kubectl get -o yaml prints it',
      `
apiVersion: v1
kind: List
metadata: {resourceVersion: ""}
items:
- apiVersion: v1
  kind: Service
  metadata: {name: web, uid: y, resourceVersion: "7"}
  spec: {clusterIP: 10.96.0.10, clusterIPs: [10.96.0.10], ports: [{port: 80}]}
- apiVersion: v1
  kind: Pod
  metadata: {name: web, uid: z, resourceVersion: "9"}
  spec: {containers: [{name: app, image: x}]}
  status: {phase: Running}`,
    ],
  ])('%s', (_, text) => {
    const { errors, pods } = started(text);
    expect(errors).toEqual([]);
    expect(pods.map(({ status }) => status?.phase)).toEqual(['Running'].slice(0, pods.length));
    expect(pods).toHaveLength(1);
    expect(
      remarksOf(standing(parseManifest(text))).filter(({ message }) => /read from a cluster/.test(message)),
    ).toHaveLength(1);
  });

  test('but an object stays as it is that nobody saved, and a selector that a person wrote', () => {
    const [pod] = parseManifest('apiVersion: v1\nkind: Pod\nmetadata: {name: a, creationTimestamp: null}\nspec: {nodeName: n}\nstatus: {}').objects; // prettier-ignore
    expect(asMeant(pod!.value)).toBe(pod!.value);
    const job = `apiVersion: batch/v1\nkind: Job\nmetadata: {name: a, uid: x}\nspec: {manualSelector: true, selector: {matchLabels: {job-name: a}}}`;
    expect(meant(job, ['spec', 'selector', 'matchLabels'])).toEqual({ 'job-name': 'a' });
    const headless = 'apiVersion: v1\nkind: Service\nmetadata: {name: a, uid: x}\nspec: {clusterIP: None}';
    expect(meant(headless, ['spec', 'clusterIP'])).toBe('None');
  });

  test('pods are left out whose owner stands beside them and makes new ones', () => {
    const owned = `
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: web-5d, uid: r, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: d, controller: true}]}
spec: {replicas: 1, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app, image: x}]}}}
---
apiVersion: v1
kind: Pod
metadata: {name: web-5d-x, uid: p, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-5d, uid: r, controller: true}]}
spec: {containers: [{name: app, image: x}]}`;
    const { pods } = started(`${deployment('{containers: [{name: app, image: x}]}')}${owned}`);
    expect(pods).toHaveLength(1);
  });

  test('a Secret keeps its values, and hides them', () => {
    const text =
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a, uid: x, resourceVersion: "4"}\nstringData: {key: hunter2}';
    const [secret] = parseManifest(text).objects;
    const { errors } = simulate({ objects: [asMeant(secret!.value)], revealSecrets: true });
    expect(errors).toEqual([]);
    expect(JSON.stringify(asMeant(secret!.value))).not.toContain('hunter2');
  });

  test('where it is started as it is written, the API server still refuses it', () => {
    const objects = parseManifest('apiVersion: v1\nkind: Pod\nmetadata: {name: a, resourceVersion: "4"}\nspec: {containers: [{name: a, image: x}]}').objects; // prettier-ignore
    const { trace } = simulate({ objects: objects.map(({ value }) => value) });
    expect(trace.messages[0]?.outcome).toMatchObject({ ok: false, code: '500' });
  });
});

describe('something stands in for a placeholder', () => {
  test.each([
    '${IMAGE}',
    '$(IMAGE)',
    '<your-registry>/web:1',
    'IMAGE_NAME:TAG',
    'REPLACE_ME',
    '%IMAGE%',
    '@@IMAGE@@',
    '{image}',
    'PLACEHOLDER',
    'registry.example/web:${TAG}',
    'registry.example/web:<version>',
    'ko://github.com/shop/web/cmd/web',
    '$IMAGE',
    '__IMAGE__',
    '{{.Image}}',
    '[[ image ]]',
    '((image))',
    '#{image}#',
  ])('as an image: %s', (image) => {
    const { pods, errors, asWritten } = started(deployment(`{containers: [{name: app, image: "${image}"}]}`));
    expect(errors).toEqual([]);
    expect(pods[0]?.status?.phase).toBe('Running');
    expect(asWritten(pods[0]?.spec?.containers[0]?.image)).toBe(image);
  });

  test.each(['@@IMAGE@@', '@IMAGE@', '%IMAGE%', '{IMAGE}', '${IMAGE}', '$(IMAGE)', '<image>', '{{ image }}'])(
    'as an image without quotes: %s',
    (image) => {
      const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n      image: ${image}\n`;
      expect(parseManifest(text).problems).toEqual([]);
      const { pods, errors, asWritten } = started(text);
      expect(errors).toEqual([]);
      expect(pods[0]?.status?.phase).toBe('Running');
      expect(asWritten(pods[0]?.spec?.containers[0]?.image)).toBe(image);
    },
  );

  test('as a name, a label and a namespace, so that what refers to each other still does', () => {
    const text = `
apiVersion: v1
kind: ConfigMap
metadata: {name: "\${APP}-settings", namespace: "\${SPACE}"}
data: {mode: "\${MODE}"}
---${deployment('{containers: [{name: "${APP}", image: x, envFrom: [{configMapRef: {name: "${APP}-settings"}}]}]}', '${APP}', '${APP}')}`.replace(
      'metadata: {name: "${APP}"}',
      'metadata: {name: "${APP}", namespace: "${SPACE}"}',
    );
    const { pods, errors, asWritten } = started(text);
    expect(errors).toEqual([]);
    expect(pods[0]?.status?.phase).toBe('Running');
    expect(asWritten(pods[0]?.metadata?.namespace)).toBe('${SPACE}');
  });

  test.each([
    ['replicas: 1', 'replicas: REPLICAS'],
    ['replicas: 1', 'replicas: NUM_NODES'],
    ['replicas: 1', 'replicas: ${COUNT}'],
    ['image: x', 'image: x, ports: [{containerPort: $(PORT)}]'],
    ['image: x', 'image: x, ports: [{containerPort: 80, protocol: "${PROTOCOL}"}]'],
    ['image: x', 'image: x, imagePullPolicy: "${PULL_POLICY}"'],
    ['image: x', 'image: x, imagePullPolicy: "{{ .pullPolicy }}"'],
    ['image: x', 'image: x, tty: "${TTY}"'],
    ['image: x', 'image: x, resources: {requests: {cpu: "${CPU}", memory: "<memory>"}, limits: {memory: 64Mi}}'],
    ['image: x', 'image: x, env: "${ENV}"'],
    ['image: x', 'image: x, readinessProbe: {exec: {command: ["true"]}, periodSeconds: "${PERIOD}"}'],
    [
      'image: x',
      'image: x, volumeMounts: [{name: "${VOLUME}", mountPath: /x}]}], volumes: [{name: "${VOLUME}", emptyDir: {}}], tolerations: [{key: a, operator: Exists',
    ],
  ])('instead of %s: %s', (written, placed) => {
    const { pods, errors } = started(deployment('{containers: [{name: app, image: x}]}').replace(written, placed));
    expect(errors).toEqual([]);
    expect(pods.map(({ status }) => status?.phase)).toEqual(['Running']);
  });

  test('of which each is told once, with its place', () => {
    const text = deployment('{containers: [{name: a, image: "${IMAGE}"}, {name: b, image: "${IMAGE}"}]}');
    const remarks = remarksOf(standing(parseManifest(text))).map(({ offset, message }) => [text.slice(offset, offset + 10), message]); // prettier-ignore
    expect(remarks).toEqual([['"${IMAGE}"', expect.stringContaining('${IMAGE} is taken for a placeholder')]]);
  });

  test.each([
    ['an environment value', 'env: [{name: A, value: "<none>"}]', ['env', 0, 'value'], '<none>'],
    ['what Kubernetes expands', 'command: ["echo", "$(HOME)"]', ['command', 1], '$(HOME)'],
    ['what a shell expands', 'args: ["-c", "echo ${HOME}"]', ['args', 1], 'echo ${HOME}'],
    ['a tag in capitals', 'image: "registry.example/web:RELEASE"', ['image'], 'registry.example/web:RELEASE'],
    ['a path', 'workingDir: "/home/<user>"', ['workingDir'], '/home/<user>'],
  ] as const)('but not for %s, which may stand there', (_, field, path, value) => {
    const text = deployment(`{containers: [{name: app, ${field.startsWith('image') ? '' : 'image: x, '}${field}}]}`);
    const [object] = parseManifest(text).objects;
    expect(readingOf(object!.value).placeholders).toEqual([]);
    expect(valueAt(asMeant(object!.value), ['spec', 'template', 'spec', 'containers', 0, ...path])).toBe(value);
  });

  test.each([
    ['image: x', 'image: Nginx', /InvalidImageName/],
    ['image: x', 'image: x, imagePullPolicy: ALWAYS', /Unsupported value: .{0,3}ALWAYS/],
    ['replicas: 1', 'replicas: three', /cannot unmarshal string/],
    ['name: app', 'name: MY_APP', /RFC 1123 label/],
    ['image: x', 'image: x, ports: [{containerPort: 80, protocol: udp}]', /Unsupported value: .{0,3}udp/],
  ])('and not for what is rather a mistake: %s → %s', (written, mistaken, message) => {
    const simulation = started(deployment('{containers: [{name: app, image: x}]}').replace(written, mistaken));
    expect(JSON.stringify([simulation.errors, simulation.events])).toMatch(message);
  });
});

describe('what does not stand alone is a part', () => {
  const at = (metadata: string, spec: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web${metadata}}\nspec: ${spec}`; // prettier-ignore
  test.each([
    ['a number of replicas', at('', '{replicas: 3}'), ''],
    ['an image', at('', '{template: {spec: {containers: [{name: app, image: y}]}}}'), ''],
    ['an environment', at('', '{template: {spec: {containers: [{name: app, env: [{name: A, value: b}]}]}}}'), ''],
    ['a directive', at('', '{template: {spec: {containers: [{name: app, $patch: delete}]}}}'), ''],
    [
      'a Job',
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: once}\nspec: {template: {spec: {containers: [{name: a}]}}}',
      '',
    ],
    ['a Pod without a spec', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}', ''],
    [
      'a container without an image among patches',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a}]}',
      'shop/patches/web.yaml',
    ],
  ])('%s', (_, text, file) => {
    expect(standing(parseManifest(text), file).parts).toHaveLength(1);
  });

  test.each([
    [
      'a selector alone is missing',
      at('', '{template: {metadata: {labels: {a: b}}, spec: {containers: [{name: app, image: y}]}}}'),
    ],
    [
      'an image alone is missing',
      at(
        '',
        '{selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: app}]}}}',
      ),
    ],
    [
      'containers have another name',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {container: [{name: a, image: x}]}',
    ],
    ['a Pod has no image', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a}]}'],
  ])('but a mistake is told where %s', (_, text) => {
    expect(standing(parseManifest(text)).parts).toEqual([]);
  });
});

test('what scales a workload is told not to be simulated', () => {
  const text = `${deployment('{containers: [{name: app, image: x}]}')}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {minReplicas: 3, maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
`;
  const messages = remarksOf(standing(parseManifest(text))).map(({ message }) => message);
  expect(messages).toEqual([
    'HorizontalPodAutoscaler web: the simulation does not scale, so the replicas stay as written.',
  ]);
});
