import { expect, test } from 'vitest';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { simulate } from '../../../../src/core/cluster/simulate/simulate';

function refusals(text: string): string[] {
  return simulate({ objects: parseManifest(text).objects.map(({ value }) => value), seconds: 1 }).errors.map(
    ({ message }) => message,
  );
}

test.each([
  ['rbac.authorization.k8s.io/v1', 'Role', 'shop:controller'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding', 'shop:leader election'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:Shop_reader'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'a:b:c'],
  ['policy/v1', 'PodDisruptionBudget', 'Shop_budget'],
  ['certificates.k8s.io/v1', 'CertificateSigningRequest', 'User:Jane'],
  ['certificates.k8s.io/v1', 'ClusterTrustBundle', 'example.com:mysigner:bundle'],
  ['networking.k8s.io/v1', 'IPAddress', '2001:db8::1'],
  ['apiregistration.k8s.io/v1', 'APIService', 'v1beta1.metrics.k8s.io'],
  ['v1', 'Service', '1st-web'],
  ['apps/v1', 'ControllerRevision', 'web.1'],
])('%s %s may be called %s', (apiVersion, kind, name) => {
  const spec = kind === 'Service' ? '\nspec: {ports: [{port: 80}]}' : '';
  expect(refusals(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: "${name}"}${spec}`)).toEqual([]);
});

test.each([
  ['rbac.authorization.k8s.io/v1', 'Role', 'a/b', "may not contain '/'"],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', '..', "may not be '..'"],
  ['networking.k8s.io/v1', 'IPAddress', 'web', 'must be a valid IP address'],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'shop:deny', 'RFC 1123 subdomain'],
  ['v1', 'Namespace', 'shop.web', 'must not contain dots'],
  ['storage.k8s.io/v1', 'CSINode', 'Node', 'RFC 1123 subdomain'],
])('%s %s may not be called %s', (apiVersion, kind, name, why) => {
  const [message = ''] = refusals(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: "${name}"}`);
  expect(message).toContain(why);
});

test.each([
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot'],
  ['metrics.k8s.io/v1beta1', 'PodMetrics'],
  ['kueue.x-k8s.io/v1beta1', 'Workload'],
  ['batch.volcano.sh/v1alpha1', 'Job'],
  ['example.com/v1', 'Deployment'],
])('an object of %s %s is taken as if its definition were there', (apiVersion, kind) => {
  expect(refusals(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web}`)).toEqual([]);
});

test.each([
  ['v1', 'Shop'],
  ['apps/v1', 'Shop'],
  ['networking.k8s.io/v1', 'HTTPRoute'],
  ['shop/v1', 'Shop'],
])('%s has no kind %s', (apiVersion, kind) => {
  expect(refusals(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web}`)[0]).toContain(
    'no matches for kind',
  );
});
