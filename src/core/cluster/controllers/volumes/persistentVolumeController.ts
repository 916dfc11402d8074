import type { ObjectReference, PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../../api/types';
import type { ApiClient } from '../../apiserver/apiClient';
import type { ObjectEvent } from '../../apiserver/objectEvent';
import { claimsOf } from '../../../componentHelpers/claimsOf';
import type { ControllerParts } from '../framework/controllerParts';
import { WorkQueue } from '../framework/workQueue';
import type { VolumeProvisioner } from './volumeProvisioner';
import {
  classOf,
  findMatchingVolume,
  isForClaim,
  waitsForConsumer,
  whyUnsatisfied,
} from '../../../componentHelpers/findMatchingVolume';
import { entryOf } from '../../../entryOf';

/** How long it takes to see a change and to write one object, in milliseconds (as recorded: binding takes about 12). */
const reactionMs = 3;
const writeMs = 3;
/** All claims are looked at again after this time (--pvclaimbinder-sync-period). */
const resyncMs = 15_000;

/** Former plugins for whose volumes CSI drivers care now (k8s.io/csi-translation-lib/plugins, 0.37). */
const migratedTo: Readonly<Record<string, string>> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
  'kubernetes.io/cinder': 'cinder.csi.openstack.org',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/portworx-volume': 'pxd.portworx.com',
  'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
};

const boundByController = 'pv.kubernetes.io/bound-by-controller';
const bindCompleted = 'pv.kubernetes.io/bind-completed';

/** Binds claims to volumes, or says why it can not (pkg/controller/volume/persistentvolume/pv_controller.go, 1.37). */
export class PersistentVolumeController {
  readonly #claims = new Map<string, PersistentVolumeClaim>();
  /** Those of them that are not bound. */
  readonly #waiting = new Set<string>();
  /** Those that are being bound: until that is written nothing else is. */
  readonly #binding = new Set<string>();
  readonly #queue: WorkQueue;
  readonly #client: ApiClient;

  constructor(
    readonly parts: ControllerParts,
    readonly provisioner: VolumeProvisioner,
  ) {
    this.#client = parts.apiServer.clientOf('persistent-volume-binder');
    this.#queue = new WorkQueue(parts.clock, (uid) => this.#sync(uid));
  }

  observe({ type, object, old }: ObjectEvent): void {
    if (object.kind === 'PersistentVolumeClaim') {
      const uid = object.metadata?.uid ?? '';
      if (type === 'DELETED') this.#claims.delete(uid);
      else this.#claims.set(uid, object);
      if (type === 'DELETED' || isBound(object)) this.#waiting.delete(uid);
      else this.#waiting.add(uid);
      if (type !== 'DELETED') this.#queue.addAfter(uid, reactionMs);
    } else if (object.kind === 'PersistentVolume' && type !== 'DELETED') {
      if (type === 'ADDED') this.#offer(object);
      this.#reconsider(object, old);
    }
  }

  /** A volume became free, or was chosen for a claim: the claims that wait may have it. */
  #reconsider(volume: PersistentVolume, old: PersistentVolume | undefined): void {
    if (old?.status?.phase === 'Available' && !volume.spec?.claimRef) return;
    for (const uid of this.#waiting) this.#queue.addAfter(uid, reactionMs);
  }

