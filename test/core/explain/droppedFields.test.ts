import { describe, expect, test } from 'vitest';
import { assumed } from '../../../src/core/circumstances/assumed';
import { start } from '../../../src/core/circumstances/start';
import { droppedFields } from '../../../src/core/cluster/apiserver/droppedFields';
import { manifestHints } from '../../../src/core/explain/hints/manifestHints';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { formatPath } from '../../../src/core/path';
import { releaseOf, type KubernetesVersion } from '../../../src/core/release/kubernetesRelease';

const pod = (spec: string): string => `{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { ${spec} } }`;
const app = (rest = ''): string => `containers: [{ name: app, image: "nginx:1.27"${rest} }]`;
const image = pod(
  `volumes: [{ name: v, image: { reference: "a/b:1" } }], ${app(', volumeMounts: [{ name: v, mountPath: /v }]')}`,
);
const rules = app(
  ', restartPolicy: Never, restartPolicyRules: [{ action: Restart, exitCodes: { operator: In, values: [42] } }]',
);
const sources =
  '{ podCertificate: { signerName: a.b/c, keyType: ED25519, credentialBundlePath: c } }, { clusterTrustBundle: { name: roots, path: r } }';
const projected = pod(
  `volumes: [{ name: v, projected: { sources: [${sources}] } }], ${app(', volumeMounts: [{ name: v, mountPath: /v }]')}`,
);

const objectsOf = (text: string) => parseManifest(text).objects.map(({ value }) => value);
const dropped = (text: string, kubernetes: KubernetesVersion): string[] =>
  objectsOf(text).flatMap((object) => droppedFields(object, releaseOf(kubernetes)).map(({ path }) => formatPath(path)));
const hints = (text: string, kubernetes?: KubernetesVersion): string[] =>
  manifestHints(parseManifest(text), kubernetes && { kubernetes })
    .filter(({ code, severity }) => code === 'dropped-field' && severity === 'warning')
    .map(({ message, range }) => `${text.slice(range.start, range.end)}: ${message}`);
const notes = (text: string, kubernetes: KubernetesVersion): string[] =>
  start({ objects: objectsOf(text), circumstances: { kubernetes }, start: 0 }).trace.notes.map((note) => note.text);

describe('a field that the API server drops', () => {
  test('is told at its place, with the gate and the release that has it on', () => {
    const message =
      'Kubernetes 1.33 drops spec.volumes[0].image: the feature gate ImageVolume is off until 1.35. The volume and its mounts go with it, and the API server says nothing of it.';
    expect(hints(image, '1.33')).toEqual([`image: ${message}`]);
    expect(notes(image, '1.33')).toContain(message);
    expect(hints(image, '1.35')).toEqual([]);
    expect(notes(image, '1.35').join()).not.toContain('drops');
  });

  test('may be a part of one that stays, be it in a pod or in a template', () => {
    const names = ['containers[0].restartPolicyRules', 'containers[0].restartPolicy'];
    expect(dropped(pod(rules), '1.34').sort()).toEqual(names.map((name) => `spec.${name}`).sort());
    const set = `{ apiVersion: apps/v1, kind: ReplicaSet, metadata: { name: web }, spec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { ${rules} } } } }`;
    expect(dropped(set, '1.34').sort()).toEqual(names.map((name) => `spec.template.spec.${name}`).sort());
    // Its pods are made of what is left, of which nothing is told again.
    expect(notes(set, '1.34').filter((text) => text.includes('drops'))).toHaveLength(1);
    expect(dropped(pod(rules), '1.35')).toEqual([]);
    // A release that does not know them refuses them, and a sidecar keeps its policy.
    expect(dropped(pod(rules), '1.33')).toEqual([]);
    expect(dropped(pod(`initContainers: [{ name: s, image: x, restartPolicy: Always }], ${app()}`), '1.34')).toEqual(
      [],
    );
  });

  test('is an alpha one in the newest release, of any kind of object', () => {
    const alpha = pod(`${app(', volumeMounts: [{ name: v, mountPath: /v, bindMountOptions: [noexec] }]')}, volumes: [{ name: v, emptyDir: {} }]`); // prettier-ignore
    expect(hints(alpha)).toEqual([
      expect.stringContaining('bindMountOptions: Kubernetes 1.37 drops spec.containers[0].volumeMounts[0].bindMountOptions: the feature gate VolumeBindMountOptions is off by default.'), // prettier-ignore
    ]);
    const service = '{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { trafficDistribution: PreferClose, ports: [{ port: 80 }] } }'; // prettier-ignore
    expect(hints(service, '1.30')).toEqual([expect.stringContaining('drops spec.trafficDistribution')]);
    expect(hints(service, '1.31')).toEqual([]);
  });

  test('asks for nothing', () => {
    const ids = (kubernetes: KubernetesVersion): string[] =>
      assumed({ objects: objectsOf(projected), circumstances: { kubernetes } }).map(({ assumption }) => assumption.id);
    expect(ids('1.37')).toEqual(expect.arrayContaining(['ClusterTrustBundle roots', 'signer a.b/c']));
    expect(ids('1.34').join()).not.toMatch(/ClusterTrustBundle|signer/);
  });

  test('is nothing where the manifest is of other types', () => {
    for (const spec of ['volumes: [1, null], containers: x', 'containers: [{ volumeMounts: 3, restartPolicy: {} }]'])
      expect(dropped(pod(spec), '1.33')).toEqual([]);
    expect(dropped('{ apiVersion: example.com/v1, kind: Pod, spec: { hostUsers: false } }', '1.32')).toEqual([]);
  });
});
