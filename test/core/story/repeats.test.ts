import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../../src/core/api/kubernetesObject';
import { simulate } from '../../../src/core/cluster/simulate/simulate';
import { atLevel } from '../../../src/core/trace/atLevel';
import { story } from '../../../src/core/story/story';
import type { Scenario } from '../../../src/core/scenario/scenario';
import type { Trace } from '../../../src/core/trace/trace';

function trace(objects: readonly object[], scenario: Scenario = {}): Trace {
  return simulate({ objects: objects as KubernetesObject[], scenario, seconds: 60 }).trace;
}

const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'few' }, spec: { hard: { pods: '0' } } };
const set = (kind: string): object => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web' },
  spec: {
    replicas: 1,
    serviceName: kind === 'StatefulSet' ? 'web' : undefined,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'a' }] } },
  },
});
const lines = (told: Trace, level?: 1 | 2 | 3): string[] => story(told, level ? { level } : {}).split('\n');

test.each(['StatefulSet', 'ReplicaSet', 'Deployment'])(
  'the refused retries of a %s stand once, with how many they are',
  (kind) => {
    const told = trace([quota, set(kind)]);
    const refused = told.messages.filter(({ method, outcome }) => method.endsWith('/pods') && !outcome.ok);
    expect(refused.length).toBeGreaterThan(4);
    const posts = lines(told).filter((line) => line.includes('POST pods'));
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatch(new RegExp(` × ${refused.length}, the last at [\\d.]+ s`));
    expect(lines(told).filter((line) => line.includes('✗'))).toHaveLength(1);
  },
);

test('what happens between two like calls keeps them apart, and no call is lost', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'app', image: 'a' }] },
  };
  const told = trace([pod], { containers: { app: { exit: 1, afterMs: 300 } } });
  const creations = told.messages.filter(({ method }) => method === 'CreateContainer');
  expect(creations.length).toBeGreaterThan(1);
  expect(lines(told).filter((line) => line.includes(' CreateContainer '))).toHaveLength(creations.length);
  for (const level of [1, 2, 3] as const) {
    const shown = atLevel(told, level).messages;
    const all = lines(told, level).filter((line) => /^ *[\d.]+ s {2}\S/.test(line));
    const count = all.reduce((sum, line) => sum + Number(/ × (\d+)/.exec(line)?.[1] ?? 1), 0);
    expect(count).toBe(shown.reduce((sum, { times = 1 }) => sum + times, 0));
  }
});
