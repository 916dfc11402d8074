import { expect, test } from 'vitest';
import { firstRelease } from '../../../src/core/circumstances/chosenRelease';
import { ofCluster } from '../../../src/core/circumstances/ofCluster';
import { start } from '../../../src/core/circumstances/start';

const setting = { namespace: 'shop', ...firstRelease([['kubernetes', '1.35']]) };

test('a start in a cluster is of its own release, whatever a setting says', () => {
  expect(ofCluster(setting, { kubelet: 'v1.33.5-gke.1162000', server: 'v1.33.5-gke.1162000' })).toEqual({
    namespace: 'shop',
    kubernetes: '1.33',
    origin: { by: 'cluster' },
  });
  expect(ofCluster({}, { server: 'v1.34.4' })).toEqual({ kubernetes: '1.34', origin: { by: 'cluster' } });
  expect(ofCluster({}, { kubelet: 'v1.41.0' })).toEqual({
    kubernetes: '1.37',
    origin: { by: 'cluster', asked: '1.41' },
  });
});

test('a node may be older than its control plane', () => {
  const circumstances = ofCluster({}, { kubelet: 'v1.34.2', server: 'v1.36.1' });
  expect(circumstances).toEqual({ kubernetes: '1.34', controlPlane: '1.36', origin: { by: 'cluster' } });
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'a', image: 'a' }] },
  };
  // The kubelet of 1.34 has its own words for the event, the API server of 1.36 a field that 1.34 does not know.
  const { events, trace } = start({ objects: [pod], circumstances });
  expect(trace.kubernetes).toBe('1.34');
  expect(events.map(({ message }) => message)).toContain('Created container: a');
  const young = { ...pod, spec: { ...pod.spec, schedulingGroup: { podGroupName: 'g' } } };
  const errorsUnder = (one: typeof circumstances) => start({ objects: [young], circumstances: one }).errors.length;
  expect(errorsUnder(circumstances)).toBe(0);
  expect(errorsUnder({ kubernetes: '1.34' })).toBe(1);
});

test('what was chosen for one start alone stays, and where nothing is known, all does', () => {
  const flag = firstRelease([['flag', '1.36']]);
  expect(ofCluster(flag, { kubelet: 'v1.34.4' })).toEqual(flag);
  expect(ofCluster({ kubernetes: '1.36' }, { kubelet: 'v1.34.4' })).toEqual({ kubernetes: '1.36' });
  expect(ofCluster(setting, {})).toEqual(setting);
  expect(ofCluster(setting, { kubelet: 'who knows' })).toEqual(setting);
});
