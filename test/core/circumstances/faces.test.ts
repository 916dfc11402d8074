import { describe, expect, test } from 'vitest';
import { simulateObjects } from '../../../src/cli/simulation';
import type { Circumstances } from '../../../src/core/circumstances/circumstances';
import { start } from '../../../src/core/circumstances/start';
import { madeCalls } from '../../../src/core/explain/difference/effects';
import { explainedPod } from '../../../src/core/explain/difference/explainedPod';
import { expectedStart } from '../../../src/core/explain/difference/expectedStart';
import { startAsIs } from '../../../src/core/explain/difference/fieldEffects';
import { manifestHints } from '../../../src/core/explain/hints/manifestHints';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import type { Simulation } from '../../../src/core/cluster/simulate/simulate';
import type { Trace } from '../../../src/core/trace/trace';
import { explain, hover, requestsOf, workloadsOf } from '../../../src/host/explainer';

const pod = (spec: string): string => `apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
${spec.replaceAll(/^/gm, '  ')}`;
const containers = (more = ''): string => `containers: [{ name: app, image: example/web:1${more && `, ${more}`} }]`;

/** A manifest a kind of what it can ask for. */
const manifests: Readonly<Record<string, string>> = {
  'nothing asked': pod(containers()),
  'objects of another file': pod(
    `serviceAccountName: api\npriorityClassName: high\nruntimeClassName: kata\n${containers('envFrom: [{ secretRef: { name: keys } }], env: [{ name: A, valueFrom: { configMapKeyRef: { name: settings, key: mode } } }]')}`,
  ),
  'a port that no container declares': pod(containers('readinessProbe: { tcpSocket: { port: 5432 } }')),
  'a port that the container declares': pod(
    containers('ports: [{ name: http, containerPort: 8080 }], readinessProbe: { httpGet: { port: http } }'),
  ),
  'an image that is not root': pod(`securityContext: { runAsNonRoot: true }\n${containers()}`),
  'an image that is there': pod(containers('imagePullPolicy: Never')),
  'labels, devices and room': pod(
    `nodeSelector: { accelerator: a100 }\n${containers("resources: { limits: { nvidia.com/gpu: '4', memory: 200Gi } }")}`,
  ),
  'a claim of another file': pod(
    `${containers('volumeMounts: [{ name: data, mountPath: /data }]')}\nvolumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]`,
  ),
  'a StatefulSet with claims of a class': `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { ${containers('volumeMounts: [{ name: data, mountPath: /data }]')} }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`,
  'drivers, servers and paths': pod(
    `${containers('volumeMounts: [{ name: a, mountPath: /a }, { name: b, mountPath: /b }, { name: c, mountPath: /c }]')}
volumes:
  - { name: a, csi: { driver: secrets-store.csi.k8s.io } }
  - { name: b, nfs: { server: files.example, path: / } }
  - { name: c, hostPath: { path: /run/containerd/containerd.sock, type: Socket } }`,
  ),
  'another scheduler and company': pod(
    `schedulerName: other
affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: cache } } }] } }
${containers()}`,
  ),
  'a name one letter off': `${pod(containers('envFrom: [{ configMapRef: { name: shop-setings } }]'))}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: shop-settings }
data: { mode: fast }
`,
  'wrong in any world': pod(
    `securityContext: { runAsNonRoot: true, runAsUser: 0 }\n${containers("resources: { requests: { cpu: '2' }, limits: { cpu: '1' } }")}`,
  ),
};

const settings: Readonly<Record<string, Circumstances>> = {
  none: {},
  'assume nothing': { assume: 'nothing' },
  'no storage': { hasStorage: false },
  'no durations': { durations: 'none' },
  namespace: { namespace: 'shop' },
  'a labelled node': { node: { labels: { 'kubernetes.io/hostname': 'worker', accelerator: 'v100' } } },
  'a small node': { node: { capacity: { cpu: '2', memory: '1Gi' } } },
  'a named node': { node: { name: 'worker-7' } },
  'slow calls': { profile: { runPodSandbox: 900 } },
  'without an account': { without: ['ServiceAccount default/api'] },
  'without a port': { without: ['port 5432 of app'] },
  'kubernetes 1.18': { kubernetes: '1.18' },
  'kubernetes 1.33': { kubernetes: '1.33' },
  'a node of 1.34, a control plane of 1.36': { kubernetes: '1.34', controlPlane: '1.36' },
};

