import { expect, test } from 'vitest';
import { fieldMeant } from '../../../src/core/api/fieldMeant';

test.each([
  ['Pod', ['spec', 'containers', 0, 'livenessprobe'], { name: 'livenessProbe', isSlip: true }],
  ['Pod', ['spec', 'containers', 0, 'enviroment'], { name: 'env', isSlip: false }],
  ['Pod', ['spec', 'containers', 0, 'requests'], { path: 'spec.containers[0].resources.requests' }],
  ['Pod', ['spec', 'image'], { path: 'spec.containers[0].image' }],
  ['Deployment', ['spec', 'containers'], { path: 'spec.template.spec.containers' }],
  ['Deployment', ['spec', 'template', 'spec', 'replicas'], { path: 'spec.replicas' }],
  ['Pod', ['spec', 'containers', 0, 'restartpolicy'], { name: 'restartPolicy', isSlip: true }],
  ['Pod', ['spec', 'containers', 0, 'terminationGracePeriodSeconds'], { path: 'spec.terminationGracePeriodSeconds' }],
  ['Pod', ['spec', 'containers', 0, 'securityContext', 'fsGroup'], { path: 'spec.securityContext.fsGroup' }],
  ['Pod', ['spec', 'securityContext', 'capabilities'], { path: 'spec.containers[0].securityContext.capabilities' }],
  ['Pod', ['spec', 'containers', 0, 'imagePullPolicyy'], { name: 'imagePullPolicy', isSlip: true }],
  ['Pod', ['spec', 'containers', 0, 'imagePullPolcy'], { name: 'imagePullPolicy', isSlip: true }],
  ['Pod', ['spec', 'containers', 0, 'envFom'], { name: 'envFrom', isSlip: true }],
  ['Pod', ['spec', 'containers', 0, 'stdinOncee'], { name: 'stdinOnce', isSlip: true }],
  ['Pod', ['spec', 'containers', 0, 'restartPolicyRues'], { name: 'restartPolicyRules', isSlip: true }],
  ['Pod', ['spec', 'containers', 0, 'volumeMounts', 0, 'subPathExprr'], { name: 'subPathExpr', isSlip: true }],
  ['Pod', ['metadata', 'namespacee'], { name: 'namespace', isSlip: true }],
  ['Pod', ['spec', 'serviceAccountNamee'], { name: 'serviceAccountName', isSlip: true }],
  ['Pod', ['spec', 'priorityClassNamee'], { name: 'priorityClassName', isSlip: true }],
  ['Pod', ['spec', 'hostnameOverrde'], { name: 'hostnameOverride', isSlip: true }],
  ['Service', ['spec', 'sessionAffinityConig'], { name: 'sessionAffinityConfig', isSlip: true }],
  ['PersistentVolumeClaim', ['spec', 'dataSourceef'], { name: 'dataSourceRef', isSlip: true }],
  ['Job', ['spec', 'backoffLimitPerInex'], { name: 'backoffLimitPerIndex', isSlip: true }],
  ['Pod', ['spec', 'priorityClass'], { name: 'priorityClassName', isSlip: false }],
  ['Pod', ['spec', 'containers', 0, 'imageName'], { name: 'image', isSlip: false }],
  ['Pod', ['spec', 'zzzzzz'], undefined],
] as const)('%s %j', (kind, path, meant) => {
  expect(fieldMeant(kind, path)).toEqual(meant);
});
