import { describe, expect, test } from 'vitest';
import { applied } from '../../../src/core/explain/fixes/applied';
import { fixesAt } from '../../../src/core/explain/fixes/fixesAt';
import { manifestHints } from '../../../src/core/explain/hints/manifestHints';
import { hover } from '../../../src/core/explain/hover/hover';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import type { KubernetesVersion } from '../../../src/core/release/kubernetesRelease';

const job =
  'jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: x }] } } } }';
const cron = (version: string): string =>
  `apiVersion: ${version}\nkind: CronJob\nmetadata: { name: x }\nspec: { schedule: '@daily', ${job} }\n`;
const pods = 'template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: a, image: x }] } }';
const workload = (kind: string, version: string, spec = ''): string =>
  `apiVersion: ${version}\nkind: ${kind}\nmetadata: { name: x }\nspec: { ${spec}${pods} }\n`;
const ingress = (path: string, version = 'networking.k8s.io/v1beta1'): string =>
  `apiVersion: ${version}\nkind: Ingress\nmetadata: { name: x }\nspec: { rules: [{ http: { paths: [${path}] } }] }\n`;
const other = (kind: string, version: string, rest = ''): string =>
  `apiVersion: ${version}\nkind: ${kind}\nmetadata: { name: x }\n${rest}`;

const errorsOf = (text: string, kubernetes: KubernetesVersion): string[] =>
  manifestHints(parseManifest(text), { kubernetes })
    .filter(({ severity }) => severity !== 'information')
    .map(({ code, message, range }) => `${code} at ${text.slice(range.start, range.end)}: ${message}`);

/** The manifest after its fix of the apiVersion; undefined where none is offered. */
function mended(text: string, kubernetes: KubernetesVersion): string | undefined {
  const at = text.indexOf('apiVersion') + 'apiVersion: '.length;
  const fix = fixesAt(parseManifest(text), { start: at, end: at }, { kubernetes }).find(
    ({ code }) => code === 'api-version-not-served',
  );
  return fix && applied(text, fix.edits);
}

const says = (text: string, field: 'apiVersion' | 'kind', kubernetes: KubernetesVersion): string | undefined =>
  hover(text, text.indexOf(field) + 1, { kubernetes })?.markdown;

describe('a version that the release does not serve', () => {
  test('is a hint at the apiVersion, whatever the kind, that says since when and what to write', () => {
    expect(errorsOf(cron('batch/v1beta1'), '1.34')).toEqual([
      'api-version-not-served at batch/v1beta1: The API server refuses it: no matches for kind "CronJob" in version "batch/v1beta1", which is gone since Kubernetes 1.25: write apiVersion: batch/v1; nothing else changes.',
    ]);
    expect(errorsOf(other('Pod', 'apps/v1', 'spec: { containers: [{ name: a, image: x }] }\n'), '1.37')).toEqual([
      'api-version-not-served at apps/v1: The API server refuses it: no matches for kind "Pod" in version "apps/v1": write apiVersion: v1.',
    ]);
    expect(errorsOf(other('PodDisruptionBudget', 'policy/v1beta1', 'spec: { selector: {} }\n'), '1.37')).toEqual([
      'api-version-not-served at policy/v1beta1: The API server refuses it: no matches for kind "PodDisruptionBudget" in version "policy/v1beta1", which is gone since Kubernetes 1.25: write apiVersion: policy/v1, and look at an empty selector, which now chooses all pods of the namespace and chose none.',
    ]);
    expect(errorsOf(workload('Deployment', 'extensions/v1beta1'), '1.37')).toEqual([
      expect.stringContaining(
        'which is gone since Kubernetes 1.16: write apiVersion: apps/v1, and give it a spec.selector',
      ),
    ]);
  });

  test('is none where the release serves it', () => {
    expect(errorsOf(cron('batch/v1'), '1.37')).toEqual([]);
    expect(errorsOf(other('ResourceClaim', 'resource.k8s.io/v1'), '1.34')).toEqual([]);
    expect(errorsOf(other('Ingress', 'networking.example.com/v1beta1'), '1.37')).toEqual([]);
    expect(errorsOf(other('Kustomization', 'kustomize.config.k8s.io/v1beta1'), '1.37')).toEqual([]);
  });

  test('may be one that comes later', () => {
    expect(errorsOf(other('ResourceClaim', 'resource.k8s.io/v1'), '1.33')).toEqual([
      expect.stringContaining('which comes with Kubernetes 1.34: take Kubernetes 1.34 or later'),
    ]);
  });
});

test('a version that is to go is a warning', () => {
  const text = other('FlowSchema', 'flowcontrol.apiserver.k8s.io/v1beta3');
  expect(errorsOf(text, '1.30')).toEqual([
    'api-server-warns at flowcontrol.apiserver.k8s.io/v1beta3: The API server warns: flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema is deprecated in v1.29+, unavailable in v1.32+; use flowcontrol.apiserver.k8s.io/v1 FlowSchema',
  ]);
  expect(errorsOf(text, '1.32')).toEqual([expect.stringContaining('which is gone since Kubernetes 1.32')]);
});

