import { expect, test } from 'vitest';
import { fieldMeant } from '../../../src/core/api/fieldMeant';

test.each([
  ['Pod', ['spec', 'containers', 0, 'livenessprobe'], { name: 'livenessProbe' }],
  ['Pod', ['spec', 'containers', 0, 'enviroment'], { name: 'env' }],
  ['Pod', ['spec', 'containers', 0, 'requests'], { path: 'spec.containers[0].resources.requests' }],
  ['Pod', ['spec', 'image'], { path: 'spec.containers[0].image' }],
  ['Deployment', ['spec', 'containers'], { path: 'spec.template.spec.containers' }],
  ['Deployment', ['spec', 'template', 'spec', 'replicas'], { path: 'spec.replicas' }],
  ['Pod', ['spec', 'containers', 0, 'restartpolicy'], { name: 'restartPolicy' }],
  ['Pod', ['spec', 'containers', 0, 'terminationGracePeriodSeconds'], { path: 'spec.terminationGracePeriodSeconds' }],
  ['Pod', ['spec', 'containers', 0, 'securityContext', 'fsGroup'], { path: 'spec.securityContext.fsGroup' }],
  ['Pod', ['spec', 'securityContext', 'capabilities'], { path: 'spec.containers[0].securityContext.capabilities' }],
  ['Pod', ['spec', 'zzzzzz'], undefined],
] as const)('%s %j', (kind, path, meant) => {
  expect(fieldMeant(kind, path)).toEqual(meant);
});
