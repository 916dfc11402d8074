import type { FactTable, FieldFact } from './fieldFact';
import { legacyVolumeFacts } from './legacyVolumeFacts';

const kind: FieldFact = { means: 'What sort of object it is.' };
const apiVersion: FieldFact = { means: 'In which version of the API the object is written.' };
const object = {
  kind,
  apiVersion,
  metadata: { means: 'Who the object is: its name, which is in no namespace; labels, annotations.' },
};
/** A pod's volume of this kind is one behind a claim as well. */
const source = (what: string): FieldFact => ({
  means: `The storage: ${what}.`,
  readBy: ['kubelet: volume manager mounts it for pods with the claim'],
  absent: 'Another kind of storage.',
});
const secret = (call: string): FieldFact => ({
  means: `A Secret that goes to the driver with ${call}.`,
  absent: 'None.',
});

/** Facts on the storage behind claims. */
export const storageFacts: FactTable = {
  PersistentVolume: {
    ...object,
    spec: { means: 'Where the storage is, how large, and who may use it.' },
  },
  PersistentVolumeSpec: {
    ...legacyVolumeFacts['Volume'],
    accessModes: {
      means: 'How many nodes can mount it, and whether for writing.',
      readBy: [
        'controller manager: a claim must ask for no more',
        'attach controller: ReadWriteOnce stays on one node',
      ],
    },
    capacity: { means: 'How much it holds.', readBy: ['controller manager: a claim gets the smallest that is enough'] },
    claimRef: {
      means: 'The claim that it is bound to, or reserved for.',
      readBy: ['controller manager: writes it when it binds'],
      absent: 'It is free.',
    },
    csi: source('a volume of a CSI driver'),
    hostPath: source('a folder of whichever node the pod is on; for tests'),
    local: source('a disk or folder of one node, which nodeAffinity must name'),
    mountOptions: {
      means: 'Options of the mount; a wrong one makes it fail.',
      readBy: ['kubelet: volume manager; FailedMount'],
      absent: 'None.',
    },
    nfs: source('a folder of an NFS server'),
    nodeAffinity: {
      means: 'From which nodes it can be reached.',
      readBy: [
        'scheduler: filters nodes for pods with the claim (volume node affinity conflict)',
        'kubelet: checks it once more when it mounts',
      ],
      absent: 'From all nodes.',
    },
    persistentVolumeReclaimPolicy: {
      means: 'What happens when the claim is deleted: Retain, Delete or Recycle.',
      readBy: ['controller manager'],
      absent: 'Retain; for a volume of a StorageClass, the policy of the class.',
    },
    storageClassName: {
      means: 'Only claims of this class get it.',
      readBy: ['controller manager: when it binds'],
      absent: 'Only claims of the class "" get it.',
    },
    volumeAttributesClassName: {
      means: 'Attributes such as speed, which can change later.',
      readBy: ['controller manager: a claim must ask for the same'],
      absent: 'None.',
    },
    volumeMode: {
      means: 'Filesystem, or Block for a raw device.',
      readBy: ['controller manager: a claim must ask for the same', 'kubelet: mounts it, or hands the device on'],
      absent: 'Filesystem.',
    },
  },
  CSIPersistentVolumeSource: {
    controllerExpandSecretRef: secret('ControllerExpandVolume'),
    controllerPublishSecretRef: secret('ControllerPublishVolume'),
    driver: {
      means: 'The CSI driver.',
      readBy: ['attach controller and scheduler', 'kubelet: FailedMount while it is not registered on the node'],
    },
    fsType: { means: 'The file system that the driver is asked for.', absent: 'The driver chooses.' },
    nodeExpandSecretRef: secret('NodeExpandVolume'),
    nodePublishSecretRef: secret('NodePublishVolume'),
    nodeStageSecretRef: secret('NodeStageVolume'),
    readOnly: { means: 'Attaches the volume read-only.', absent: 'Writable.' },
    volumeAttributes: { means: 'What the driver recorded when it created the volume.', absent: 'Nothing.' },
    volumeHandle: { means: "The volume's id with the driver." },
  },
  LocalVolumeSource: {
    fsType: { means: 'The file system, where path is a disk.', absent: 'ext4, or what is on it.' },
    path: { means: 'The disk or folder on its node.' },
  },
  SecretReference: {
    name: { means: 'The name of the Secret.' },
    namespace: { means: 'The namespace of the Secret.' },
  },
  ObjectReference: {
    apiVersion: { means: 'The API version of the object that is referred to.' },
    fieldPath: { means: 'The part of the object that is meant.', absent: 'All of it.' },
    kind: { means: 'The kind of the object that is referred to.' },
    name: { means: 'The name of the object that is referred to.' },
    namespace: { means: 'The namespace of the object that is referred to.' },
    resourceVersion: { means: 'The version of the object that is meant.', absent: 'Any.' },
    uid: { means: 'The uid rules out another object of the same name.', absent: 'Whoever has the name.' },
  },
  VolumeNodeAffinity: {
    required: { means: 'What a node must have to reach the storage.', absent: 'All nodes reach it.' },
  },
  StorageClass: {
    ...object,
    allowVolumeExpansion: { means: 'Whether claims may grow later.', absent: 'They may not.' },
    allowedTopologies: {
      means: 'The zones or nodes in which volumes may be created.',
      readBy: ['scheduler: with WaitForFirstConsumer, filters nodes', 'provisioner'],
      absent: 'Anywhere.',
    },
    mountOptions: { means: 'Options of the mounts of its volumes; unchecked.', absent: 'None.' },
    parameters: { means: 'What the provisioner wants to know.', absent: 'Nothing.' },
    provisioner: {
      means: 'Who provisions the volumes; kubernetes.io/no-provisioner creates none.',
      readBy: ['provisioner: of all claims, takes those of its classes'],
    },
    reclaimPolicy: {
      means: 'What happens to a volume when its claim is deleted: Delete or Retain.',
      absent: 'Delete.',
    },
    volumeBindingMode: {
      means: 'Immediate binds a claim at once; WaitForFirstConsumer waits for a pod, whose node then counts.',
      readBy: ['controller manager and provisioner', 'scheduler: picks a node first, then the volume'],
      absent: 'Immediate.',
    },
  },
  TopologySelectorTerm: {
    matchLabelExpressions: { means: 'Labels that must all hold.', absent: 'Any place.' },
  },
  TopologySelectorLabelRequirement: {
    key: { means: 'The label of the place, such as topology.kubernetes.io/zone.' },
    values: { means: 'Which places: one of these.' },
  },
  PersistentVolumeClaimSpec: {
    volumeAttributesClassName: {
      means: 'Attributes such as speed, which can change while the volume is in use.',
      readBy: ['provisioner and resizer of the driver'],
      absent: 'None.',
    },
  },
  VolumeResourceRequirements: {
    limits: { means: 'The most storage; few drivers respect it.', absent: 'No ceiling.' },
    requests: {
      means: 'The least storage.',
      readBy: [
        'API server: ResourceQuota and LimitRange count it',
        'controller manager and provisioner: the volume has at least as much',
      ],
    },
  },
  TypedLocalObjectReference: {
    apiGroup: { means: 'The API group of the source.', absent: 'The core group: a PersistentVolumeClaim.' },
    kind: { means: 'VolumeSnapshot or PersistentVolumeClaim.' },
    name: { means: 'The name of the source, in the claim’s namespace.' },
  },
  TypedObjectReference: {
    apiGroup: { means: 'The API group of what fills the volume.', absent: 'The core group: a PersistentVolumeClaim.' },
    kind: { means: 'The kind of what fills the volume; a populator or the provisioner must know it.' },
    name: { means: 'The name of what fills the volume.' },
    namespace: {
      means: 'Its namespace, if it is a different one.',
      absent: "The claim's.",
      gate: 'CrossNamespaceVolumeDataSource (alpha since 1.26)',
    },
  },
};
