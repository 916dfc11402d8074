import { entryOf } from '../entryOf';
import { selects } from '../api/labelSelector';
import { Quantity } from '../api/quantity';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../api/types';
import { driverOfProvisioner } from '../componentHelpers/driverOfProvisioner';
import { classOf, isForClaim, whyUnsatisfied } from '../componentHelpers/findMatchingVolume';
import { isMounted } from '../cluster/kubelet/kuberuntime/podVolumes';
import { volumeProvider } from '../cluster/kubelet/volumes/volumeProvider';
import type { Path } from '../path';
import type { AskedPods } from './askedPods';
import type { Need } from './need';
import type { AskingPlace } from '../trace/assumption';
import type { Known } from './known';
import { nearName } from './nearName';
import { idOf } from './objects';

const provisioner = 'rancher.io/local-path';
const notScheduled = 'the pod is not scheduled (FailedScheduling)';

/** What the volumes of a pod lie on: claims with volumes, classes that provision some, drivers, servers and signers. */
export function storage(asked: AskedPods, known: Known): Need[] {
  const { pod, namespace } = asked;
  const volumes = pod.spec.volumes ?? [];
  return volumes.flatMap((volume, i): Need[] => {
    const path: Path = ['spec', 'volumes', i];
    const { persistentVolumeClaim, ephemeral, projected } = volume;
    if (persistentVolumeClaim)
      return claimNeeds(persistentVolumeClaim.claimName, [...path, 'persistentVolumeClaim', 'claimName'], asked, known);
    if (ephemeral) {
      const claim = {
        metadata: { name: `${pod.metadata?.name}-${volume.name}`, namespace },
        spec: ephemeral.volumeClaimTemplate?.spec ?? {},
      };
      return volumeNeeds(claim, asked.placeOf([...path, 'ephemeral', 'volumeClaimTemplate', 'spec']), known);
    }
    if (!isMounted(pod, volume.name)) return [];
    const signers = (projected?.sources ?? []).flatMap(({ podCertificate }, j) =>
      podCertificate
        ? providerNeed(
            `signer ${podCertificate.signerName}`,
            asked.placeOf([...path, 'projected', 'sources', j, 'podCertificate', 'signerName']),
          )
        : [],
    );
    return [...providerNeed(volumeProvider(volume), asked.placeOf(path)), ...signers];
  });
}

function claimNeeds(name: string | undefined, path: Path, asked: AskedPods, known: Known): Need[] {
  if (!name) return [];
  const { namespace } = asked;
  const ofTemplate = asked.claims.find(({ claim }) => claim.metadata?.name === name);
  if (ofTemplate) {
    // Claims that are there already are not made again.
    const { claims, made } = claimsOfSet(name, asked, known);
    return [
      ...(made ? volumeNeeds(ofTemplate.claim, asked.placeOf(path), known) : []),
      ...claims.flatMap((claim) => knownClaimNeeds(claim, namespace, known)),
    ];
  }
  const found = known.find<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
  if (found) return knownClaimNeeds(found, namespace, known);
  const meant = nearName(name, known.names('PersistentVolumeClaim', namespace));
  const isDevice = [...asked.pod.spec.containers, ...(asked.pod.spec.initContainers ?? [])].some((container) =>
    container.volumeDevices?.some((device) =>
      asked.pod.spec.volumes?.some(
        (volume) => volume.name === device.name && volume.persistentVolumeClaim?.claimName === name,
      ),
    ),
  );
  const claim: PersistentVolumeClaim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: '',
      volumeName: `volume-of-${name}`,
      resources: { requests: { storage: '1Gi' } },
      ...(isDevice && { volumeMode: 'Block' }),
    },
  };
  return [
    {
      id: idOf('PersistentVolumeClaim', namespace, name),
      what: `PersistentVolumeClaim ${name}, bound to a volume`,
      place: asked.placeOf(path),
      gift: meant === undefined ? { objects: [claim, volumeFor(claim)], ...deviceOf(claim) } : undefined,
      missing: {
        kind: 'PersistentVolumeClaim',
        name,
        consequence: notScheduled,
        subject: { namespace, pod: asked.pod.metadata?.name ?? '' },
        ...(meant !== undefined && { meant }),
      },
    },
  ];
}

