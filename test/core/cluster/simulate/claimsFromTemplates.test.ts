import { expect, test } from 'vitest';
import { simulate } from '../../../../src/core/cluster/simulate/simulate';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import type { KubernetesVersion } from '../../../../src/core/release/kubernetesRelease';

const pod = (claims: string): string =>
  `{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { resourceClaims: [${claims}], containers: [{ name: app, image: a, resources: { claims: [{ name: t }] } }] } }`;
const [named, templated] = ['{ name: gpu, resourceClaimName: mine }', '{ name: t, resourceClaimTemplateName: none }'];

function told(manifest: string, kubernetes: KubernetesVersion): string[] {
  const objects = parseManifest(manifest).objects.map(({ value }) => value);
  return simulate({ objects, seconds: 3, start: 0, kubernetes }).events.map(({ reason }) => reason ?? '');
}

// pkg/controller/resourceclaim/controller.go, podNeedsWork: a real 1.35.4 told nothing of the template that is missing.
test.each<[string, string, KubernetesVersion, boolean]>([
  ['not before a claim that a person has to make is there', `${named}, ${templated}`, '1.35', false],
  ['since 1.36 without it', `${named}, ${templated}`, '1.36', true],
  ['where that one comes after', `${templated}, ${named}`, '1.35', true],
  ['where there is no other', templated, '1.35', true],
])('a claim is made from its template %s', (_, claims, release, isMade) => {
  expect(told(pod(claims), release).includes('FailedResourceClaimCreation')).toBe(isMade);
});
