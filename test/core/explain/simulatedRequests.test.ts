import { describe, expect, test } from 'vitest';
import { SimulatedRequests } from '../../../src/core/explain/requests/simulatedRequests';
import { Observation } from '../../../src/core/observe/observation';
import type { Message } from '../../../src/core/trace/trace';
import { recordings, type Recording } from '../../recordings/recordings';

/** What only the node, its runtime, or other objects of the cluster tell. */
const unknowable =
  /config\.seen|^config\.(image\.image|envs)|^config\.mounts\.\d+\.image|hugepage|userns_options|[ug]idMappings|run_as_user|^config\.linux\.(overhead|resources\.oom_score_adj)/;

describe.each(['own', 'v2', 'containerd'] as const)('of the %s recordings', (set) => {
  test('an observed call has the request that the real kubelet sent, but for what only the node knew', () => {
    let compared = 0;
    for (const recording of recordings(set).filter(({ manifest }) => !manifest.includes('kind: Service\n'))) {
      for (const message of observed(recording).messages) {
        const real = recording.cri.find(
          ({ method, request }) => method.endsWith(message.method) && isOf(message, request),
        );
        if (!message.simulatedRequest || message.method === 'PullImage') continue;
        compared++;
        expect(real, `${recording.name}: ${message.id}`).toBeDefined();
        const [simulated, sent] = [fields(message.simulatedRequest), fields(real!.request)];
        // What says of itself that it is made up.
        for (const [path, value] of Object.entries(simulated)) if (String(value).includes('‹')) sent[path] = value;
        expect(simulated, `${recording.name}: ${message.id}`).toEqual(sent);
      }
    }
    expect(compared).toBeGreaterThan(recordings(set).length / 2);
  });
});

test('of a container that was restarted no request is told: attempts before may have gone unseen', () => {
  const crashing = recordings('own').find(({ name }) => name === 'fault.crash-loop')!;
  const creations = observed(crashing).messages.filter(({ method }) => method === 'CreateContainer');
  expect(creations.length).toBeGreaterThan(0);
  for (const { simulatedRequest } of creations) expect(simulatedRequest).toBeUndefined();
});

function observed({ namespace, node, watch, events }: Recording) {
  const observation = new Observation();
  for (const { at, type, object } of watch)
    observation.add({
      kind: 'object',
      type,
      object: { ...object, kind: 'Pod' },
      arrived: { at: Date.parse(at), precision: 0 },
    });
  for (const event of events) observation.add({ kind: 'object', type: 'ADDED', object: { ...event, kind: 'Event' } });
  const requests = new SimulatedRequests({ namespace, node });
  expect(requests.lacks(observation.pods)).toBe(observation.pods.length > 0);
  expect([...requests.simulating(observation.pods)]).toHaveLength(observation.pods.length);
  expect(requests.lacks(observation.pods)).toBe(false);
  return requests.addedTo(observation.trace(), observation.pods);
}

interface PodRequest {
  config?: { metadata?: { name?: string } };
  sandbox_config?: PodRequest['config'];
}

function isOf({ method, subject }: Message, { config, sandbox_config: sandbox = config }: PodRequest): boolean {
  const name = method === 'RunPodSandbox' ? subject?.pod : subject?.container;
  return config?.metadata?.name === name && sandbox?.metadata?.name === subject?.pod;
}

/** By their paths; ids of the runtime and what is unknowable are left out. */
function fields(request: unknown, path = 'config', found: Record<string, unknown> = {}): Record<string, unknown> {
  const value = path === 'config' ? (request as { config?: unknown }).config : request;
  if (unknowable.test(path)) return found;
  // The file of the termination log has a random name.
  if (typeof value === 'string') found[path] = value.replace(/(?<=\/containers\/\w+\/)[0-9a-f]{8}$/, '');
  else if (typeof value !== 'object' || value === null) found[path] = value;
  else for (const [key, inner] of Object.entries(value)) fields(inner, `${path}.${key}`, found);
  return found;
}
