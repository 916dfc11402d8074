import { describe, expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { chanceOf } from '../../../src/core/comparison/chance';
import { compareStarts } from '../../../src/core/comparison/compareStarts';
import { withoutNamespace } from '../../../src/core/comparison/namespaces';
import { asMeant } from '../../../src/core/explain/meaning/asMeant';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import type { Pod } from '../../../src/core/api/types';
import type { Trace } from '../../../src/core/trace/trace';

const pod = (metadata: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {${metadata}}\nspec:\n  containers:\n    - {name: app, image: nginx${more}}\n`;
function started(text: string): Trace {
  const objects = parseManifest(text).objects.map(({ value }) => asMeant(value));
  return start({ objects, circumstances: {}, start: 1_800_000_000_000 }).trace;
}
const withPod = (trace: Trace, changed: Partial<Pod>): Trace => ({
  ...trace,
  view: { ...trace.view, pods: [{ ...trace.view.pods[0]!, ...changed }] },
});

describe('what a cluster gives is chance wherever it stands', () => {
  const trace = withPod(started(pod('name: web')), {
    metadata: { name: 'web.v1-x7k2p', generateName: 'web.v1-', namespace: 'default' },
    status: { podIP: '2001:db8::5', podIPs: [{ ip: '2001:db8::5' }, { ip: '10.244.0.5' }] },
  });
  const { without } = chanceOf(trace);

  test.each([
    ['http://[2001:db8::5]:8080/', 'http://[<address>]:8080/'],
    ['2001:db8::5/64', '<address>/64'],
    ['dial tcp 10.244.0.5:8080: connect: refused', 'dial tcp <address>:8080: connect: refused'],
    ['web.v1-x7k2p', 'web.v1-<x>'],
    ['/var/log/pods/default_web.v1-x7k2p_1', '/var/log/pods/default_web.v1-<x>_1'],
    ['web.v1-x7k2p.web.default.svc', 'web.v1-<x>.web.default.svc'],
  ])('%s', (text, said) => expect(without(text)).toBe(said));

  test.each(['2001:db8::55', '110.244.0.5', '10.244.0.50', 'web.v1-x7k2pq', 'nginx:1.28', 'a:b:c...d'])(
    'what only looks like it stays: %s',
    (text) => expect(without(text)).toBe(text),
  );
});

describe('another namespace', () => {
  test('is told once', () => {
    const { calls, counts } = compareStarts(
      started(pod('name: web, namespace: default')),
      started(pod('name: web, namespace: shop')),
    );
    const differences = calls.flatMap((call) => call.differences);
    expect(differences).toEqual([
      { type: 'field', part: 'request', field: 'metadata.namespace', left: 'default', right: 'shop' },
    ]);
    expect(counts).toMatchObject({ differ: 1, ends: 0 });
  });

  test('hides nothing that a person wrote', () => {
    const { calls } = compareStarts(
      started(pod('name: web, namespace: default', ', env: [{name: A, value: default-a}]')),
      started(pod('name: web, namespace: shop', ', env: [{name: A, value: shop-b}]')),
    );
    const fields = calls.flatMap(({ differences }) => differences.flatMap((one) => (one.type === 'field' ? [one.field] : []))); // prettier-ignore
    expect(fields).toContain('config.envs[A].value');
  });

  test('is replaced where Kubernetes puts it, and nowhere else', () => {
    expect(withoutNamespace('default', 'default')).toBe('<namespace>');
    expect(withoutNamespace('/var/log/pods/default_default_1', 'default')).toBe('/var/log/pods/<namespace>_default_1');
    expect(withoutNamespace('default.svc.cluster.local', 'default')).toBe('<namespace>.svc.cluster.local');
    expect(withoutNamespace('secrets "default" not found', 'default')).toBe('secrets "default" not found');
    expect(withoutNamespace('anything', undefined)).toBe('anything');
  });
});

describe('how pods end', () => {
  test('is told with status, phase and conditions', () => {
    const good = started(pod('name: web'));
    const [running] = good.view.pods;
    const status = { ...running!.status, phase: 'Failed', reason: 'Evicted' };
    expect(compareStarts(good, good).ends).toEqual([{ left: 'web', right: 'web', differences: [] }]);
    expect(compareStarts(good, withPod(good, { status })).ends[0]?.differences).toEqual([
      { what: 'status', left: 'Running, 1/1 ready', right: 'Evicted, 1/1 ready' },
      { what: 'phase', left: 'Running', right: 'Failed' },
    ]);
    const conditions = running!.status!.conditions!.map((one) =>
      one.type === 'Ready' ? { ...one, status: 'False', reason: 'ContainersNotReady' } : one,
    );
    const unready = withPod(good, { status: { ...running!.status, conditions } });
    expect(compareStarts(good, unready).ends[0]?.differences).toEqual([
      { what: 'condition Ready', left: 'True', right: 'False (ContainersNotReady)' },
    ]);
  });

  test('of a pod that one start alone has, only how it stands there', () => {
    const good = started(pod('name: web'));
    const none = { ...good, view: { ...good.view, pods: [] } };
    const { ends, counts } = compareStarts(good, none);
    expect(ends).toEqual([{ left: 'web', differences: [{ what: 'status', left: 'Running, 1/1 ready' }] }]);
    expect(counts.ends).toBe(1);
    expect(compareStarts(none, good).ends).toEqual([
      { right: 'web', differences: [{ what: 'status', right: 'Running, 1/1 ready' }] },
    ]);
  });
});
