import { describe, expect, test } from 'vitest';
import type { Circumstances } from '../../../src/core/circumstances/circumstances';
import { start } from '../../../src/core/circumstances/start';
import { commonImageSize } from '../../../src/core/scenario/imageSizes';
import { timeline } from '../../../src/core/trace/timeline';
import type { Trace } from '../../../src/core/trace/trace';

// What takes how long is what a novice learns: a pull takes seconds, a sandbox a tenth of one, a read nothing.

function started(images: readonly string[], circumstances: Circumstances = {}): Trace {
  const containers = images.map((image, i) => ({ name: `c${i}`, image }));
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } };
  return start({ objects: [pod], circumstances }).trace;
}

/** Milliseconds of each call of the method, in their order. */
function took({ messages }: Trace, method: string): number[] {
  return messages.flatMap((one) =>
    one.method === method && one.start && one.end ? [Math.round(one.end.at - one.start.at)] : [],
  );
}

test('the pull of a large image is the bottleneck, then the sandbox, then creating and starting, then reads', () => {
  const trace = started(['postgres:17']);
  const methods = ['PullImage', 'RunPodSandbox', 'StartContainer', 'CreateContainer', 'ImageStatus'];
  const times = methods.map((method) => took(trace, method)[0] ?? 0);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(times[0]).toBeGreaterThan(20 * times[1]!);
  const [lane] = timeline(trace);
  const longest = lane!.parts.toSorted((a, b) => b.end.at - b.start.at - (a.end.at - a.start.at))[0];
  expect(longest).toMatchObject({ kind: 'pull', label: 'the image of c0 is pulled (117 MB)' });
});

test('an image takes as long as it is large; one that is there is only asked for', () => {
  const [large = 0, small = 0, again = 0] = took(started(['node', 'nginx:1.29-alpine', 'node']), 'PullImage');
  expect(large).toBeGreaterThan(10_000);
  expect(small).toBeLessThan(2500);
  expect(again).toBe(600);
});

test('an image that is there has no layers fetched again', () => {
  const { messages } = started(['node', 'node']);
  expect(messages.filter(({ method }) => method === 'PullImage')).toHaveLength(2);
  expect(messages.filter(({ protocol }) => protocol === 'registry').map(({ method }) => method.split('/')[4])).toEqual([
    'manifests',
    'blobs',
    'manifests',
  ]);
});

test('who says how large images are and how fast they come is believed', () => {
  const profile = { imageSize: 1_000_000, pullSpeed: 1000, unpackSpeed: 2000, pullImage: 10 };
  expect(took(started(['nginx'], { profile }), 'PullImage')).toEqual([1510]);
  expect(took(started(['nginx'], { durations: 'none' }), 'PullImage')[0]).toBeLessThan(5);
  expect(took(started(['nginx'], { scenario: { runtime: 'containerd://2' } }), 'PullImage')[0]).toBeLessThan(100);
});

describe('the size of', () => {
  test.each([
    ['nginx', 63_100_000],
    ['nginx:latest', 63_100_000],
    ['docker.io/library/nginx:1.29@sha256:00', 63_100_000],
    ['nginx:1.29-alpine', 26_300_000],
    ['redis:7-alpine', 39_100_000],
    ['wordpress:alpine', undefined],
    ['shop/nginx:1', undefined],
    ['registry.example:5000/nginx', undefined],
    ['__proto__', undefined],
    ['', undefined],
  ])('%j is %s', (reference, size) => {
    expect(commonImageSize(reference)).toBe(size);
  });
});
