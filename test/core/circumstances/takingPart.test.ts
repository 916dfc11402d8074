import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { takingPart } from '../../../src/core/circumstances/takingPart';
import { sharedWithOthers } from '../../../src/core/explain/meaning/standing';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import type { WrittenObject } from '../../../src/core/api/kubernetesObject';
import type { Trace } from '../../../src/core/trace/trace';

const objectsOf = (text: string): WrittenObject[] => parseManifest(text).objects.map(({ value }) => value);
const pod = (spec = ''): WrittenObject[] =>
  objectsOf(
    `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: app, image: nginx}]${spec}}}`,
  );
const claim = (name: string, spec = ''): string =>
  `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}${spec}}}\n---\n`;
const withClaim = (name: string): WrittenObject[] =>
  pod(`, volumes: [{name: data, persistentVolumeClaim: {claimName: ${name}}}]`);
const volume = (name: string): string =>
  `{apiVersion: v1, kind: PersistentVolume, metadata: {name: ${name}}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, storageClassName: '', hostPath: {path: /data}}}\n---\n`;
const plain = (kind: string, name: string, more = ''): string =>
  `{apiVersion: v1, kind: ${kind}, metadata: {name: ${name}}${more}}\n---\n`;

const taken = (written: WrittenObject[], others: string): string[] =>
  takingPart(written, objectsOf(others), 'default').map((object) => {
    const { kind, metadata } = object as { kind: string; metadata: { name: string } };
    return `${kind} ${metadata.name}`;
  });

describe('of the other files, a start takes', () => {
  test('nothing that it does not name', () => {
    const others = `${claim('archive')}${plain('ConfigMap', 'a')}${plain('Secret', 'b')}${plain('ServiceAccount', 'c')}${volume('disk')}`;
    expect(taken(pod(), others)).toEqual([]);
  });

  test('what it names, and what that names', () => {
    const others = `${plain('Secret', 'login')}${plain('Secret', 'other')}${plain('ServiceAccount', 'web', ', imagePullSecrets: [{name: login}]')}`;
    expect(taken(pod(', serviceAccountName: web'), others)).toEqual(['Secret login', 'ServiceAccount web']);
  });

  test('the ServiceAccount that it has when it names none', () => {
    expect(taken(pod(), plain('ServiceAccount', 'default'))).toEqual(['ServiceAccount default']);
  });

  test('the claim that it names, with volumes and classes', () => {
    const others = `${claim('archive')}${claim('data', `, storageClassName: fast`)}{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: x}`;
    expect(taken(withClaim('data'), others)).toEqual(['PersistentVolumeClaim data', 'StorageClass fast']);
  });

  test('a claim that may take its volume away', () => {
    const others = `${claim('first', `, storageClassName: ''`)}${claim('data', `, storageClassName: ''`)}${claim('large', `, storageClassName: slow`)}${volume('disk')}`;
    expect(taken(withClaim('data'), others)).toEqual([
      'PersistentVolumeClaim first',
      'PersistentVolumeClaim data',
      'PersistentVolume disk',
    ]);
  });

  test('the claims that a StatefulSet finds instead of making them', () => {
    const set = objectsOf(
      `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {replicas: 2, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: app, image: nginx}]}}, volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]}}`,
    );
    const others = `${claim('data-db-0')}${claim('data-db-1')}${claim('data-db-old')}${claim('data-other-0')}`;
    expect(taken(set, others)).toEqual(['PersistentVolumeClaim data-db-0', 'PersistentVolumeClaim data-db-1']);
  });

  test('what acts on it unnamed, of its namespace alone', () => {
    const others = ['Service', 'LimitRange', 'ResourceQuota']
      .map(
        (kind) =>
          `${plain(kind, 'here')}{apiVersion: v1, kind: ${kind}, metadata: {name: there, namespace: far}}\n---\n`,
      )
      .join('');
    const classes =
      '{apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: gpu}}\n---\n{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: usual}, globalDefault: true, value: 1}';
    expect(taken(pod(), others + classes)).toEqual([
      'Service here',
      'LimitRange here',
      'ResourceQuota here',
      'DeviceClass gpu',
      'PriorityClass usual',
    ]);
  });

  test('claims that a quota counts beside those that are made', () => {
    const others = `${claim('archive')}${plain('ResourceQuota', 'few', `, spec: {hard: {persistentvolumeclaims: '1'}}`)}`;
    const making = pod(', volumes: [{name: data, ephemeral: {volumeClaimTemplate: {spec: {}}}}]');
    expect(taken(making, others)).toEqual(['PersistentVolumeClaim archive', 'ResourceQuota few']);
    expect(taken(pod(), others)).toEqual(['ResourceQuota few']);
  });
});

describe('each sample starts with the other samples around it as it does alone:', () => {
  const folder = new URL('../../../samples/', import.meta.url);
  const files = readdirSync(folder);
  const samples = new Map(
    files.map((file) => [file, parseManifest(readFileSync(new URL(file, folder), 'utf8')).objects]),
  );

  // The hovers' sample names a ConfigMap of the shop.
  test.each(files.filter((file) => file !== 'hovers.yaml'))('%s', (file) => {
    const objects = samples.get(file)!.map(({ value }) => value);
    const existing = files
      .filter((other) => other !== file)
      .flatMap((other) => sharedWithOthers(samples.get(other)!).map(({ value }) => value));
    const told = (trace: Trace): unknown => ({ ...trace, view: undefined });
    const alone = start({ objects, circumstances: {} }).trace;
    const among = start({ objects, existing, circumstances: {} }).trace;
    expect(among.messages.length).toBeGreaterThan(0);
    expect(told(among)).toEqual(told(alone));
  });
});