describe.each(Object.entries(manifests))('%s', (_name, text) => {
  test.each(Object.entries(settings))('%s', (_setting, circumstances) => {
    const manifest = parseManifest(text);
    const [workload] = workloadsOf(manifest);
    const objects = manifest.objects.map(({ value }) => value);
    const shared = start({ objects, circumstances });

    const panel = explain({
      manifest,
      workload: workload!,
      existing: [],
      faults: [],
      circumstances,
      start: shared.trace.start,
    });
    expect(summary(panel)).toEqual(summary(shared.trace));
    if (circumstances.assume !== 'nothing')
      expect(summary(expectedStart(objects, circumstances))).toEqual(summary(shared.trace));

    const input = explainedPod(manifest, workload!.object, circumstances)!;
    const asIs = startAsIs(input);
    expect(input.surroundings.world.assumptions).toEqual(shared.trace.assumptions);
    expect(asIs.errors.length > 0).toBe(shared.trace.view.errors.length > 0);
    const created = [...shared.calls].filter(({ method }) => method === 'CreateContainer').length > 0;
    expect(asIs.calls.some(({ method }) => method === 'CreateContainer')).toBe(created);
    expect(requestsIn(asIs.made)).toEqual(requestsIn(made(shared)));
    expect(requestsOf(manifest, workload!, circumstances).text.includes('CreateContainer app')).toBe(created);

    const hints = manifestHints(manifest, circumstances);
    const infos = hints.filter(({ severity }) => severity === 'information').map(({ message }) => message);
    const ofWorkload = shared.trace.assumptions.filter(({ place }) => place.kind === workload!.object.kind);
    expect(infos).toEqual(ofWorkload.map(({ what }) => `Assumed: ${what}.`));
    const isStuck = shared.trace.view.errors.length > 0 || asIs.stuck !== undefined;
    expect(hints.some(({ severity }) => severity === 'error')).toBe(isStuck);

    const at = text.indexOf('image: example') + 1;
    expect(hover(manifest, at, circumstances)?.markdown.includes('The API server refuses')).toBe(
      asIs.errors.length > 0,
    );
  });
});

test('the terminal starts from the same', () => {
  for (const [, text] of Object.entries(manifests)) {
    const manifest = parseManifest(text);
    const objects = manifest.objects.map(({ value }) => value);
    for (const assume of ['usual', 'nothing'] as const) {
      const { trace } = simulateObjects(manifest.objects, { assume }).simulation;
      expect(summary(trace)).toEqual(summary(start({ objects, circumstances: { assume } }).trace));
    }
  }
});

function summary({ view, assumptions, missing }: Trace): unknown {
  const pods = view.pods.map(({ status }) => ({
    phase: status?.phase,
    ready: status?.conditions?.find(({ type }) => type === 'Ready')?.status,
    waiting: status?.containerStatuses?.map(({ state }) => state?.waiting?.reason),
  }));
  return { pods, errors: view.errors.map(({ message }) => message), assumptions, missing };
}

function made({ calls, pods }: Simulation): ReturnType<typeof madeCalls> {
  return madeCalls(calls, pods[0]?.metadata?.uid ?? '', []);
}

/** The fields of the calls that depend on the pod; but for the labels that its controller adds. */
function requestsIn(calls: ReturnType<typeof madeCalls>): Record<string, unknown> {
  const told = [...calls].filter(([name]) => /^(RunPodSandbox|PullImage|CreateContainer)/.test(name));
  return Object.fromEntries(
    told.map(([name, { fields }]) => [
      name,
      Object.fromEntries([...fields].filter(([field]) => !field.startsWith('config.labels'))),
    ]),
  );
}
