import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/core/api/decode';
import { kindOf } from '../../../src/core/api/kinds';
import { deprecationWarning, knownKinds, servedIn, versionsOf } from '../../../src/core/api/servedVersions';
import { unservedVersion } from '../../../src/core/api/unservedVersion';
import { versions } from '../../../src/core/release/differences';
import { newestVersion, releaseOf, type KubernetesVersion } from '../../../src/core/release/kubernetesRelease';

/** What a real API server of a release served, and what kubectl said of each of some objects (tools/record-api-versions.mjs). */
interface Recorded {
  served: Record<string, string[]>;
  said: Record<string, { refusal?: string; warnings?: string[] }>;
}

const packed = readFileSync('test/recordings/apiVersions.json.br');
const recorded = Object.entries(
  JSON.parse(brotliDecompressSync(packed).toString('utf8')) as Record<KubernetesVersion, Recorded>,
) as [KubernetesVersion, Recorded][];

describe.each(recorded)('Kubernetes %s', (release, { served, said }) => {
  test('serves by itself what the real API server serves', () => {
    const theirs = Object.entries(served).flatMap(([version, kinds]) => kinds.map((kind) => `${kind} ${version}`));
    const ours = knownKinds.flatMap((kind) => servedIn(kind, release).map((version) => `${kind} ${version}`));
    expect(ours.toSorted()).toEqual(theirs.toSorted());
  });

  test.each(Object.entries(said))('says of %s what kubectl says', (name, { refusal, warnings }) => {
    const [kind = '', apiVersion = ''] = name.split(' ');
    const answer = decode({ apiVersion, kind, metadata: { name: 'x' } }, releaseOf(release), true);
    expect('error' in answer ? answer.error.message : undefined).toBe(refusal);
    expect(deprecationWarning(kind, apiVersion, release)).toBe(warnings?.[0]);
    expect(unservedVersion(kind, apiVersion, release) !== undefined).toBe(refusal !== undefined);
  });
});

test('a kind that any release serves by itself has its place in the API, under a version that one of them serves', () => {
  const served = knownKinds.filter((kind) => versions.some((release) => servedIn(kind, release).length > 0));
  expect(served.filter((kind) => kindOf(kind) === undefined)).toEqual([]);
  const usual = served.map((kind) => [kind, servedIn(kind, newestVersion)[0] ?? versionsOf(kind)[0]]);
  expect(served.map((kind) => [kind, kindOf(kind)?.apiVersion])).toEqual(usual);
});

