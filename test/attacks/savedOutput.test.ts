import { expect, it } from 'vitest';
import type { Path } from '../../src/core/path';
import { seededRandom } from '../../src/core/random';
import { everything, pathsIn } from '../core/explain/everyField';
import { recordings } from '../recordings/recordings';
import { savedObservation } from '../../src/core/observe/savedObservation';
import { startFile } from '../../src/core/observe/startFile';
import { changed } from './changed';
import { showSaved } from './faces';
import { failureOf } from './failures';
import { hostileTexts } from './hostileTexts';
import { hostileKeys, wrongValues } from './wrongValues';

// POD_STARTUP_SAVED=20000 tries as many as the project promises; by default there are fewer.
const tries = Number(process.env['POD_STARTUP_SAVED'] ?? 1500);
const seed = Number(process.env['POD_STARTUP_SEED'] ?? 1);

const metadata = (name: string, more: object = {}) => ({
  name,
  namespace: 'default',
  uid: `uid-${name}`,
  resourceVersion: '5',
  creationTimestamp: '2026-01-01T00:00:00Z',
  ...more,
});
const ownedBy = (kind: string, name: string) => ({
  ownerReferences: [{ apiVersion: 'v1', kind, name, uid: `uid-${name}`, controller: true }],
});

/** A pod with all that a status can have, its events, its owners up to one that owns itself, and its node. */
const everyField = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: metadata('web', ownedBy('ReplicaSet', 'rs')),
      spec: { nodeName: 'n1', initContainers: [{ name: 'n0', image: 'b' }], containers: [{ name: 'n1', image: 'a' }] },
      status: { ...(everything('PodStatus') as object), phase: 'Pending' },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: metadata('rs', ownedBy('Deployment', 'web')),
      status: everything('ReplicaSetStatus'),
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata('web', ownedBy('Deployment', 'web')),
      status: everything('DeploymentStatus'),
    },
    { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1', uid: 'n' }, status: everything('NodeStatus') },
    ...[
      'Pulling',
      'Pulled',
      'Failed',
      'BackOff',
      'FailedMount',
      'FailedScheduling',
      'Unhealthy',
      'FailedCreate',
      'Killing',
    ].map((reason, i) => ({
      ...(everything('Event') as object),
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `web.${i}`, namespace: 'default', uid: `e${i}` },
      involvedObject: {
        kind: 'Pod',
        name: 'web',
        namespace: 'default',
        uid: 'uid-web',
        fieldPath: 'spec.containers{n1}',
      },
      reason,
      count: 3,
    })),
  ],
};

const spans = {
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            {
              traceId: 't',
              spanId: 'a',
              parentSpanId: 'b',
              name: 'syncPod',
              attributes: [{ key: 'k8s.pod.uid', value: { stringValue: 'uid-web' } }],
            },
            {
              traceId: 't',
              spanId: 'b',
              parentSpanId: 'a',
              name: 'runtime.v1.RuntimeService/CreateContainer',
              startTimeUnixNano: '1767225600000000000',
              endTimeUnixNano: '1767225601000000000',
              status: { code: 2, message: 'no' },
            },
          ],
        },
      ],
    },
  ],
};
const configz = { kubeletconfig: { serializeImagePulls: false, maxParallelImagePulls: 3 } };

/** What people save, in all the forms that are read. */
const bases: readonly unknown[] = [
  everyField,
  everyField,
  ...[...recordings('own').slice(0, 30), ...recordings('rules').slice(0, 30)].map(({ watch, events, owners }) => ({
    watch: watch.slice(-3),
    events,
    owners,
  })),
  { ...everyField, items: everyField.items.map((object) => ({ type: 'ADDED', at: '2026-01-01T00:00:02Z', object })) },
];

