import { describe, expect, test } from 'vitest';
import { faultCatalog } from '../../../src/core/circumstances/faultCatalog';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import { start } from '../../../src/core/circumstances/start';
import type { PodSpec } from '../../../src/core/api/types';
import { schema } from '../../../src/core/api/schema';
import { namedKinds } from '../../../src/core/manifest/namedKinds';
import { podMakers, podTemplatePath } from '../../../src/core/manifest/podSpecs';
import { referencesOf } from '../../../src/core/manifest/references';
import { valueAt } from '../../../src/core/path';
import { withValue } from '../../../src/core/changedValue';

const container = (more: object): object => ({ containers: [{ name: 'app', image: 'example/web:1', ...more }] });
const mounted = (source: object): object => ({
  ...container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
  volumes: [{ name: 'v', ...source }],
});
const projected = (source: object): object => mounted({ projected: { sources: [source] } });
const ephemeral = (spec: object): object =>
  mounted({
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
      },
    },
  });
const claimed = (claim: object): object => ({
  ...container({ resources: { claims: [{ name: 'gpu' }] } }),
  resourceClaims: [{ name: 'gpu', ...claim }],
});
/** Of these no kubelet of today mounts a volume, with its Secret or without. */
const noLongerMounted = /cephfs|flexVolume|rbd|scaleIO|storageos/;

/** Each way in which the spec of a pod of 1.37 names another object: the spec, and the kind of the object `x`. */
const ways: Readonly<Record<string, [spec: object, kind: string]>> = {
  'env configMapKeyRef': [
    container({ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'x', key: 'k' } } }] }),
    'ConfigMap',
  ],
  'env secretKeyRef': [
    container({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'x', key: 'k' } } }] }),
    'Secret',
  ],
  'envFrom configMapRef': [container({ envFrom: [{ configMapRef: { name: 'x' } }] }), 'ConfigMap'],
  'envFrom secretRef': [container({ envFrom: [{ secretRef: { name: 'x' } }] }), 'Secret'],
  'an init container': [
    { ...container({}), initContainers: [{ name: 'first', image: 'a/b:1', envFrom: [{ secretRef: { name: 'x' } }] }] },
    'Secret',
  ],
  'volume configMap': [mounted({ configMap: { name: 'x' } }), 'ConfigMap'],
  'volume secret': [mounted({ secret: { secretName: 'x' } }), 'Secret'],
  'projected configMap': [projected({ configMap: { name: 'x' } }), 'ConfigMap'],
  'projected secret': [projected({ secret: { name: 'x' } }), 'Secret'],
  'projected clusterTrustBundle': [
    projected({ clusterTrustBundle: { name: 'x', path: 'ca.pem' } }),
    'ClusterTrustBundle',
  ],
  'volume persistentVolumeClaim': [mounted({ persistentVolumeClaim: { claimName: 'x' } }), 'PersistentVolumeClaim'],
  'ephemeral storageClassName': [ephemeral({ storageClassName: 'x' }), 'StorageClass'],
  'ephemeral volumeName': [ephemeral({ storageClassName: '', volumeName: 'x' }), 'PersistentVolume'],
  'csi nodePublishSecretRef': [
    mounted({ csi: { driver: 'driver.example', nodePublishSecretRef: { name: 'x' } } }),
    'Secret',
  ],
  'iscsi secretRef': [
    mounted({
      iscsi: {
        targetPortal: '10.0.0.1',
        iqn: 'iqn.2001-04.com.example:a',
        lun: 0,
        chapAuthSession: true,
        secretRef: { name: 'x' },
      },
    }),
    'Secret',
  ],
  'azureFile secretName': [mounted({ azureFile: { secretName: 'x', shareName: 'share' } }), 'Secret'],
  'cephfs secretRef': [mounted({ cephfs: { monitors: ['10.0.0.1'], secretRef: { name: 'x' } } }), 'Secret'],
  'flexVolume secretRef': [mounted({ flexVolume: { driver: 'example/d', secretRef: { name: 'x' } } }), 'Secret'],
  'rbd secretRef': [mounted({ rbd: { monitors: ['10.0.0.1'], image: 'i', secretRef: { name: 'x' } } }), 'Secret'],
  'scaleIO secretRef': [mounted({ scaleIO: { gateway: 'g', system: 's', secretRef: { name: 'x' } } }), 'Secret'],
  'storageos secretRef': [mounted({ storageos: { volumeName: 'n', secretRef: { name: 'x' } } }), 'Secret'],
  serviceAccountName: [{ ...container({}), serviceAccountName: 'x' }, 'ServiceAccount'],
  priorityClassName: [{ ...container({}), priorityClassName: 'x' }, 'PriorityClass'],
  runtimeClassName: [{ ...container({}), runtimeClassName: 'x' }, 'RuntimeClass'],
  resourceClaimName: [claimed({ resourceClaimName: 'x' }), 'ResourceClaim'],
  resourceClaimTemplateName: [claimed({ resourceClaimTemplateName: 'x' }), 'ResourceClaimTemplate'],
};
/** Ways that stop no start. */
const harmless: Readonly<Record<string, [spec: object, kind: string]>> = {
  imagePullSecrets: [{ ...container({}), imagePullSecrets: [{ name: 'x' }] }, 'Secret'],
  'cinder secretRef': [mounted({ cinder: { volumeID: 'i', secretRef: { name: 'x' } } }), 'Secret'],
  nodeName: [{ ...container({}), nodeName: 'x' }, 'Node'],
  'ephemeral volumeAttributesClassName': [ephemeral({ volumeAttributesClassName: 'x' }), 'VolumeAttributesClass'],
};