/** The claims of a StatefulSet's pods that are there, and whether others are made. */
function claimsOfSet(
  first: string,
  { namespace, count }: AskedPods,
  known: Known,
): { claims: PersistentVolumeClaim[]; made: boolean } {
  const stem = first.slice(0, first.lastIndexOf('-') + 1);
  const ordinal = Number(first.slice(stem.length));
  const claims = Array.from({ length: count }, (_, i) =>
    known.find<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, `${stem}${ordinal + i}`),
  ).filter((claim) => claim !== undefined);
  return { claims, made: claims.length < count };
}

function knownClaimNeeds(claim: PersistentVolumeClaim, namespace: string, known: Known): Need[] {
  const { name = '', namespace: written } = claim.metadata ?? {};
  const place = {
    kind: 'PersistentVolumeClaim',
    name,
    ...(written !== undefined && { namespace: written }),
    path: ['spec'],
  };
  return volumeNeeds({ ...claim, metadata: { ...claim.metadata, namespace } }, place, known);
}

/** What a claim that is there, or will be made, needs to get a volume. */
function volumeNeeds(claim: PersistentVolumeClaim, place: AskingPlace, known: Known): Need[] {
  const { name = '', namespace = '' } = claim.metadata ?? {};
  const { volumeName, storageClassName } = claim.spec ?? {};
  const at = (...path: Path): AskingPlace => ({ ...place, path: [...place.path, ...path] });
  const volumes = known.all<PersistentVolume>('PersistentVolume', '');
  const volume = volumeName
    ? volumes.find(({ metadata }) => metadata?.name === volumeName)
    : volumes.find((one) => fits(one, claim));
  if (volume)
    return providerNeed(volumeProvider(volume.spec ?? {}), {
      kind: 'PersistentVolume',
      name: volume.metadata?.name ?? '',
      path: ['spec'],
    });
  const className = classOf(claim);
  const hasUnfit = nearlyFitting(claim, volumes, known);
  const madeUp = (id: string, what: string, from: AskingPlace): Need[] => [
    { id, what, place: from, gift: hasUnfit ? undefined : { objects: [volumeFor(claim)], ...deviceOf(claim) } },
  ];
  if (volumeName) return madeUp(`PersistentVolume ${volumeName}`, `PersistentVolume ${volumeName}`, at('volumeName'));
  const anyVolume = (): Need[] =>
    madeUp(`PersistentVolume for ${namespace}/${name}`, `a PersistentVolume that fits the claim ${name}`, place);
  if (storageClassName === '') return anyVolume();
  const classes = known.all<StorageClass>('StorageClass', '');
  const found = classes.find(({ metadata }) => (className ? metadata?.name === className : isDefault(metadata)));
  if (found) {
    if (found.provisioner === 'kubernetes.io/no-provisioner') return anyVolume();
    return providerNeed(
      found.provisioner && `provisioner ${found.provisioner}`,
      { kind: 'StorageClass', name: found.metadata?.name ?? '', path: ['provisioner'] },
      deviceDrivers(claim, found.provisioner),
    );
  }
  if (!className) {
    const free = ['standard', 'usual'].find((each) => !classes.some(({ metadata }) => metadata?.name === each));
    return [
      {
        id: 'default StorageClass',
        what: 'a default StorageClass that provisions volumes',
        place,
        gift: { objects: [usualStorageClass(free ?? 'usual', true)], providers: usualProviders(claim) },
      },
    ];
  }
  const meant = nearName(className, known.names('StorageClass', ''));
  return [
    {
      id: `StorageClass ${className}`,
      what: `StorageClass ${className}, which provisions volumes`,
      place: at('storageClassName'),
      gift:
        meant === undefined && !hasUnfit
          ? { objects: [usualStorageClass(className, false)], providers: usualProviders(claim) }
          : undefined,
      missing: {
        kind: 'StorageClass',
        name: className,
        consequence: `the claim ${name} gets no volume`,
        ...(meant !== undefined && { meant }),
      },
    },
  ];
}

/**
 * Whether a volume of the claim's class was written for it, as there is no other claim, and is too small or of another
 * mode: it says what the cluster has.
 */
