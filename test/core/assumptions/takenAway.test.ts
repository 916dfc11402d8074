import { describe, expect, test } from 'vitest';
import type { Circumstances } from '../../../src/core/circumstances/circumstances';
import { start, type StartOptions } from '../../../src/core/circumstances/start';
import { withoutAssumptions } from '../../../src/core/circumstances/withoutAssumptions';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import type { Simulation } from '../../../src/core/cluster/simulate/simulate';
import { recordings, type Recording } from '../../recordings/recordings';

/** Recorded faults that a usual cluster does not have, and what is taken for granted in their place. */
const faults: Readonly<Record<string, string>> = {
  'fault.config-map-missing': 'ConfigMap NS/nope',
  'fault.envFrom-missing': 'ConfigMap NS/nope',
  'fault.image-never-pull': 'image registry.example/shop/web:1.4',
  'fault.kubelet-out-of-cpu': 'node cpu',
  'fault.mount-config-map-missing': 'ConfigMap NS/nope',
  'fault.mount-csi-driver-missing': 'driver csi.example.com',
  'fault.mount-host-path-type': 'path /nope',
  'fault.mount-secret-missing': 'Secret NS/nope',
  'fault.priority-class-missing': 'PriorityClass nope',
  'fault.pvc-missing': 'PersistentVolumeClaim NS/data',
  'fault.pvc-unbound': 'PersistentVolume for NS/data',
  'fault.readiness-connection-refused': 'port 8080 of app',
  'fault.run-as-non-root-image-root': 'USER of registry.example/shop/web:1.4',
  'fault.runtime-class-missing': 'RuntimeClass nope',
  'fault.scheduling-cpu': 'node cpu',
  'fault.scheduling-memory': 'node memory',
  'fault.scheduling-node-selector': 'node label disk=ssd',
  'fault.secret-missing': 'Secret NS/nope',
  'fault.service-account-missing': 'ServiceAccount NS/nope',
};

describe('what is taken away fails as a recording of it did', () => {
  const cases = recordings('own').flatMap((recording) => {
    const id = faults[recording.name];
    return id === undefined ? [] : [[recording.name, recording, id.replace('NS', recording.namespace)] as const];
  });

  test('each of the faults is recorded', () => {
    expect(cases.map(([name]) => name).sort()).toEqual(Object.keys(faults));
  });

  test.each(cases)('%s', (_name, recording, id) => {
    const usual = started(recording, {});
    expect(usual.trace.assumptions.map((one) => one.id)).toEqual([id]);
    expect(usual.trace.missing).toEqual([]);
    expect(usual.pods.map(({ status }) => status?.conditions?.find(({ type }) => type === 'Ready')?.status)).toEqual([
      'True',
    ]);

    const without = started(recording, { without: [id] });
    expect(complaints(without)).toEqual(complaints(recording));
    expect(complaints(started(recording, { assume: 'nothing' }))).toEqual(complaints(recording));
    expect([...withoutAssumptions(options(recording, {}), [id])].pop()?.text).toMatch(
      /^(pod|Pod) web(, container app)? (does not run|waits): /,
    );
  });
});

function options({ manifest, namespace }: Recording, circumstances: Circumstances): StartOptions {
  const objects = parseManifest(manifest).objects.map(({ value }) => value);
  return { objects, circumstances: { ...circumstances, namespace, durations: 'none' } };
}

function started(recording: Recording, circumstances: Circumstances): Simulation {
  return start(options(recording, circumstances));
}

/** What is refused and warned of, each text once; uids, and how large the recorded node was, nobody can know. */
function complaints({ errors, events }: Pick<Recording, 'errors' | 'events'> | Simulation): string[] {
  const warnings = events.filter(({ type }) => type === 'Warning').map(({ message = '' }) => message);
  const texts = [...errors.map(({ message }) => message), ...warnings].map((text) =>
    text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<uid>').replace(/capacity: \d+/, 'capacity'),
  );
  return [...new Set(texts)].sort();
}
