import type { FactTable, FieldFact } from './fieldFact';

const fileUser: FieldFact = {
  means: 'The user id that owns the file.',
  absent: "defaultUser, if there is one; else root, or the pod's user for tokens.",
};
const defaultUser = (what: string): FieldFact => ({
  means: `The user id that owns the files ${what}, where an item names none.`,
  absent: 'root.',
});
const defaultMode = (what: string): FieldFact => ({
  means: `The permissions of the files ${what}: 0644 in YAML, 420 in JSON.`,
  readBy: ['kubelet: volume manager, when it writes the files; fsGroup adds reading for the group'],
  absent: '0644.',
});
const optional = (kind: string, isProjected: boolean): FieldFact => ({
  means: `Whether the pod starts without the ${kind} or the keys that it refers to.`,
  readBy: [
    'kubelet: volume manager; a missing one that is not optional is FailedMount, and the kubelet retries until it exists',
  ],
  absent: `false: the pod waits in ContainerCreating${isProjected ? ' for each of the sources' : ''}.`,
});
const items = (kind: string): FieldFact => ({
  means: `Which keys of the ${kind} become files, and under which names.`,
  readBy: ['kubelet: volume manager; a missing key is FailedMount, unless optional'],
  absent: `Each key of the ${kind} is a file.`,
});
const filePath = (what: string): FieldFact => ({
  means: `The file’s path for ${what}, relative to the volume; no .. in it.`,
});
const mode = (what: string): FieldFact => ({
  means: `The permissions of ${what}: 0644 in YAML, 420 in JSON.`,
  absent: "The volume's defaultMode.",
});