  /** A new volume that is nobody's is available. */
  #offer(volume: PersistentVolume): void {
    this.parts.clock.after(reactionMs, () =>
      this.#client.update(
        volume,
        (stored) =>
          stored.status?.phase === 'Pending' ? { ...stored, status: { ...stored.status, phase: 'Available' } } : stored,
        'status',
      ),
    );
  }

  #sync(uid: string): void {
    const claim = this.#claims.get(uid);
    if (!claim || this.#binding.has(uid) || isBound(claim) || claim.metadata?.deletionTimestamp) return;
    const volume = claim.spec?.volumeName ? this.#named(claim) : this.#found(claim);
    if (volume) return this.#bind(volume, claim);
    this.#queue.addAfter(uid, resyncMs);
  }

  /** The volume that the claim asks for by name. */
  #named(claim: PersistentVolumeClaim): PersistentVolume | undefined {
    const name = claim.spec?.volumeName ?? '';
    const volume = this.parts.apiServer.store.get<PersistentVolume>('PersistentVolume', '', name);
    if (!volume || isForClaim(volume, claim)) return volume;
    if (volume.spec?.claimRef) {
      this.#record(claim, 'Warning', 'FailedBinding', `volume "${name}" already bound to a different claim.`);
      return undefined;
    }
    const why = whyUnsatisfied(volume, claim);
    if (why === undefined) return volume;
    this.#record(claim, 'Warning', 'VolumeMismatch', `Cannot bind to requested volume "${name}": ${why}`);
    return undefined;
  }

  /** The best volume for the claim; where there is none, what is done about it (syncUnboundClaim). */
  #found(claim: PersistentVolumeClaim): PersistentVolume | undefined {
    const { store } = this.parts.apiServer;
    const waits = waitsForConsumer(claim, store);
    const volume = findMatchingVolume(claim, store.list<PersistentVolume>('PersistentVolume'), undefined, waits);
    if (volume) return volume;
    const className = classOf(claim);
    const isProvisioning = claim.metadata?.annotations?.['volume.kubernetes.io/selected-node'] !== undefined;
    if (waits && !isProvisioning) {
      this.#record(claim, 'Normal', ...this.#consumers(claim));
    } else if (className) {
      this.#provision(claim, className);
    } else {
      const message = 'no persistent volumes available for this claim and no storage class is set';
      this.#record(claim, 'Normal', 'FailedBinding', message);
    }
    return undefined;
  }

  #consumers(claim: PersistentVolumeClaim): [reason: string, message: string] {
    const { store } = this.parts.apiServer;
    const pods = store
      .list<Pod>('Pod', claim.metadata?.namespace)
      .filter((pod) => !pod.spec?.nodeName && claimsOf(pod).some(({ name }) => name === claim.metadata?.name))
      .map(({ metadata }) => metadata?.name);
    if (pods.length === 0) return ['WaitForFirstConsumer', 'waiting for first consumer to be created before binding'];
    const who = pods.length === 1 ? `pod ${pods[0]}` : `pods ${pods.join(',')}`;
    return ['WaitForPodScheduled', `waiting for ${who} to be scheduled`];
  }

  /** Asks for a volume; where no provisioner runs, nobody hears that. */
  #provision(claim: PersistentVolumeClaim, className: string): void {
    const { apiServer } = this.parts;
    const storageClass = apiServer.store.get<StorageClass>('StorageClass', '', className);
    if (!storageClass) {
      const message = `storageclass.storage.k8s.io "${className}" not found`;
      return this.#record(claim, 'Warning', 'ProvisioningFailed', message);
    }
    const provisioner = entryOf(migratedTo, storageClass.provisioner) ?? storageClass.provisioner;
    if (provisioner.startsWith('kubernetes.io/')) {
      const message = `no volume plugin matched name: ${provisioner}`;
      return this.#record(claim, 'Warning', 'ProvisioningFailed', message);
    }
    const marked = 'volume.kubernetes.io/storage-provisioner';
    if (claim.metadata?.annotations?.[marked] !== provisioner) {
      this.#client.update(claim, (stored) =>
        annotated(stored, { 'volume.beta.kubernetes.io/storage-provisioner': provisioner, [marked]: provisioner }),
      );
    }
    const message = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
    this.#record(claim, 'Normal', 'ExternalProvisioning', message);
    this.provisioner.provision(claim, storageClass);
  }

  /** bind: the volume's reference and phase, then the claim's volume and phase, each written by itself. */
  #bind(volume: PersistentVolume, claim: PersistentVolumeClaim): void {
    const { clock } = this.parts;
    const { name = '', namespace = '', uid = '', resourceVersion = '' } = claim.metadata ?? {};
    const reference: ObjectReference = {
      kind: 'PersistentVolumeClaim',
      namespace,
      name,
      uid,
      apiVersion: 'v1',
      resourceVersion,
    };
    const wasChosen = isForClaim(volume, claim);
    const bound = this.#client.update(volume, (stored) => {
      const marked = wasChosen ? stored : annotated(stored, { [boundByController]: 'yes' });
      return { ...marked, spec: { ...stored.spec, claimRef: reference } };
    });
    if (!bound) return;
    this.#binding.add(uid);
    clock.after(writeMs, () => {
      this.#client.update(bound, (stored) => ({ ...stored, status: { ...stored.status, phase: 'Bound' } }), 'status');
    });
    clock.after(2 * writeMs, () => {
      this.#binding.delete(uid);
      const volumeName = volume.metadata?.name ?? '';
      const marks = {
        [bindCompleted]: 'yes',
        ...(!claim.spec?.volumeName && { [boundByController]: 'yes' }),
      };
      const named = this.#client.update(claim, (stored) => ({
        ...annotated(stored, marks),
        spec: { ...stored.spec, volumeName },
      }));
      if (!named) return;
      clock.after(writeMs, () =>
        this.#client.update(
          named,
          (stored) => ({
            ...stored,
            status: {
              ...stored.status,
              phase: 'Bound',
              ...(volume.spec?.accessModes && { accessModes: volume.spec.accessModes }),
              ...(volume.spec?.capacity && { capacity: volume.spec.capacity }),
            },
          }),
          'status',
        ),
      );
    });
  }

  #record(object: PersistentVolumeClaim, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#client.recordEvent({ object, type, reason, message, component: 'persistentvolume-controller' });
  }
}

function isBound({ spec, metadata }: PersistentVolumeClaim): boolean {
  return Boolean(spec?.volumeName) && metadata?.annotations?.[bindCompleted] !== undefined;
}

function annotated<T extends PersistentVolume | PersistentVolumeClaim>(object: T, added: Record<string, string>): T {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata?.annotations, ...added } },
  };
}
