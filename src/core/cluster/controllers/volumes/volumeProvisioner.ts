import type { PersistentVolume, PersistentVolumeClaim, StorageClass, VolumeNodeAffinity } from '../../../api/types';
import { driverOfProvisioner } from '../../../componentHelpers/driverOfProvisioner';
import type { ControllerParts } from '../framework/controllerParts';

/**
 * Stands for the external provisioners of a usual cluster: a claim that waits for one gets a volume, a folder on the
 * node or in Block mode a device of its driver, with the events that sig-storage-lib-external-provisioner (controller/controller.go, v13) writes.
 */
export class VolumeProvisioner {
  readonly #asked = new Set<string>();

  /**
   * @param runs whether a provisioner of the name does
   * @param milliseconds what making a volume takes
   */
  constructor(
    readonly parts: ControllerParts,
    readonly runs: (name: string) => boolean,
    readonly milliseconds: number,
  ) {}

  provision(claim: PersistentVolumeClaim, { metadata, provisioner, reclaimPolicy }: StorageClass): void {
    const { apiServer, clock } = this.parts;
    const client = apiServer.clientOf(`provisioner ${provisioner}`);
    const { uid = '', namespace = '', name = '' } = claim.metadata ?? {};
    if (!this.runs(provisioner) || this.#asked.has(uid)) return;
    this.#asked.add(uid);
    const volume = `pvc-${uid}`;
    const record = (reason: string, message: string): void =>
      client.recordEvent({ object: claim, type: 'Normal', reason, message, component: provisioner });
    record('Provisioning', `External provisioner is provisioning volume for claim "${namespace}/${name}"`);
    clock.after(this.milliseconds, () => {
      const node = claim.metadata?.annotations?.['volume.kubernetes.io/selected-node'];
      const made: PersistentVolume = {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: volume, annotations: { 'pv.kubernetes.io/provisioned-by': provisioner } },
        spec: {
          ...(claim.spec?.accessModes && { accessModes: claim.spec.accessModes }),
          ...(claim.spec?.resources?.requests && {
            capacity: { storage: claim.spec.resources.requests['storage'] ?? '' },
          }),
          claimRef: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid },
          persistentVolumeReclaimPolicy: reclaimPolicy ?? 'Delete',
          ...(metadata?.name && { storageClassName: metadata.name }),
          ...(claim.spec?.volumeMode && { volumeMode: claim.spec.volumeMode }),
          ...(node !== undefined && { nodeAffinity: onlyOn(node) }),
          // A folder is no block device: who is asked for one has a driver on the node.
          ...(claim.spec?.volumeMode === 'Block'
            ? { csi: { driver: driverOfProvisioner(provisioner), volumeHandle: volume } }
            : {
                hostPath: {
                  path: `/opt/local-path-provisioner/${volume}_${namespace}_${name}`,
                  type: 'DirectoryOrCreate',
                },
              }),
        },
      };
      if ('error' in client.createWritten(made)) return;
      record('ProvisioningSucceeded', `Successfully provisioned volume ${volume}`);
    });
  }
}

/** A folder of a node can be used there only. */
function onlyOn(node: string): VolumeNodeAffinity {
  const term = { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] };
  return { required: { nodeSelectorTerms: [term] } };
}
