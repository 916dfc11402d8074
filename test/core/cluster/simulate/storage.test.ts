import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { simulate, type Simulation } from '../../../../src/core/cluster/simulate/simulate';

const statefulSet = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: app, image: nginx, volumeMounts: [{ name: data, mountPath: /data }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;

function started(text: string, hasStorage: boolean): Simulation {
  const objects = parseManifest(text).objects.map(({ value }) => value);
  return simulate({ objects, scenario: { hasStorage, runtime: 'fakecri://none' } });
}

const isScheduled = ({ pods }: Simulation): string | undefined =>
  pods[0]?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.status;

describe('a claim of a StatefulSet', () => {
  test('gets a volume where a provisioner runs, and the pod mounts it', () => {
    const simulation = started(statefulSet, true);
    expect(simulation.pods[0]?.status?.phase).toBe('Running');
    const create = simulation.calls.find(({ method }) => method === 'CreateContainer');
    expect(JSON.stringify(create?.request)).toMatch(/"container_path":"\/data","host_path":"[^"]*default_data-web-0/);
    expect(simulation.trace.notes.map(({ text }) => text).join()).toContain('made a volume for claim data-web-0');
  });

  test('waits where none runs, and is not said to be missing', () => {
    const { trace, ...simulation } = started(statefulSet, false);
    expect(isScheduled({ trace, ...simulation })).toBe('False');
    expect(trace.missing).toEqual([]);
  });
});
