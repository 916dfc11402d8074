import type { FactTable, FieldFact } from './fieldFact';

type Facts = Readonly<Record<string, FieldFact>>;

/** An in-tree kind whose work a CSI driver has taken over. */
const migrated = (what: string, driver: string): FieldFact => ({
  means: `${what}; carried out by the CSI driver ${driver}.`,
  readBy: [
    `scheduler and controllers: treat it as a volume of ${driver}`,
    'kubelet: FailedMount while the driver is not registered on the node',
  ],
  absent: 'Another kind of volume.',
});
/** A kind that the API still takes and no kubelet can mount any more. */
const removed = (what: string): FieldFact => ({
  means: `${what}. The API server still takes it, but kubelets can no longer mount it: the pod stays in ContainerCreating.`,
  readBy: ['kubelet: FailedMount, as no volume plugin matches'],
  absent: 'Another kind of volume.',
});
const fsType = (what: string, absent = 'ext4.'): FieldFact => ({
  means: `The file system on ${what}; a blank one is formatted with it.`,
  absent,
});
const readOnly = (what: string): FieldFact => ({ means: `Mounts ${what} read-only.`, absent: 'Writable.' });
const partition = (what: string): FieldFact => ({
  means: `Which partition of ${what}: 1 for the first.`,
  absent: 'The disk as a whole.',
});
const secretRef = (what: string, absent = 'No credentials.'): FieldFact => ({
  means: `The Secret with the credentials for ${what}, in the pod’s namespace.`,
  absent,
});

const cephfs: Facts = {
  monitors: { means: 'The addresses of the Ceph monitors that know the file system.' },
  path: { means: 'The folder of the Ceph file system.', absent: '/.' },
  readOnly: readOnly('the Ceph file system'),
  secretFile: { means: "The node's file with the key of the Ceph user.", absent: '/etc/ceph/user.secret.' },
  secretRef: secretRef('the Ceph file system', 'secretFile.'),
  user: { means: 'The Ceph user of the file system.', absent: 'admin.' },
};
const rbd: Facts = {
  fsType: fsType('the Ceph block device'),
  image: { means: 'The name of the block device image in Ceph.' },
  keyring: { means: "The node's file with the keys for the block device.", absent: '/etc/ceph/keyring.' },
  monitors: { means: 'The addresses of the Ceph monitors that know the block device.' },
  pool: { means: 'The Ceph pool with the image.', absent: 'rbd.' },
  readOnly: readOnly('the Ceph block device'),
  secretRef: secretRef('the Ceph block device', 'keyring.'),
  user: { means: 'The Ceph user of the block device.', absent: 'admin.' },
};
const glusterfs: Facts = {
  endpoints: { means: 'The Endpoints object with the addresses of the Gluster servers.' },
  endpointsNamespace: { means: 'Its namespace.', absent: "The claim's." },
  path: { means: 'The name of the Gluster volume.' },
  readOnly: readOnly('the Gluster volume'),
};
const iscsi: Facts = {
  chapAuthDiscovery: { means: 'Whether targets are looked up with CHAP authentication.', absent: 'false.' },
  chapAuthSession: { means: 'Whether the session is opened with CHAP authentication.', absent: 'false.' },
  fsType: fsType('the iSCSI disk'),
  initiatorName: {
    means: 'The name with which the node identifies itself to the target.',
    absent: "The node's own, of /etc/iscsi.",
  },
  iqn: { means: 'The qualified name of the target: iqn.….' },
  iscsiInterface: { means: 'The transport: default is TCP, others are for hardware.', absent: 'default.' },
  lun: { means: 'The number of the disk at the target.' },
  portals: { means: 'Further addresses of the target, for several paths.', absent: 'targetPortal only.' },
  readOnly: readOnly('the iSCSI disk'),
  secretRef: secretRef('CHAP'),
  targetPortal: { means: 'The address of the target, with :PORT unless it is 3260.' },
};
const fc: Facts = {
  fsType: fsType('the Fibre Channel disk'),
  lun: { means: 'The number of the disk at the targets; with targetWWNs.', absent: 'wwids say which.' },
  readOnly: readOnly('the Fibre Channel disk'),
  targetWWNs: { means: 'The world wide names of the targets; with lun.', absent: 'wwids say which.' },
  wwids: { means: 'World wide identifiers of the disk itself.', absent: 'targetWWNs and lun say which.' },
};
const cinder: Facts = {
  fsType: fsType('the Cinder volume'),
  readOnly: readOnly('the Cinder volume'),
  secretRef: secretRef('OpenStack', "The driver's own."),
  volumeID: { means: 'The id of the volume in OpenStack.' },
};
const azureFile: Facts = {
  readOnly: readOnly('the Azure file share'),
  secretName: { means: 'The Secret with name and key of the Azure storage account.' },
  secretNamespace: { means: 'Its namespace.', absent: "The claim's." },
  shareName: { means: 'The name of the Azure file share.' },
};
const flexVolume: Facts = {
  driver: {
    means: 'The driver, as VENDOR/NAME.',
    readBy: ['kubelet: looks for its program in the volume plugin folder of the node'],
  },
  fsType: fsType('what the FlexVolume driver mounts', 'The driver chooses.'),
  options: { means: 'Options for the FlexVolume driver.', absent: 'Nothing.' },
  readOnly: readOnly('what the FlexVolume driver gives'),
  secretRef: secretRef('the FlexVolume driver'),
};
const scaleIO: Facts = {
  fsType: fsType('the ScaleIO volume', 'xfs.'),
  gateway: { means: 'The address of the ScaleIO gateway.' },
  protectionDomain: { means: 'The ScaleIO protection domain.', absent: 'None.' },
  readOnly: readOnly('the ScaleIO volume'),
  secretRef: secretRef('ScaleIO'),
  sslEnabled: { means: 'Whether the gateway is spoken to with TLS.', absent: 'false.' },
  storageMode: { means: 'ThinProvisioned or ThickProvisioned.', absent: 'ThinProvisioned.' },
  storagePool: { means: 'The storage pool of the protection domain.', absent: 'None.' },
  system: { means: 'The name of the ScaleIO system.' },
  volumeName: { means: 'The name of the volume in ScaleIO.' },
};
const storageos: Facts = {
  fsType: fsType('the StorageOS volume'),
  readOnly: readOnly('the StorageOS volume'),
  secretRef: secretRef('StorageOS'),
  volumeName: { means: 'The name of the StorageOS volume.' },
  volumeNamespace: { means: 'The namespace within StorageOS.', absent: "The pod's." },
};