it(
  `saved output of wrong types and hostile texts, ${tries} times, seed ${seed}: no face throws`,
  { timeout: 3_600_000 },
  () => {
    const random = seededRandom(seed);
    const pick = <T>(list: readonly T[]): T => list[random.int(list.length)] as T;
    const paths = new Map<unknown, Path[]>();
    const hurt = (base: unknown): unknown => {
      if (!paths.has(base)) paths.set(base, pathsIn(base));
      let value = base;
      for (let changes = 1 + random.int(3); changes > 0; changes--) {
        const path = pick(paths.get(base)!);
        const isHostile = random.int(3) === 0;
        const to = isHostile ? pick([...hostileKeys, { [pick(hostileKeys)]: 'x' }]) : pick(wrongValues);
        try {
          value = changed(value, path, to);
        } catch {
          // The change before took the place away.
        }
      }
      return value;
    };
    const failures: string[] = [];
    for (let i = 0; i < tries && failures.length < 20; i++) {
      const files = [{ name: 'saved.json', text: JSON.stringify(hurt(pick(bases))) }];
      if (random.int(4) === 0) files.push({ name: 'spans.json', text: JSON.stringify(hurt(spans)) });
      if (random.int(4) === 0) files.push({ name: 'configz.json', text: JSON.stringify(hurt(configz)) });
      failures.push(
        ...failureOf(`no. ${i}: ${files.map(({ text }) => text.slice(0, 4000)).join('\n')}`, () => showSaved(files)),
      );
    }
    expect(failures).toEqual([]);
  },
);

/** Saved starts with every kind of evidence; the trace in them nobody reads. */
function savedStarts(): Record<string, unknown>[] {
  const more = [
    { kind: 'version', value: { gitVersion: 'v1.34.0' } },
    { kind: 'configz', node: 'n1', value: configz },
    { kind: 'metrics', node: 'n1', text: 'kubelet_runtime_operations_total{operation_type="x"} 5\n', read: { at: 1_767_225_600_000, precision: 1 } }, // prettier-ignore
    { kind: 'nodeLog', node: 'n1', text: 'time="2026-01-01T00:00:00Z" level=info msg="PullImage \\"nginx\\""' },
    { kind: 'spans', value: spans },
    { kind: 'containerLog', log: { file: 'f', of: { pod: 'web', namespace: 'default', container: 'n1' }, isPrevious: false, lines: ['no'] } }, // prettier-ignore
    { kind: 'denied', what: 'nodes', text: 'forbidden', lacksRights: true },
    {
      kind: 'audit',
      cut: [],
      entries: [{ id: 'a', verb: 'create', user: 'u', agent: 'kubectl/v1', group: '', version: 'v1', resource: 'pods', subresource: '', namespace: 'default', name: 'web', uid: 'uid-web', boundPod: '', received: 1_767_225_600_000, answered: 1_767_225_600_010, code: 201, reason: '', message: '' }], // prettier-ignore
    },
  ];
  return bases.slice(1, 8).map((base) => {
    const text = startFile(savedObservation([{ name: 'saved.json', text: JSON.stringify(base) }]));
    const { evidence, ...rest } = JSON.parse(text) as { evidence: unknown[] };
    return { ...rest, evidence: [...evidence, ...more] };
  });
}

it(`saved starts of wrong types and hostile texts, ${Math.ceil(tries / 5)} times, seed ${seed}: no face throws`, () => {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[random.int(list.length)] as T;
  const starts = savedStarts().map((start) => ({
    start,
    paths: pathsIn(start).filter(([step]) => step !== 'trace'),
  }));
  const told: string[] = [];
  const failures = Array.from({ length: Math.ceil(tries / 5) }, (_, i) => {
    const { start, paths } = pick(starts);
    const path = pick(paths);
    const to = random.int(2) === 0 ? pick(wrongValues) : pick([...hostileKeys, ...hostileTexts]);
    const text = JSON.stringify(changed(start, path, to));
    return failureOf(`no. ${i}: ${path.join('.')} = ${JSON.stringify(to)}`, () => {
      told.push(showSaved([{ name: 'saved.podstart.json', text }]));
      return told.at(-1) ?? '';
    });
  }).flat();
  expect(failures).toEqual([]);
  // Most are read: what an attack changes is seldom what makes it a saved start.
  expect(told.filter((text) => !text.startsWith('saved.podstart.json: ')).length).toBeGreaterThan(told.length / 2);
});

it.each(['a\tb', 'a"b', 'a\\', '$&', '\ud800'])(
  'a uid of any characters (%j) stands in the requests as it is',
  (uid) => {
    const { watch, events } = recordings('rules').find(({ cri }) => cri.some(({ method }) => /Create/.test(method)))!;
    const own = watch.at(-1)!.object.metadata!.uid!;
    const quoted = JSON.stringify(uid).slice(1, -1);
    const text = JSON.stringify({ watch, events }).replaceAll(own, () => quoted);
    expect(showSaved([{ name: 'saved.json', text }])).toContain(`"uid":"${quoted}"`);
  },
);