/** Facts on a pod's volumes and on the kinds of them that Kubernetes itself provides. */
export const volumeFacts: FactTable = {
  Volume: {
    configMap: {
      means: 'Files from a ConfigMap, read-only; they follow changes within a minute or so, unless mounted by subPath.',
      readBy: ['kubelet: volume manager writes them before RunPodSandbox; a missing ConfigMap is FailedMount'],
      absent: 'Another kind of volume.',
    },
    csi: {
      means: 'A volume that a CSI driver makes for this pod alone.',
      readBy: ['kubelet: volume manager calls NodePublishVolume of the driver on its node'],
      absent: 'Another kind of volume.',
      since: '1.16',
    },
    downwardAPI: {
      means: 'Files with fields of the pod itself; labels and annotations follow changes.',
      readBy: ['kubelet: volume manager writes them before RunPodSandbox'],
      absent: 'Another kind of volume.',
    },
    emptyDir: {
      means: 'An empty folder that all containers can share, for as long as the pod is on the node.',
      readBy: ['kubelet: volume manager creates it under /var/lib/kubelet/pods', 'kubelet: eviction, beyond sizeLimit'],
      absent: 'A volume that names no kind is an emptyDir.',
    },
    ephemeral: {
      means: 'A claim that is created for this pod, named POD-VOLUME, and deleted with it.',
      readBy: [
        'controller manager: ephemeral volume controller creates the claim',
        'scheduler: waits until it is bound or bindable',
        'kubelet: volume manager mounts it',
      ],
      absent: 'Another kind of volume.',
      since: '1.21',
    },
    hostPath: {
      means: 'A folder or file of the node itself.',
      readBy: [
        'API server: Pod Security baseline forbids it',
        'kubelet: checks type; the path goes into mounts as it is',
      ],
      absent: 'Another kind of volume.',
    },
    image: {
      means: 'The files of an image or OCI artifact, read-only.',
      readBy: [
        'kubelet: image manager pulls it before the containers that mount it',
        'runtime: mounts it, as mounts[].image says',
      ],
      absent: 'Another kind of volume.',
    },
    name: {
      means: 'The name that volumeMounts use; a DNS label, unique in the pod.',
      readBy: ['API server: refuses mounts of unknown names', 'kubelet: part of the volume’s folder on the node'],
    },
    nfs: {
      means: 'A folder of an NFS server.',
      readBy: [
        'kubelet: volume manager mounts it with the node’s mount.nfs; a server that does not answer blocks the start',
      ],
      absent: 'Another kind of volume.',
    },
    persistentVolumeClaim: {
      means: 'The volume that a claim of the namespace is bound to.',
      readBy: [
        'scheduler: the claim must be there, bound or bindable, and the volume reachable from the node',
        'controller manager: attaches the disk to the node, if the driver requires it',
        'kubelet: volume manager mounts it before RunPodSandbox',
      ],
      absent: 'Another kind of volume.',
    },
    projected: {
      means: 'Several sources in one folder: tokens, ConfigMaps, Secrets, fields, certificates.',
      readBy: ['kubelet: volume manager writes all of them before RunPodSandbox, and renews tokens'],
      absent: 'Another kind of volume.',
    },
    secret: {
      means: 'Files from a Secret, in memory and read-only; they follow changes, unless mounted by subPath.',
      readBy: ['kubelet: volume manager writes them before RunPodSandbox; a missing Secret is FailedMount'],
      absent: 'Another kind of volume.',
    },
  },
  ConfigMapVolumeSource: {
    defaultMode: defaultMode('of the ConfigMap'),
    defaultUser: defaultUser('of the ConfigMap'),
    items: items('ConfigMap'),
    name: {
      means: "The ConfigMap, in the pod's namespace.",
      readBy: ['kubelet: watches it for as long as the pod exists'],
    },
    optional: optional('ConfigMap', false),
  },
  SecretVolumeSource: {
    defaultMode: defaultMode('of the Secret'),
    defaultUser: defaultUser('of the Secret'),
    items: items('Secret'),
    optional: optional('Secret', false),
    secretName: {
      means: "The Secret, in the pod's namespace.",
      readBy: ['kubelet: watches it for as long as the pod exists'],
    },
  },
  KeyToPath: {
    key: { means: 'The key whose value is the file’s content.' },
    mode: mode('this file'),
    path: filePath('the key'),
    user: fileUser,
  },
  DownwardAPIVolumeSource: {
    defaultMode: defaultMode('with the pod’s fields'),
    defaultUser: defaultUser('with the pod’s fields'),
    items: { means: 'One entry for each file.', absent: 'The folder is empty.' },
  },
  DownwardAPIVolumeFile: {
    fieldRef: {
      means: 'A field of the pod: its name, namespace, uid, labels or annotations.',
      absent: 'resourceFieldRef is set.',
    },
    mode: mode('this file of fields'),
    path: filePath('the field'),
    resourceFieldRef: {
      means: "A container's request or limit; containerName must be given.",
      absent: 'fieldRef is set.',
    },
    user: fileUser,
  },
  EmptyDirVolumeSource: {
    medium: {
      means: 'Memory makes it a tmpfs, whose files count as memory of the containers; HugePages-… uses huge pages.',
      readBy: ['kubelet: volume manager mounts the tmpfs'],
      absent: "The node's disk.",
    },
    mode: {
      means: 'The permissions of the folder.',
      absent: '0777.',
    },
    sizeLimit: {
      means: 'How much it may hold.',
      readBy: [
        'kubelet: size of the tmpfs, with medium Memory',
        'kubelet: eviction manager measures folders on disk regularly, and evicts the pod if they exceed it',
      ],
      absent: 'No limit but the disk; in memory, the pod’s memory limit or the node.',
    },
  },
  EphemeralVolumeSource: {
    volumeClaimTemplate: { means: 'The claim that is created: its spec, labels and annotations.' },
  },
  PersistentVolumeClaimTemplate: {
    metadata: { means: 'Labels and annotations of the claim; its name is POD-VOLUME.', absent: 'None.' },
    spec: { means: 'What storage the claim wants.' },
  },
  HostPathVolumeSource: {
    path: {
      means: 'The path on the node; its content depends on the node that the scheduler picks.',
      readBy: ['kubelet: host_path of the mounts'],
    },
    type: {
      means: 'What must exist there: Directory, File, Socket, CharDevice, BlockDevice; …OrCreate creates it.',
      readBy: ['kubelet: volume manager checks it before RunPodSandbox; something else is FailedMount'],
      absent: 'Not checked: the runtime creates a folder if nothing is there.',
    },
  },
  ImageVolumeSource: {
    pullPolicy: {
      means: 'Whether the image is pulled: Always, IfNotPresent or Never.',
      readBy: ['kubelet: image manager, before the first container'],
      absent: 'Always for the tag latest or no tag, else IfNotPresent.',
    },
    reference: {
      means: 'The image or artifact whose files are mounted: registry/path:tag@digest.',
      readBy: ['kubelet: ImageStatus and perhaps PullImage, with the pod’s pull secrets'],
      absent: 'Required, unless a controller fills it in.',
    },
  },
  NFSVolumeSource: {
    path: { means: 'The folder that the server exports.' },
    readOnly: { means: 'Mounts the export read-only for all containers.', absent: 'Writable.' },
    server: { means: "The server's name or address, as the node (not the pod) finds it." },
  },
  PersistentVolumeClaimVolumeSource: {
    claimName: {
      means: "The claim, in the pod's namespace.",
      readBy: [
        'scheduler: FailedScheduling while it is missing, or not bound and not bindable',
        'kubelet: volume manager asks for the volume behind it',
      ],
    },
    readOnly: { means: 'Mounts the claim read-only for all containers.', absent: 'As each mount says.' },
  },
  CSIVolumeSource: {
    driver: {
      means: 'The CSI driver, as its CSIDriver object names it; it must allow ephemeral volumes.',
      readBy: ['kubelet: FailedMount while no driver of this name is registered on the node'],
    },
    fsType: { means: 'The file system that the driver is asked for.', absent: 'The driver chooses.' },
    nodePublishSecretRef: {
      means: 'A Secret that is handed to the driver.',
      readBy: ['kubelet: reads it and sends it with NodePublishVolume'],
      absent: 'The driver gets none.',
    },
    readOnly: { means: 'Asks the driver for a read-only volume.', absent: 'Writable.' },
    volumeAttributes: { means: 'Attributes for the driver; its documentation describes them.', absent: 'Nothing.' },
  },
  ProjectedVolumeSource: {
    defaultMode: defaultMode('of all sources'),
    defaultUser: defaultUser('of all sources'),
    sources: {
      means: 'The sources of the files; two of them may not have a file at the same path.',
      absent: 'Nothing.',
    },
  },
  VolumeProjection: {
    clusterTrustBundle: {
      means: 'Root certificates from ClusterTrustBundle objects, in one PEM file.',
      readBy: ['kubelet: volume manager; waits for them, unless optional'],
      absent: 'Another source.',
    },
    configMap: { means: 'Keys of a ConfigMap, as files.', absent: 'Another source.' },
    downwardAPI: { means: 'Fields of the pod, as files.', absent: 'Another source.' },
    podCertificate: {
      means: 'A private key and the certificate that a signer issues for it, both renewed in time.',
      readBy: ['kubelet: generates the key and a PodCertificateRequest, and waits for the answer before the start'],
      absent: 'Another source.',
    },
    secret: { means: 'Keys of a Secret, as files.', absent: 'Another source.' },
    serviceAccountToken: {
      means: 'A token of the pod’s ServiceAccount, renewed in time.',
      readBy: ['kubelet: asks the API server for it (TokenRequest) when it mounts the volume'],
      absent: 'Another source.',
    },
  },
  ClusterTrustBundleProjection: {
    labelSelector: {
      means: 'Selects the bundles of the signer by labels; {} selects all.',
      absent: 'None of the signer’s.',
    },
    name: { means: 'One bundle by its name.', absent: 'signerName selects.' },
    optional: {
      means: 'Whether the pod starts without the bundle.',
      absent: 'false: the pod waits in ContainerCreating until the bundle is there.',
    },
    path: filePath('the certificates'),
    signerName: { means: 'All bundles of one signer, combined.', absent: 'name says which.' },
    user: fileUser,
  },
  ConfigMapProjection: {
    items: items('ConfigMap'),
    name: { means: "The ConfigMap, in the pod's namespace." },
    optional: optional('ConfigMap', true),
  },
  SecretProjection: {
    items: items('Secret'),
    name: { means: "The Secret, in the pod's namespace." },
    optional: optional('Secret', true),
  },
  DownwardAPIProjection: { items: { means: 'One entry for each file of the pod’s fields.', absent: 'No file.' } },
  PodCertificateProjection: {
    certificateChainPath: filePath('the certificates; credentialBundlePath is safer while they are renewed'),
    credentialBundlePath: filePath('key and certificates together'),
    keyPath: filePath('the key; credentialBundlePath is safer while it is renewed'),
    keyType: { means: 'The type of the key: RSA3072, RSA4096, ECDSAP256, ECDSAP384, ECDSAP521 or ED25519.' },
    maxExpirationSeconds: {
      means: 'How long the certificate may be valid at most: an hour to 91 days.',
      readBy: ['signer: may give a shorter one'],
      absent: '86400: a day.',
    },
    signerName: {
      means: 'Who signs the certificate.',
      readBy: ['kubelet: addresses its PodCertificateRequest to it; no answer keeps the pod in ContainerCreating'],
    },
    user: fileUser,
    userAnnotations: { means: 'Additional annotations for the signer; unchecked.', absent: 'Nothing.' },
  },
  ServiceAccountTokenProjection: {
    audience: { means: 'Who the token is for; others must reject it.', absent: 'The API server.' },
    expirationSeconds: {
      means: 'How long the token is valid; at least 600.',
      readBy: ['kubelet: renews it after 80 % of that time, or after a day'],
      absent: '3600: an hour.',
    },
    path: filePath('the token'),
    user: fileUser,
  },
};