/** The pod's spec in an object of each kind that makes pods. */
function maker(kind: string, spec: object): Record<string, unknown> {
  const path = podTemplatePath(kind) ?? [];
  return withValue({ apiVersion: 'v1', kind, metadata: { name: 'web' } }, [...path, 'spec'], spec);
}

describe.each(Object.entries({ ...ways, ...harmless }))('%s', (_, [spec, kind]) => {
  test.each(podMakers)('is found in a %s', (makes) => {
    const object = maker(makes, spec);
    const found = referencesOf(makes, object).filter(({ name }) => name === 'x');
    expect(found.map((one) => one.kind)).toEqual([kind]);
    expect(found.map(({ path }) => valueAt(object, path))).toEqual(['x']);
  });
});

describe('a fault for what is missing', () => {
  const missing = (spec: object): string[] =>
    faultCatalog(spec as PodSpec)
      .map(({ id }) => id)
      .filter((id) => id.startsWith('missing-'));

  test.each(Object.entries(ways))('%s: is offered', (_, [spec, kind]) => {
    expect(missing(spec)).toEqual([`missing-${kind} x`]);
  });

  test.each(Object.entries(harmless))('%s: is not, as the pod starts without it', (_, [spec]) => {
    expect(missing(spec)).toEqual([]);
  });

  test.each(Object.entries(ways).filter(([way]) => !noLongerMounted.test(way)))('%s: stops the start', (_, [spec]) => {
    const isReady = (faults: ReturnType<typeof faultCatalog>): boolean =>
      start({ objects: [maker('Pod', spec)], circumstances: { faults } }).pods.some(({ status }) =>
        status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
      );
    const faults = faultCatalog(spec as PodSpec).filter(({ id }) => id.startsWith('missing-'));
    expect([isReady([]), isReady(faults)]).toEqual([true, false]);
  });

  test('is offered for the class of a StatefulSet’s claims', () => {
    const template = { metadata: { name: 'data' }, spec: { storageClassName: 'fast' } };
    const set = withValue(maker('StatefulSet', container({})), ['spec', 'volumeClaimTemplates'], [template]);
    const faults = faultCatalog(container({}) as PodSpec, referencesOf('StatefulSet', set));
    expect(faults.map(({ id }) => id)).toContain('missing-StorageClass fast');
  });

  test('is offered once, and not for what every cluster has', () => {
    const spec = {
      ...container({ envFrom: [{ configMapRef: { name: 'a' } }, { configMapRef: { name: 'a' } }] }),
      serviceAccountName: 'default',
      priorityClassName: 'system-node-critical',
      volumes: [{ name: 'v', configMap: { name: 'kube-root-ca.crt' } }],
    };
    expect(missing(spec)).toEqual(['missing-ConfigMap a']);
  });
});

