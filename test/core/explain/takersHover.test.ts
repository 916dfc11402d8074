import { describe, expect, it } from 'vitest';
import { criRequestHover } from '../../../src/core/explain/requests/criRequestHover';
import { criRequests } from '../../../src/core/explain/requests/criRequests';
import { explainedPod } from '../../../src/core/explain/difference/explainedPod';
import { startAsIs } from '../../../src/core/explain/difference/fieldEffects';
import { hover } from '../../../src/core/explain/hover/hover';
import { parseManifest } from '../../../src/core/manifest/parseManifest';

const pod = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  serviceAccountName: robot
  runtimeClassName: gvisor
  priorityClassName: high
  containers:
  - name: app
    image: registry.example/shop/web:1.4
    envFrom: [{configMapRef: {name: settings}}]
    env:
    - {name: PW, valueFrom: {secretKeyRef: {name: db, key: PASSWORD}}}
    volumeMounts: [{name: d, mountPath: /data}, {name: s, mountPath: /secret}]
  volumes:
  - {name: d, persistentVolumeClaim: {claimName: data}}
  - {name: s, secret: {secretName: db}}
`;
const objects = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {COLOR: blue}
---
apiVersion: v1
kind: Secret
metadata: {name: db, annotations: {last-applied: correct-horse}}
stringData: {PASSWORD: correct-horse}
data: {USER: Y29ycmVjdC1ob3JzZQ==}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], storageClassName: fast, volumeName: vol, resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: vol}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: fast, hostPath: {path: /srv/data}}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: kubernetes.io/no-provisioner
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: robot}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata: {name: cart-db}
spec: {selector: {app: db}, ports: [{name: sql, port: 5432}]}
---
apiVersion: v1
kind: LimitRange
metadata: {name: limits}
spec: {limits: [{type: Container, default: {cpu: 300m}}]}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: quota}
spec: {hard: {pods: "10"}}
---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: gvisor}
handler: runsc
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: high}
value: 2000000
`;

/** The hover on the first appearance of a text, in a manifest of the objects and the pod. */
function on(text: string): string {
  const manifest = `${objects}---\n${pod}`;
  expect(manifest).toContain(text);
  return hover(manifest, manifest.indexOf(text) + 1)?.markdown ?? '';
}

describe('hover on what pods take up', () => {
  it.each([
    ['a key of a ConfigMap', 'COLOR', 'envFrom', 'CreateContainer app · envs[COLOR] = "blue"'],
    ['a ConfigMap', 'kind: ConfigMap', 'envFrom', 'CreateContainer app · envs[COLOR] = "blue"'],
    ['a key of a Secret', 'PASSWORD', 'valueFrom.secretKeyRef', 'envs[PW] = "‹secret db/PASSWORD›"'],
    ['a Secret', 'stringData', 'volume `s`', 'envs[PW] = "‹secret db/PASSWORD›"'],
    ['a claim', 'kind: PersistentVolumeClaim', 'volume `d`', 'mounts[/data]'],
    ['a volume behind a claim', 'kind: PersistentVolume\n', 'volume `d`', 'host_path: "/srv/data"'],
    ['the path of such a volume', 'path: /srv/data', 'volume `d`', 'mounts[/data]'],
    ['a class of storage', 'provisioner', 'volume `d`', 'Used by'],
    [
      'a ServiceAccount’s setting',
      'automount',
      'serviceAccountName',
      'mounts[/var/run/secrets/kubernetes.io/serviceaccount]',
    ],
    ['a Service', 'kind: Service\n', 'Pod `web`', 'envs[CART_DB_SERVICE_HOST]'],
    ['a port of a Service', 'port: 5432', 'Pod `web`', 'envs[CART_DB_SERVICE_PORT] = "5432"'],
    ['a limit of a LimitRange', 'cpu: 300m', 'Pod `web`', 'linux.resources.cpu_quota = 30000'],
    ['a ResourceQuota', 'hard:', 'Counts for', 'Pod `web`'],
    ['the handler of a RuntimeClass', 'handler', 'runtimeClassName', 'RunPodSandbox · runtime_handler = "runsc"'],
    ['the value of a PriorityClass', 'value: 2000000', 'priorityClassName', 'no CRI call depends'],
  ])('tells the pods of %s, and what of it arrives in their calls', (_what, text, through, arrives) => {
    const markdown = on(text);
    expect(markdown).toMatch(/(?:Used by|Counts for) Pod `web`/);
    expect(markdown).toContain(through);
    expect(markdown).toContain(arrives);
  });

  it('knows the pods and workloads of other files', () => {
    const existing = parseManifest(pod).objects.map(({ value }) => value);
    const markdown = hover(objects, objects.indexOf('COLOR') + 1, { existing })?.markdown;
    expect(markdown).toContain('Used by Pod `web`');
    expect(markdown).toContain('envs[COLOR] = "blue"');
  });

  it('says so where no pod takes it up', () => {
    expect(hover(objects, objects.indexOf('COLOR') + 1)?.markdown).toContain('No pod known here uses it.');
  });
});

describe('values of Secrets', () => {
  const text = `${objects}---\n${pod}`;
  const manifest = parseManifest(text);
  const values = ['correct-horse', 'Y29ycmVjdC1ob3JzZQ'];

  it('are in no hover, wherever one points', () => {
    let answers = 0;
    for (let offset = 0; offset < text.length; offset += 4) {
      const found = hover(manifest, offset);
      if (!found) continue;
      answers++;
      for (const value of values) expect(JSON.stringify(found), `at ${offset}`).not.toContain(value);
    }
    expect(answers).toBeGreaterThan(text.length / 8);
  });

  it('are neither in the requests nor in what is said of their fields', () => {
    const object = manifest.objects.find(({ kind }) => kind === 'Pod')!;
    const requests = criRequests(startAsIs(explainedPod(manifest, object, {})!).calls);
    const said = requests.lines.flatMap((line) =>
      line?.field?.includes('envs') ? [criRequestHover(manifest, object, line).markdown] : [],
    );
    expect(said.length).toBeGreaterThan(2);
    expect(requests.text).toContain('‹secret db/PASSWORD›');
    for (const value of values) for (const each of [requests.text, ...said]) expect(each).not.toContain(value);
  });
});

it('what a container does by itself does not come from an object that it names, in a pod that gets stuck before', () => {
  const variable = (key: string): string => `[{name: C, valueFrom: {configMapKeyRef: {name: settings, key: ${key}}}}]`;
  const text = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {COLOR: blue}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers:
  - {name: seed, image: busybox, env: ${variable('GONE')}}
  containers:
  - {name: app, image: nginx, ports: [{containerPort: 8080}], resources: {limits: {cpu: 1}}, env: ${variable('COLOR')}}
  - {name: log, image: nginx, env: ${variable('COLOR')}}
`;
  const shown = hover(text, text.indexOf('ConfigMap'))?.markdown;
  expect(shown).toContain('CreateContainer seed');
  expect(shown).not.toContain('RunPodSandbox');
});
