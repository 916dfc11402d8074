import { expect, test } from 'vitest';
import type { Circumstances } from '../../../src/core/circumstances/circumstances';
import { firstRelease } from '../../../src/core/circumstances/chosenRelease';
import { strictValidation } from '../../../src/core/scenario/fieldValidation';
import { start } from '../../../src/core/circumstances/start';
import { schema } from '../../../src/core/api/schema';
import { fieldFactOf } from '../../../src/core/explain/facts/fieldFactOf';
import { hover } from '../../../src/core/explain/hover/hover';
import { manifestHints } from '../../../src/core/explain/hints/manifestHints';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { releaseOf, youngField, type KubernetesVersion } from '../../../src/core/release/kubernetesRelease';

const text = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  hostnameOverride: other
  containers:
    - { name: app, image: example/web:1, env: [{ name: A, valueFrom: { fileKeyRef: { volumeName: v, path: a, key: A } } }] }
  volumes: [{ name: v, emptyDir: {} }]
`;
const manifest = parseManifest(text);
const at = (word: string, options: Circumstances) => hover(manifest, text.indexOf(word), options)?.markdown ?? '';

test.each<[string, Circumstances, string, RegExp]>([
  ['unknown', { kubernetes: '1.33' }, 'hostnameOverride', /⚠ Kubernetes 1\.33 does not know this field: the API server refuses it\./],
  ['unknown, and not asked to refuse', { kubernetes: '1.33', without: [strictValidation] }, 'hostnameOverride', /does not know this field: the API server drops it\./],
  ['unknown further up', { kubernetes: '1.33' }, 'volumeName', /⚠ Kubernetes 1\.33 does not know `fileKeyRef`: the API server refuses it\./],
  ['dropped', { kubernetes: '1.34' }, 'hostnameOverride', /⚠ Needs the feature gate HostnameOverride \(alpha since 1\.34\) in Kubernetes 1\.34; without it the API server drops the field\./],
  ['dropped further up', { kubernetes: '1.34' }, 'volumeName', /⚠ `fileKeyRef` needs the feature gate EnvFiles \(alpha since 1\.34\) in Kubernetes 1\.34; without it the API server drops it\./],
  ['kept by the kubelet’s release, not by the API server’s', { kubernetes: '1.37', controlPlane: '1.33' }, 'hostnameOverride', /Kubernetes 1\.33 does not know this field/],
])('a field that is %s', (_what, options, word, said) => {
  expect(at(word, options)).toMatch(said);
}); // prettier-ignore

test('a field that is kept has its effect, and since when', () => {
  for (const kubernetes of ['1.35', '1.37'] as const) {
    const told = at('hostnameOverride', { kubernetes });
    expect(told).toMatch(/RunPodSandbox · hostname = "other"/);
    expect(told).toContain('Since Kubernetes 1.35.');
    expect(told).not.toContain('⚠');
  }
});

test('a hover says of which release it is where that is not the newest, or was chosen', () => {
  expect(at('hostnameOverride', {})).not.toContain('Simulated as');
  expect(at('hostnameOverride', { kubernetes: '1.36' })).toContain('Simulated as Kubernetes 1.36.');
  expect(at('hostnameOverride', firstRelease([['kubernetes', '1.37']]))).toContain('Simulated as Kubernetes 1.37.');
  expect(at('hostnameOverride', {})).not.toContain('Simulated as');
});

test('hints and the start say of a field that is too young what hovers say', () => {
  const hintsIn = (circumstances: Circumstances) =>
    manifestHints(manifest, circumstances).flatMap(({ severity, message }) => (severity === 'error' && message.includes('field') ? [message] : []));
  expect(hintsIn({ kubernetes: '1.33' })).toEqual([
    'PodSpec has no field hostnameOverride in Kubernetes 1.33: the API server refuses it.',
    'EnvVarSource has no field fileKeyRef in Kubernetes 1.33: the API server refuses it.',
  ]);
  expect(hintsIn({ kubernetes: '1.36' })).toEqual([]);
  const objects = manifest.objects.map(({ value }) => value);
  const errorsIn = (kubernetes: KubernetesVersion) => start({ objects, circumstances: { kubernetes } }).errors;
  expect(errorsIn('1.33').map(({ message }) => message)).toEqual([
    expect.stringContaining('unknown field "spec.containers[0].env[0].valueFrom.fileKeyRef", unknown field "spec.hostnameOverride"'),
  ]);
  expect(errorsIn('1.36')).toEqual([]);
}); // prettier-ignore

test('no fact repeats what the table of releases has', () => {
  const repeated = Object.entries(schema).flatMap(([definition, fields]) =>
    Object.keys(fields).filter((field) => {
      const fact = fieldFactOf({ definition, field, type: 'string', required: false });
      const gate = youngField(definition, field)?.gate;
      return (gate !== undefined && fact?.since !== undefined) || Object.keys(releaseOf('1.37').gates).includes((fact?.gate ?? '').split(' ', 1)[0] ?? '');
    }).map((field) => `${definition}.${field}`),
  );
  expect(repeated).toEqual([]);
}); // prettier-ignore