function nearlyFitting(claim: PersistentVolumeClaim, volumes: readonly PersistentVolume[], known: Known): boolean {
  const { name, namespace = '' } = claim.metadata ?? {};
  return (
    volumes.some(
      (volume) =>
        !volume.spec?.claimRef && classOf(volume) === classOf(claim) && whyUnsatisfied(volume, claim) !== undefined,
    ) && known.names('PersistentVolumeClaim', namespace).every((other) => other === name)
  );
}

/** Whether a volume can be bound to the claim, as far as what is written of both tells it. */
export function fits(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const { spec } = volume;
  if (!spec) return false;
  if (spec.claimRef)
    return isForClaim(volume, { metadata: { ...claim.metadata, namespace: claim.metadata?.namespace } });
  return (
    classOf(volume) === classOf(claim) &&
    Quantity.of(spec.capacity?.['storage']).compare(Quantity.of(claim.spec?.resources?.requests?.['storage'])) >= 0 &&
    (spec.volumeMode ?? 'Filesystem') === (claim.spec?.volumeMode ?? 'Filesystem') &&
    (claim.spec?.accessModes ?? []).every((mode) => spec.accessModes?.includes(mode)) &&
    (!claim.spec?.selector || selects(claim.spec.selector, volume.metadata?.labels))
  );
}

/** Who makes the volume, and for a block device who brings it to the node. */
function usualProviders(claim: PersistentVolumeClaim): string[] {
  return [`provisioner ${provisioner}`, ...deviceDrivers(claim, provisioner)];
}

function deviceDrivers(claim: PersistentVolumeClaim, by: string): string[] {
  return isBlock(claim) ? [`driver ${driverOfProvisioner(by)}`] : [];
}

function isBlock({ spec }: PersistentVolumeClaim): boolean {
  return spec?.volumeMode === 'Block';
}

/** @param also what comes with the provider */
function providerNeed(provider: string | undefined, place: AskingPlace, also: readonly string[] = []): Need[] {
  if (!provider) return [];
  const [kind = '', name = ''] = provider.split(/ (.*)/s);
  if (kind === 'disk') return [];
  const words: Readonly<Record<string, string>> = {
    provisioner: `the provisioner ${name} runs`,
    driver: `the CSI driver ${name} runs on the node`,
    flexvolume: `the FlexVolume driver ${name} is installed on the node`,
    server: `the storage server ${name} answers`,
    signer: `the signer ${name} issues certificates`,
  };
  const what = entryOf(words, kind);
  return [{ id: provider, what: what ?? provider, place, gift: { providers: [provider, ...also] } }];
}

function isDefault(metadata: StorageClass['metadata']): boolean {
  return metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
}

/** A StorageClass as kind and k3s have theirs. */
function usualStorageClass(name: string, asDefault: boolean): StorageClass {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, ...(asDefault && { annotations }) },
    provisioner,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
}

/** A volume for a claim, where nobody knows what is behind it. */
function volumeFor(claim: PersistentVolumeClaim): PersistentVolume {
  const { name = '', namespace } = claim.metadata ?? {};
  const { volumeName = `volume-of-${name}`, volumeMode, resources, selector } = claim.spec ?? {};
  const path = `/‹volume of ${name}›`;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volumeName, ...(selector?.matchLabels && { labels: selector.matchLabels }) },
    spec: {
      accessModes: [
        'ReadWriteOnce',
        'ReadOnlyMany',
        'ReadWriteMany',
        ...(claim.spec?.accessModes?.includes('ReadWriteOncePod') ? ['ReadWriteOncePod'] : []),
      ],
      capacity: { storage: resources?.requests?.['storage'] ?? '1Gi' },
      storageClassName: classOf(claim),
      ...(volumeMode && { volumeMode }),
      claimRef: { kind: 'PersistentVolumeClaim', name, ...(namespace && { namespace }) },
      ...(isBlock(claim)
        ? {
            local: { path },
            nodeAffinity: {
              required: {
                nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/os', operator: 'Exists' }] }],
              },
            },
          }
        : { hostPath: { path } }),
    },
  };
}

/** The device behind a volume in Block mode. */
function deviceOf({ metadata, spec }: PersistentVolumeClaim): { paths?: Record<string, 'BlockDevice'> } {
  return isBlock({ spec }) ? { paths: { [`/‹volume of ${metadata?.name}›`]: 'BlockDevice' } } : {};
}