test.each<[kind: string, apiVersion: string, release: KubernetesVersion, why: string | undefined, next: string]>([
  ['CronJob', 'batch/v1beta1', '1.37', 'which is gone since Kubernetes 1.25', 'write `apiVersion: batch/v1`; nothing else changes'],
  ['CronJob', 'batch/v1', '1.18', 'which comes with Kubernetes 1.21', 'write `apiVersion: batch/v1beta1`; nothing else changes'],
  ['Deployment', 'apps/v1beta2', '1.32', 'which is gone since Kubernetes 1.16', 'write `apiVersion: apps/v1`; nothing else changes'],
  ['Pod', 'apps/v1', '1.37', undefined, 'write `apiVersion: v1`'],
  ['HorizontalPodAutoscaler', 'autoscaling/v2beta2', '1.34', 'which is gone since Kubernetes 1.26', 'write `apiVersion: autoscaling/v2`; nothing else changes'],
  ['HorizontalPodAutoscaler', 'autoscaling/v2', '1.18', 'which comes with Kubernetes 1.23', 'write `apiVersion: autoscaling/v2beta2`; nothing else changes'],
  ['Ingress', 'networking.k8s.io/v1', '1.18', 'which comes with Kubernetes 1.19', 'write `apiVersion: networking.k8s.io/v1beta1`, and look whether its fields changed'],
  ['FlowSchema', 'flowcontrol.apiserver.k8s.io/v1beta3', '1.32', 'which is gone since Kubernetes 1.32', 'write `apiVersion: flowcontrol.apiserver.k8s.io/v1`; nothing else changes'],
  ['ResourceClaim', 'resource.k8s.io/v1', '1.33', 'which comes with Kubernetes 1.34', 'take Kubernetes 1.34 or later, which has `resource.k8s.io/v1`, or have the API server started with `--runtime-config=resource.k8s.io/v1beta2=true`, and write `apiVersion: resource.k8s.io/v1beta2`'],
  ['ResourceClaim', 'resource.k8s.io/v1beta1', '1.33', 'which is off by default', 'take Kubernetes 1.34 or later, which has `resource.k8s.io/v1`, or have the API server started with `--runtime-config=resource.k8s.io/v1beta1=true`'],
  ['ResourceClaim', 'resource.k8s.io/v1beta2', '1.34', 'which is off by default', 'write `apiVersion: resource.k8s.io/v1`; nothing else changes'],
  ['ResourceClaim', 'resource.k8s.io/v1beta1', '1.34', 'which is off by default', 'write `apiVersion: resource.k8s.io/v1`, and put what a device request asks for (deviceClassName, selectors, count, …) into its exactly'],
  ['PodSecurityPolicy', 'policy/v1beta1', '1.29', 'which is gone since Kubernetes 1.25', 'leave it out: the label `pod-security.kubernetes.io/enforce` of a namespace says what its pods may do'],
  ['Workload', 'scheduling.k8s.io/v1alpha1', '1.34', 'which comes with Kubernetes 1.35, off by default', 'take Kubernetes 1.37 or later, whose API server has `scheduling.k8s.io/v1beta1` if it is started with `--runtime-config=scheduling.k8s.io/v1beta1=true`, and write `apiVersion: scheduling.k8s.io/v1beta1`'],
  ['PodPreset', 'settings.k8s.io/v1alpha1', '1.36', 'which is gone since Kubernetes 1.20', 'leave it out: no release since has a PodPreset'],
])('%s in %s is not served by %s', (kind, apiVersion, release, why, next) => {
  expect(unservedVersion(kind, apiVersion, release)).toMatchObject({ ...(why !== undefined && { why }), next });
}); // prettier-ignore

test.each<[kind: string, apiVersion: string, release: KubernetesVersion]>([
  ['CronJob', 'batch/v1beta1', '1.18'],
  ['Ingress', 'extensions/v1beta1', '1.18'],
  ['PodSecurityPolicy', 'policy/v1beta1', '1.18'],
  ['FlowSchema', 'flowcontrol.apiserver.k8s.io/v1beta3', '1.31'],
  ['HorizontalPodAutoscaler', 'autoscaling/v1', '1.37'],
  ['Event', 'events.k8s.io/v1', '1.37'],
])('%s in %s is served by %s', (kind, apiVersion, release) => {
  expect(unservedVersion(kind, apiVersion, release)).toBeUndefined();
  const object = { apiVersion, kind, metadata: { name: 'x' } };
  expect(decode(object, releaseOf(release), true)).not.toHaveProperty('error.code', 404);
});

test('a version that is to go is warned of as long as it is there, in the words of the API server', () => {
  const warning = (kind: string, version: string, release: KubernetesVersion): string | undefined =>
    deprecationWarning(kind, `flowcontrol.apiserver.k8s.io/${version}`, release);
  const text =
    'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema is deprecated in v1.29+, unavailable in v1.32+; use flowcontrol.apiserver.k8s.io/v1 FlowSchema';
  expect(warning('FlowSchema', 'v1beta3', '1.29')).toBe(text);
  expect(warning('FlowSchema', 'v1beta3', '1.31')).toBe(text);
  expect(warning('FlowSchema', 'v1beta3', '1.32')).toBeUndefined();
  expect(warning('FlowSchema', 'v1', '1.31')).toBeUndefined();
});