const selector = 'selector: { matchLabels: { a: b } }, ';
const target = 'backend: { service: { name: a, port: { number: 80 } } }';
test.each<[name: string, text: string, served: string, kubernetes?: KubernetesVersion]>([
  ['a CronJob', cron('batch/v1beta1'), 'batch/v1'],
  ['a Deployment with its selector', workload('Deployment', 'extensions/v1beta1', selector), 'apps/v1'],
  ['a StatefulSet of a version that wanted a selector', workload('StatefulSet', 'apps/v1beta2', selector), 'apps/v1'],
  ['an Ingress in the new form', ingress(`{ path: /, pathType: Prefix, ${target} }`), 'networking.k8s.io/v1'],
  ['a budget with a selector', other('PodDisruptionBudget', 'policy/v1beta1', 'spec: { selector: { matchLabels: { a: b } } }\n'), 'policy/v1'],
  ['an autoscaler', other('HorizontalPodAutoscaler', 'autoscaling/v2beta2', 'spec: { metrics: [{ type: Resource }] }\n'), 'autoscaling/v2'],
  ['a Role', other('Role', 'rbac.authorization.k8s.io/v1beta1', 'rules: []\n'), 'rbac.authorization.k8s.io/v1'],
  ['a claim of the same form', other('ResourceClaim', 'resource.k8s.io/v1beta2', 'spec: {}\n'), 'resource.k8s.io/v1'],
])('%s needs another apiVersion only', (_name, text, served, kubernetes = '1.37') => {
  const [, before = ''] = /^apiVersion: (\S+)/.exec(text) ?? [];
  const after = mended(text, kubernetes);
  expect(after).toBe(text.replace(before, served));
  expect(errorsOf(after ?? '', kubernetes)).toEqual([]);
}); // prettier-ignore

test.each([
  ['a Deployment without a selector', workload('Deployment', 'apps/v1beta1')],
  ['a Deployment that is to be rolled back', workload('Deployment', 'extensions/v1beta1', `${selector}rollbackTo: {}, `)],
  ['an Ingress without pathType', ingress(`{ path: /, ${target} }`)],
  ['an Ingress with serviceName', ingress('{ path: /, pathType: Prefix, backend: { serviceName: a, servicePort: 80 } }', 'extensions/v1beta1')],
  ['a budget for no pods', other('PodDisruptionBudget', 'policy/v1beta1', 'spec: { selector: {} }\n')],
  ['an autoscaler with old metrics', other('HorizontalPodAutoscaler', 'autoscaling/v2beta1', 'spec: { metrics: [{ type: Resource }] }\n')],
  ['a definition of custom resources', other('CustomResourceDefinition', 'apiextensions.k8s.io/v1beta1', 'spec: {}\n')],
  ['a webhook without sideEffects', other('ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/v1beta1', 'webhooks: [{ name: a.b.c }]\n')],
  ['a claim whose requests have no exactly', other('ResourceClaim', 'resource.k8s.io/v1beta1', 'spec: { devices: { requests: [{ name: a }] } }\n')],
  ['a policy that is gone', other('PodSecurityPolicy', 'policy/v1beta1', 'spec: {}\n')],
])('%s needs more than another apiVersion: there is no fix', (_name, text) => {
  expect(errorsOf(text, '1.37')[0]).toContain('api-version-not-served');
  expect(mended(text, '1.37')).toBeUndefined();
}); // prettier-ignore

describe('a hover on apiVersion or kind', () => {
  test.each(['apiVersion', 'kind'] as const)('says by %s what the release does not serve', (field) => {
    expect(says(cron('batch/v1beta1'), field, '1.34')).toContain(
      '⚠ Kubernetes 1.34 has no CronJob in `batch/v1beta1`, which is gone since Kubernetes 1.25. Write `apiVersion: batch/v1`; nothing else changes.',
    );
    expect(says(other('Ingress', 'extensions/v1beta1', 'spec: { backend: {} }\n'), field, '1.37')).toContain(
      'which is gone since Kubernetes 1.22. Write `apiVersion: networking.k8s.io/v1`, and give each path a pathType',
    );
    expect(says(other('ResourceClaim', 'resource.k8s.io/v1'), field, '1.32')).toContain('comes with Kubernetes 1.34');
  });

  test('says since when there is what it serves', () => {
    expect(says(cron('batch/v1'), 'apiVersion', '1.37')).toContain('Since Kubernetes 1.21.');
    expect(says(other('Ingress', 'networking.k8s.io/v1'), 'kind', '1.37')).toContain('since Kubernetes 1.19.');
    expect(says(cron('batch/v1'), 'apiVersion', '1.37')).not.toContain('⚠');
    expect(says(other('Role', 'rbac.authorization.k8s.io/v1'), 'kind', '1.37')).toBeUndefined();
  });

  test('warns of what is to go', () => {
    const text = other('FlowSchema', 'flowcontrol.apiserver.k8s.io/v1beta3');
    expect(says(text, 'apiVersion', '1.31')).toContain('⚠ The API server warns: `flowcontrol.apiserver.k8s.io/v1beta3');
  });
});
