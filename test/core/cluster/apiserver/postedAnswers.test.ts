import { describe, expect, test } from 'vitest';
import { simulate } from '../../../../src/core/cluster/simulate/simulate';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import type { KubernetesVersion } from '../../../../src/core/release/kubernetesRelease';

// What API servers of 1.33.13, 1.34.4, 1.35.4 and 1.37.2 answered to the same objects.

function posted(manifest: string, kubernetes: KubernetesVersion): { errors: string[]; warnings: string[] } {
  const objects = parseManifest(manifest).objects.map(({ value }) => value);
  const { errors, warnings = [] } = simulate({ objects, seconds: 0.05, start: 0, kubernetes });
  return { errors: errors.map(({ message }) => message), warnings: warnings.map(({ message }) => message) };
}

const releases = ['1.33', '1.34', '1.35', '1.37'] as const;

// pkg/apis/core/validation/validation.go, ValidateReplicationControllerSpec, 1.33.
test.each(releases)('%s tells what is wrong with a ReplicationController in its own order', (release) => {
  const wrong = posted(
    '{ apiVersion: v1, kind: ReplicationController, metadata: { name: r }, spec: { replicas: -1, minReadySeconds: -1, template: { spec: { containers: [] } } } }',
    release,
  );
  const [minReady, replicas] = ['minReadySeconds', 'replicas'].map(
    (field) => `spec.${field}: Invalid value: -1: must be greater than or equal to 0`,
  );
  const [selector, containers] = ['spec.selector: Required value', 'spec.template.spec.containers: Required value'];
  const told =
    release === '1.37' ? [selector, containers, replicas, minReady] : [minReady, selector, replicas, containers];
  expect(wrong.errors).toEqual([`ReplicationController "r" is invalid: [${told.join(', ')}]`]);
});

test.each(releases)('%s refuses a quota whose selector has a scope that cannot count what it limits', (release) => {
  const { errors } = posted(
    '{ apiVersion: v1, kind: ResourceQuota, metadata: { name: q }, spec: { hard: { pods: 1, cpu: 1 }, scopeSelector: { matchExpressions: [{ scopeName: BestEffort, operator: In, values: [a] }, { scopeName: VolumeAttributesClass, operator: Exists }] } } }',
    release,
  );
  const shown =
    release === '1.33'
      ? 'core.ScopeSelector{MatchExpressions:[]core.ScopedResourceSelectorRequirement{core.ScopedResourceSelectorRequirement{ScopeName:"BestEffort", Operator:"In", Values:[]string{"a"}}, core.ScopedResourceSelectorRequirement{ScopeName:"VolumeAttributesClass", Operator:"Exists", Values:[]string(nil)}}}'
      : '{"MatchExpressions":[{"ScopeName":"BestEffort","Operator":"In","Values":["a"]},{"ScopeName":"VolumeAttributesClass","Operator":"Exists","Values":null}]}';
  const path = 'spec.scopeSelector.matchExpressions';
  expect(errors).toEqual([
    `ResourceQuota "q" is invalid: [${path}: Invalid value: ${shown}: unsupported scope applied to resource, ` +
      `${path}.operator: Invalid value: "In": must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ` +
      'ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity]',
  ]);
});

test.each(releases)('%s warns of bytes that Go cannot count in thousandths', (release) => {
  const amounts = ['1Ei', '9Pi', '8Pi', '10P', '1.5Ei', '0.5Ki', '100Ti', '16Pi', '12345Ti'];
  const containers = amounts.map((memory, i) => `{ name: c${i}, image: a, resources: { requests: { memory: ${memory} } } }`);
  const { warnings } = posted(
    `{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { containers: [${containers.join(', ')}] } }`,
    release,
  );
  expect(warnings).toEqual(
    [[0, '1Ei'], [1, '9Pi'], [4, '1536Pi'], [7, '16Pi'], [8, '12345Ti']].map(
      ([i, amount]) =>
        `spec.containers[${i}].resources.requests[memory]: fractional byte value "${amount}" is invalid, must be an integer`,
    ),
  );
}); // prettier-ignore

// pkg/apis/core/v1/defaults.go, SetDefaults_Pod, 1.37.
describe('what a pod asks for as a whole, where a LimitRange gives its containers more', () => {
  const manifest = `
apiVersion: v1
kind: LimitRange
metadata: { name: lr }
spec: { limits: [{ type: Container, default: { cpu: 200m, memory: 64Mi } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  resources: { limits: { cpu: '1', memory: 256Mi } }
  containers: [{ name: app, image: a }, { name: b, image: a, resources: { requests: { cpu: 10m } } }]
`;
  test.each(['1.34', '1.35'] as const)('is worked out before, by %s, and is then too little', (release) => {
    expect(posted(manifest, release).errors).toEqual([
      'Pod "web" is invalid: spec.resources.requests[cpu]: Invalid value: "10m": must be greater than or equal to aggregate container requests of 210m',
    ]);
  });

  test.each(['1.33', '1.37'] as const)('is nothing to %s, or is worked out after', (release) => {
    expect(posted(manifest, release).errors).toEqual([]);
  });
});
