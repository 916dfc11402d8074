import { expect, test } from 'vitest';
import { KeptVersions } from '../../../src/core/observe/evidence/keptVersions';

const version = (resourceVersion: string, phase: string) => ({
  kind: 'Pod',
  metadata: {
    name: 'web',
    resourceVersion,
    managedFields: [{ manager: 'kubelet', time: '2026-01-01T00:00:00Z', fieldsV1: { 'f:status': {} } }],
  },
  spec: { containers: [{ name: 'app', env: [{ name: 'A', value: '1' }] }], nodeName: 'n1' },
  status: { phase, conditions: [{ type: 'Ready', status: 'False' }, { type: phase }] },
});

test('a version is equal to what was handed in, but for the fields that managers own, and nothing is changed', () => {
  const versions = new KeptVersions();
  const [first, second] = [version('1', 'Pending'), version('2', 'Running')];
  const kept = versions.keep('Pod', versions.keep('Pod', undefined, first), second);
  expect(first).toEqual(version('1', 'Pending'));
  expect(second).toEqual(version('2', 'Running'));
  const { metadata, ...rest } = version('2', 'Running');
  const managedFields = [{ manager: 'kubelet', time: '2026-01-01T00:00:00Z' }];
  expect(kept).toEqual({ ...rest, metadata: { ...metadata, managedFields } });
  expect(Object.keys(kept)).toEqual(Object.keys(second));
});

test('what has not changed since the version before is the very same value, and so is what the last of its sort has', () => {
  const versions = new KeptVersions();
  const first = versions.keep('Pod', undefined, version('1', 'Pending'));
  const second = versions.keep('Pod', first, version('2', 'Running'));
  expect(second.spec).toBe(first.spec);
  expect(second.status.conditions[0]).toBe(first.status.conditions[0]);
  expect(second.status.conditions[1]).not.toBe(first.status.conditions[1]);
  expect(versions.keep('Pod', second, version('2', 'Running'))).toBe(second);
  expect(versions.keep('Pod', undefined, version('9', 'Running')).spec).toBe(first.spec);
  expect(versions.keep('Event', undefined, version('9', 'Running')).spec).not.toBe(first.spec);
});

test('a shorter list, a missing field and keys that every object inherits stay what they are', () => {
  const versions = new KeptVersions();
  const before = { list: [1, 2, 3], map: { a: 1, b: 2 }, own: {} };
  versions.keep('', undefined, before);
  const odd = JSON.parse('{"list":[1,2],"map":{"a":1},"own":{"__proto__":{"x":1},"toString":2}}') as typeof before;
  const kept = versions.keep('', before, odd);
  expect(JSON.stringify(kept)).toBe(JSON.stringify(odd));
  expect(Object.getPrototypeOf(kept.own)).toBe(Object.prototype);
});
