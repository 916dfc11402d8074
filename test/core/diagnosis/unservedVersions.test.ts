import { expect, test } from 'vitest';
import { refusals } from '../../../src/core/diagnosis/causes/refusals';
import type { KubernetesVersion } from '../../../src/core/release/kubernetesRelease';

/** What kubectl prints where a cluster does not serve a kind in a version. */
const printed = (kind: string, version: string): string =>
  `resource mapping not found for name: "x" namespace: "" from "f.yaml": no matches for kind "${kind}" in version "${version}"\nensure CRDs are installed first`;

test.each<[kind: string, version: string, release: KubernetesVersion | undefined, cause: string]>([
  ['CronJob', 'batch/v1beta1', undefined, 'the API server has no CronJob in batch/v1beta1, which is gone since Kubernetes 1.25; it serves CronJob in batch/v1'],
  ['ResourceClaim', 'resource.k8s.io/v1', undefined, 'the API server has no ResourceClaim in resource.k8s.io/v1, which comes with Kubernetes 1.34; it serves no ResourceClaim at all'],
  ['ResourceClaim', 'resource.k8s.io/v1', '1.32', 'the API server has no ResourceClaim in resource.k8s.io/v1, which comes with Kubernetes 1.34; it serves no ResourceClaim at all'],
  ['FlowSchema', 'flowcontrol.apiserver.k8s.io/v1beta2', '1.30', 'the API server has no FlowSchema in flowcontrol.apiserver.k8s.io/v1beta2, which is gone since Kubernetes 1.29; it serves FlowSchema in flowcontrol.apiserver.k8s.io/v1 and flowcontrol.apiserver.k8s.io/v1beta3'],
  ['Deployment', 'v1', '1.37', 'the API server has no Deployment in v1; it serves Deployment in apps/v1'],
])('%s in %s is told of, of a real cluster as of a simulated one', (kind, version, release, cause) => {
  const error = { code: 404, message: printed(kind, version), kind, name: 'x' };
  const [told] = refusals(release === undefined ? error : { ...error, release });
  expect(told).toMatchObject({ name: 'api-version-not-served', cause, field: 'apiVersion' });
}); // prettier-ignore
