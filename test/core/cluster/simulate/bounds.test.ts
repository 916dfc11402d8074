import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { simulate, type Simulation } from '../../../../src/core/cluster/simulate/simulate';
import { story } from '../../../../src/core/story/story';

const started = (manifest: string): Simulation =>
  simulate({ objects: parseManifest(manifest).objects.map(({ value }) => value) });
const json = (object: unknown): string => JSON.stringify(object);
const notes = ({ trace }: Simulation): string[] =>
  trace.notes.map(({ text }) => text).filter((text) => /simul/.test(text));
const spec = { restartPolicy: 'Never', containers: [{ name: 'a', image: 'b' }] };
const template = { metadata: { labels: { a: 'b' } }, spec: { containers: spec.containers } };
const selector = { matchLabels: { a: 'b' } };
const pod = (more: object, name = 'web') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { ...spec, ...more },
});

describe('a simulation of more pods than are worth seeing', () => {
  it.each([
    ['Job', 'batch/v1', { completions: 1e6, parallelism: 1e6, template: { spec } }],
    ['Job', 'batch/v1', { completions: 2e9, parallelism: 1e4, completionMode: 'Indexed', template: { spec } }],
    ['ReplicaSet', 'apps/v1', { replicas: 1e6, selector, template }],
    ['ReplicationController', 'v1', { replicas: 1e6, selector: { a: 'b' }, template }],
    [
      'StatefulSet',
      'apps/v1',
      { replicas: 1e6, podManagementPolicy: 'Parallel', serviceName: 's', selector, template },
    ],
  ])('%s (%s): shows the first hundred, and says so', (kind, apiVersion, asked) => {
    const simulation = started(json({ apiVersion, kind, metadata: { name: 'd' }, spec: asked }));
    expect(simulation.pods).toHaveLength(100);
    expect(notes(simulation)).toEqual([`the simulation shows the first 100 pods of ${kind} d`]);
    expect(story(simulation.trace)).toContain(`the simulation shows the first 100 pods of ${kind} d`);
  });

  it('shows all pods of a Deployment that wants few, and says nothing', () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: { replicas: 3, selector, template },
    };
    const simulation = started(json(deployment));
    expect(simulation.pods).toHaveLength(3);
    expect(notes(simulation)).toEqual([]);
  });

  it('names the first of many workloads that are cut short', () => {
    const sets = Array.from({ length: 20 }, (_, i) => {
      const labels = { a: `b${i}` };
      const own = { ...template, metadata: { labels } };
      return json({
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: { name: `d${i}` },
        spec: { replicas: 50, selector: { matchLabels: labels }, template: own },
      });
    });
    const simulation = started(sets.join('\n---\n'));
    // One more of each that was at it when the last was made.
    expect(simulation.pods.length).toBeGreaterThanOrEqual(300);
    expect(simulation.pods.length).toBeLessThanOrEqual(320);
    expect(notes(simulation).at(-1)).toBe('the simulation does not show all pods of 17 more');
  });

  it('leaves out what comes after three hundred pods of a file', () => {
    const simulation = started(
      Array.from({ length: 500 }, (_, i) => json(pod({ nodeName: 'x' }, `p${i}`))).join('\n---\n'),
    );
    expect(simulation.pods).toHaveLength(300);
    expect(notes(simulation)).toEqual(['the simulation leaves out 200 pods and workloads after the first 300']);
  });

  it('ends after so many steps, and says when', () => {
    const probe = { periodSeconds: 1, exec: { command: ['x'] } };
    const containers = Array.from({ length: 200 }, (_, i) => ({
      name: `c${i}`,
      image: 'b',
      livenessProbe: probe,
      startupProbe: probe,
    }));
    const objects = [pod({ containers })] as never;
    const simulation = simulate({ objects, seconds: 36_000 });
    expect(notes(simulation)).toEqual(['the simulation ends here, after 200000 steps']);
  });
});

describe('what is too large', () => {
  it.each<[what: string, object: object, told: RegExp]>([
    [
      'for a request',
      pod({ containers: [{ name: 'a', image: 'b', args: ['x'.repeat(3_200_000)] }] }),
      /^Request entity too large: limit is 3145728$/,
    ],
    [
      'for etcd',
      pod({ containers: [{ name: 'a', image: 'b', args: ['x'.repeat(1_700_000)] }] }),
      /^etcdserver: request is too large$/,
    ],
    [
      'for etcd, in bytes',
      pod({ containers: [{ name: 'a', image: 'b', args: ['é'.repeat(800_000)] }] }),
      /^etcdserver: request is too large$/,
    ],
    [
      'for the simulation, in values',
      pod({ containers: [{ name: 'a', image: 'b', args: Array.from({ length: 40_000 }, () => 'x') }] }),
      /^Pod is not simulated: it has 40\d{3} values, /,
    ],
    [
      'for the simulation, in containers',
      pod({ containers: Array.from({ length: 300 }, (_, i) => ({ name: `c${i}`, image: 'b' })) }),
      /^Pod is not simulated: it has 300 containers, and the simulation takes at most 250$/,
    ],
    [
      'for the simulation, in volumes',
      pod({ volumes: Array.from({ length: 600 }, (_, i) => ({ name: `v${i}`, emptyDir: {} })) }),
      /^Pod is not simulated: it has 600 volumes, /,
    ],
  ])('%s is refused in words', (_, object, told) => {
    const { errors, pods } = started(json(object));
    expect(pods).toEqual([]);
    expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(told) as string]);
  });

  it('is taken just below the limits', () => {
    const args = Array.from({ length: 1000 }, () => 'x'.repeat(1_400));
    const containers = Array.from({ length: 250 }, (_, i) => ({ name: `c${i}`, image: 'b', ...(i === 0 && { args }) }));
    expect(started(json(pod({ containers }))).errors).toEqual([]);
  });
});

describe('variables of variables', () => {
  const doubling = (count: number): object[] => [
    { name: 'V0', value: 'xxxxxxxx' },
    ...Array.from({ length: count }, (_, i) => ({ name: `V${i + 1}`, value: `$(V${i})$(V${i})` })),
  ];
  const withEnv = (count: number, more: object = {}): Simulation =>
    started(json(pod({ containers: [{ name: 'a', image: 'b', env: doubling(count), ...more }] })));
  const refused = /^grpc: received message larger than max \(\d+ vs\. 16777216\)$/;

  it.each([
    ['in the environment', withEnv.bind(undefined, 29, {})],
    ['in arguments', withEnv.bind(undefined, 18, { args: Array.from({ length: 9 }, () => '$(V18)') })],
    ['in a command', withEnv.bind(undefined, 18, { command: ['$(V18)'.repeat(9)] })],
  ])('%s are more than the runtime takes in one message, and the start says so', (_, start) => {
    const { calls, pods } = start();
    const errors = calls.filter(({ method }) => method === 'CreateContainer').map(({ error }) => error);
    expect(errors[0]).toEqual({ code: 'ResourceExhausted', message: expect.stringMatching(refused) as string });
    expect(pods[0]?.status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('CreateContainerError');
  });

  it('are sent as long as they fit', () => {
    const { calls } = withEnv(15);
    const envs = calls.flatMap(({ method, request }) =>
      method === 'CreateContainer' ? (request.config?.envs ?? []) : [],
    );
    expect(envs.find(({ key }) => key === 'V15')?.value).toHaveLength(8 * 2 ** 15);
  });
});