test('a Secret of a volume lies in the namespace that the volume names', () => {
  const volume = { spec: { csi: { driver: 'd', nodeStageSecretRef: { name: 'x', namespace: 'storage' } } } };
  expect(referencesOf('PersistentVolume', volume)).toMatchObject([{ kind: 'Secret', name: 'x', namespace: 'storage' }]);
});

test('each field of the table is one of the API', () => {
  const unknown = Object.keys(namedKinds).filter((field) => {
    const [definition = '', name = ''] = field.split('.');
    return schema[definition]?.[name] === undefined;
  });
  expect(unknown).toEqual([]);
});

test('every reference to an object by its name alone is in the table', () => {
  // Some are of a kind that another field tells, or of objects that only tell what happened.
  const others =
    /^(?:CronJobStatus\.active|Event\.\w+|PersistentVolumeClaimSpec\.dataSource|PersistentVolumeSpec\.claimRef)$/;
  const untold = Object.entries(schema).flatMap(([definition, fields]) =>
    Object.entries(fields)
      .filter(([, type]) => /^\[?(?:LocalObject|Object|Secret|TypedLocalObject)Reference\b/.test(type))
      .map(([field]) => `${definition}.${field}`)
      .filter((field) => !Object.hasOwn(namedKinds, field) && !others.test(field)),
  );
  expect(untold).toEqual([]);
});

describe('a volume without the Secret that it takes', () => {
  const events = (spec: object): (string | undefined)[] => {
    const without = faultCatalog(spec as PodSpec).filter(({ id }) => id === 'missing-Secret x');
    const { events: all } = start({ objects: [maker('Pod', spec)], circumstances: { faults: without } });
    return all.filter(({ reason }) => reason === 'FailedMount').map(({ message }) => message);
  };

  // The texts of pkg/volume/csi/csi_mounter.go, csi_attacher.go and pkg/volume/iscsi/iscsi.go, 1.37.
  test.each([
    [
      'csi nodePublishSecretRef',
      'MountVolume.SetUp failed for volume "v" : fetching NodePublishSecretRef default/x failed: kubernetes.io/csi: failed to find the secret x in the namespace default with error: secrets "x" not found',
    ],
    [
      'azureFile secretName',
      'MountVolume.MountDevice failed for volume "#x#share#v#default" : fetching NodeStageSecretRef default/x failed: kubernetes.io/csi: failed to find the secret x in the namespace default with error: secrets "x" not found',
    ],
    [
      'iscsi secretRef',
      'MountVolume.NewMounter initialization failed for volume "v" : couldn\'t get secret default/x error: secrets "x" not found',
    ],
  ])('%s: says so as the kubelet does', (way, message) => {
    expect(events(ways[way]![0])).toContain(message);
  });

  test('is explained', () => {
    const spec = ways['csi nodePublishSecretRef']![0];
    const faults = faultCatalog(spec as PodSpec).filter(({ id }) => id === 'missing-Secret x');
    const { trace } = start({ objects: [maker('Pod', spec)], circumstances: { faults } });
    expect(diagnose(trace.view, { now: trace.end })[0]).toMatchObject({
      cause: expect.stringContaining('Secret x does not exist'),
    });
  });
});
