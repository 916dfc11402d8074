import { describe, expect, test } from 'vitest';
import { readOfBundle } from '../../../src/core/observe/bundleFiles';
import { savedObservation, type SavedFile } from '../../../src/core/observe/savedObservation';

test('all objects are read before logs, and what is left of these is told', () => {
  const files = ['a/logs.txt', 'b/logs.txt', 'c/logs.txt', 'events.json', 'pods.json'].map((path) => ({ path }));
  expect(readOfBundle(files, 2)).toEqual({
    files: ['events.json', 'pods.json', 'a/logs.txt', 'b/logs.txt'].map((path) => ({ path })),
    left: ['1 of 3 logs: 2 are read at most'],
  });
  expect(readOfBundle(files, 3).left).toEqual([]);
});

describe('a file that nobody named', () => {
  const pod = { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'web', uid: 'u1' } };
  const pods: SavedFile = { name: 'pods.json', text: JSON.stringify({ kind: 'PodList', items: [pod] }), isFound: true };
  const found = (text: string): SavedFile => ({ name: 'other.json', text, isFound: true });

  test.each([
    ['{"name": "shop", "version": "1.0.0"}', 'other.json: it has nothing from a cluster'],
    ['{"kind": "PodList", "items": [', expect.stringMatching(/^other.json: the JSON ends early/)],
    ['[1, 2', expect.stringMatching(/^other.json: the JSON ends early/)],
    [
      '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}',
      expect.stringMatching(/^other.json: this is a manifest/),
    ],
  ])('does not stop the others: %s', (text, why: unknown) => {
    const observation = savedObservation([found(text), pods]);
    expect(observation.unread).toEqual([why]);
    expect(observation.pods.map(({ name }) => name)).toEqual(['web']);
  });

  test('is not told of where it is an empty list', () => {
    expect(savedObservation([found('{"kind": "EventList", "items": []}'), pods]).unread).toEqual([]);
  });

  test('says why where it alone has the pods', () => {
    expect(() => savedObservation([found('{"kind": "PodList", "items": [')])).toThrow(/ends early/);
  });
});