/** Facts on volumes of particular makers: what still works through CSI, and what no longer does. */
export const legacyVolumeFacts: FactTable = {
  Volume: {
    awsElasticBlockStore: migrated('A disk of AWS', 'ebs.csi.aws.com'),
    azureDisk: migrated('A disk of Azure', 'disk.csi.azure.com'),
    azureFile: migrated('A file share of Azure', 'file.csi.azure.com'),
    cephfs: removed('A Ceph file system'),
    cinder: migrated('A volume of OpenStack', 'cinder.csi.openstack.org'),
    fc: {
      means: 'A Fibre Channel disk that the node can reach.',
      readBy: ['kubelet: volume manager finds the disk on the node, formats a blank one and mounts it'],
      absent: 'Another kind of volume.',
    },
    flexVolume: {
      means: 'A volume by a program on the node; CSI has taken its place.',
      readBy: ['kubelet: volume manager runs the program; FailedMount where the node has none'],
      absent: 'Another kind of volume.',
    },
    flocker: removed('A Flocker dataset'),
    gcePersistentDisk: migrated('A disk of Google Cloud', 'pd.csi.storage.gke.io'),
    gitRepo: {
      means:
        'A clone of a git repository. Switched off since 1.33: the kubelet fails the mount, unless the gate GitRepoVolumeDriver is on; an init container can clone instead.',
      readBy: ['kubelet: FailedMount; the pod stays in ContainerCreating'],
      absent: 'Another kind of volume.',
    },
    glusterfs: removed('A Gluster volume'),
    iscsi: {
      means: 'An iSCSI disk.',
      readBy: ['kubelet: volume manager logs in with the node’s iscsiadm and mounts the disk'],
      absent: 'Another kind of volume.',
    },
    photonPersistentDisk: removed('A disk of Photon'),
    portworxVolume: migrated('A volume of Portworx', 'pxd.portworx.com'),
    quobyte: removed('A Quobyte volume'),
    rbd: removed('A Ceph block device'),
    scaleIO: removed('A ScaleIO volume'),
    storageos: removed('A StorageOS volume'),
    vsphereVolume: migrated('A disk of vSphere', 'csi.vsphere.vmware.com'),
  },
  AWSElasticBlockStoreVolumeSource: {
    fsType: fsType('the AWS disk'),
    partition: partition('the AWS disk'),
    readOnly: readOnly('the AWS disk'),
    volumeID: { means: 'The id of the disk in AWS; it must lie in the zone of the node.' },
  },
  AzureDiskVolumeSource: {
    cachingMode: { means: 'How the host of the machine caches: None, ReadOnly or ReadWrite.', absent: 'ReadWrite.' },
    diskName: { means: 'The name of the disk in Azure.' },
    diskURI: { means: 'The address of the disk in Azure.' },
    fsType: fsType('the Azure disk'),
    kind: { means: 'Shared, Dedicated or Managed.', absent: 'Shared.' },
    readOnly: readOnly('the Azure disk'),
  },
  AzureFileVolumeSource: azureFile,
  AzureFilePersistentVolumeSource: azureFile,
  CephFSVolumeSource: cephfs,
  CephFSPersistentVolumeSource: cephfs,
  CinderVolumeSource: cinder,
  CinderPersistentVolumeSource: cinder,
  FCVolumeSource: fc,
  FlexVolumeSource: flexVolume,
  FlexPersistentVolumeSource: flexVolume,
  FlockerVolumeSource: {
    datasetName: { means: 'The name of the dataset, as Flocker’s metadata has it.', absent: 'datasetUUID says which.' },
    datasetUUID: { means: 'The id of the dataset.', absent: 'datasetName says which.' },
  },
  GCEPersistentDiskVolumeSource: {
    fsType: fsType('the Google disk'),
    partition: partition('the Google disk'),
    pdName: { means: 'The name of the disk in Google Cloud; it must lie in the zone of the node.' },
    readOnly: readOnly('the Google disk'),
  },
  GitRepoVolumeSource: {
    directory: { means: 'The folder of the clone; . for the volume itself.', absent: 'Named as the repository.' },
    repository: { means: 'The address of the repository.' },
    revision: { means: 'The commit that is checked out.', absent: 'The head of its default branch.' },
  },
  GlusterfsVolumeSource: glusterfs,
  GlusterfsPersistentVolumeSource: glusterfs,
  ISCSIVolumeSource: iscsi,
  ISCSIPersistentVolumeSource: iscsi,
  PhotonPersistentDiskVolumeSource: {
    fsType: fsType('the Photon disk'),
    pdID: { means: 'The id of the disk in Photon.' },
  },
  PortworxVolumeSource: {
    fsType: fsType('the Portworx volume'),
    readOnly: readOnly('the Portworx volume'),
    volumeID: { means: 'The id of the volume in Portworx.' },
  },
  QuobyteVolumeSource: {
    group: { means: 'The group for which the volume is mounted.', absent: 'None.' },
    readOnly: readOnly('the Quobyte volume'),
    registry: { means: 'Addresses of the Quobyte registry, HOST:PORT, with commas between.' },
    tenant: { means: 'The tenant who owns the volume.', absent: 'None.' },
    user: { means: 'The user for whom the volume is mounted.', absent: 'The service user.' },
    volume: { means: 'The name of the volume in Quobyte.' },
  },
  RBDVolumeSource: rbd,
  RBDPersistentVolumeSource: rbd,
  ScaleIOVolumeSource: scaleIO,
  ScaleIOPersistentVolumeSource: scaleIO,
  StorageOSVolumeSource: storageos,
  StorageOSPersistentVolumeSource: storageos,
  VsphereVirtualDiskVolumeSource: {
    fsType: fsType('the vSphere disk'),
    storagePolicyID: { means: 'The id of the storage policy in vSphere.', absent: 'storagePolicyName says which.' },
    storagePolicyName: { means: 'The name of the storage policy in vSphere.', absent: 'The default policy.' },
    volumePath: { means: 'The disk’s file: [DATASTORE] FOLDER/NAME.vmdk.' },
  },
};
