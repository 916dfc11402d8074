import { describe, expect, it } from 'vitest';
import { simulate } from '../../../../src/core/cluster/simulate/simulate';
import type { Action } from '../../../../src/core/scenario/scenario';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';

const web = (probe: string): string =>
  `{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { containers: [{ name: app, image: nginx${probe} }] } }`;

/** When each call was made, in milliseconds after the pod was applied. */
function times(manifest: string, actions: Action[] = []): (method: string) => number {
  const objects = parseManifest(manifest).objects.map(({ value }) => value);
  const { calls } = simulate({ objects, seconds: 12, start: 0, kubernetes: '1.35', scenario: { actions } });
  return (method) => calls.find((call) => call.method === method)?.start ?? NaN;
}

describe('when the containers of a deleted pod are stopped', () => {
  it('after the next look at what runs, where the kubelet was idle', () => {
    const manifest = web('');
    const deleted = times(manifest)('StartContainer') + 3000;
    const stopped = times(manifest, [{ after: deleted / 1000, delete: 'web' }])('StopContainer');
    expect(stopped - deleted).toBeLessThanOrEqual(100);
  });

  // On a real 1.35.4 the probe ran at 47.01 s, the pod was deleted at 47.10, and it was told that the container stops at 49.02.
  it('a look later, where a probe had just made the kubelet sync the pod', () => {
    const manifest = web(', readinessProbe: { exec: { command: [ready] } }');
    const probed = times(manifest)('ExecSync');
    const stopped = times(manifest, [{ after: (probed + 90) / 1000, delete: 'web' }])('StopContainer');
    expect(stopped - probed).toBeGreaterThan(1900);
    expect(stopped - probed).toBeLessThan(2100);
  });
});
