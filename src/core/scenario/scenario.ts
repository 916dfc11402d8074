import type { EphemeralContainer, Pod, Service, Taint } from '../api/types';
import type { FieldValidation } from './fieldValidation';
import type { PullVerification } from './pullVerification';
import type { FailureName } from './runtimes/containerRuntime';

/** What a node is, as far as a pod's start depends on it. */
export interface NodeDescription {
  /** The kind of node that it is, whose ways it has where nothing else is said of it: a name of nodeKinds.ts. */
  like?: string;
  name: string;
  internalIP: string;
  labels: Record<string, string>;
  /** Quantities: cpu, memory, pods, ephemeral-storage, hugepages-2Mi, … */
  capacity: Record<string, string>;
  taints?: Taint[];
  /** `v1, cgroupfs driver`, `v2, systemd driver`, … may go on with remarks such as `, cgroupsPerQOS off`. */
  cgroups: string;
  clusterDNS: string[];
  clusterDomain: string;
  resolvConf: { servers: string[]; searches: string[]; options: string[] };
  /** The kubelet's root folder. */
  rootDir: string;
  runtimeHandlers: { name: string; features: { recursiveReadOnlyMounts?: boolean; userNamespaces?: boolean } }[];
  features: { supplementalGroupsPolicy?: boolean };
  appArmor: boolean;
  /** Whether SELinux is on. Default: no. */
  seLinux?: boolean;
  /** Whether its kubelet refuses to start with cgroups v1 (`failCgroupV1`). Default: as its release does, and no where a runtime is named. */
  failCgroupV1?: boolean;
  /** Sysctls beside the safe ones that pods may set: the kubelet's `allowedUnsafeSysctls`, without patterns. */
  allowedUnsafeSysctls?: readonly string[];
  /** The cluster IP of the Service `kubernetes`. */
  kubernetesServiceIP: string;
  /** What is on it beside that which every Linux node has, by path. */
  paths?: Readonly<Record<string, PathType>>;
}

/** What a path of a node is, as `type` of a hostPath volume names it. */
export type PathType = 'Directory' | 'File' | 'Socket' | 'CharDevice' | 'BlockDevice';

/** How containers of one name end. Without a plan a container keeps running. */
export interface ContainerPlan {
  exit?: number;
  afterMs?: number;
  reason?: string;
  /** How many of its attempts end so; 0 or absent is all. */
  times?: number;
}

/** An image as the registry or the node has it. */
export interface ImagePlan {
  uid?: number;
  username?: string;
  /** Already on the node. */
  present?: boolean;
}

/** A fault queued for a call. Without a message or a failure it is only a delay, of a CRI method. */
export interface ErrorPlan {
  /**
   * A CRI method, or what the API server is asked, as audit logs have it: `create/pods`, `create/pods/binding`. A `failure`
   * says it itself.
   */
  method?: string;
  /** What goes wrong in the runtime, which says it in its own words, with its code and in the call where it notices. */
  failure?: FailureName;
  /** A part of the subject: the pod's name, the container's or the image. */
  match: string;
  /** Whether `match` is the whole subject. */
  isWhole?: boolean;
  /** gRPC code in capital letters or in Go's form: `NotFound`, `UNAVAILABLE`, … */
  code?: string;
  message?: string;
  /** How many calls it takes; 0 or absent is all. */
  times?: number;
  delayMs?: number;
}

export interface ExecPlan {
  /** A part of the command line. */
  match: string;
  exit?: number;
  stdout?: string;
  /** Why it does not run at all: the runtime says it in its words. */
  failure?: FailureName;
  times?: number;
}

/** A port at which something listens, beside the container of the name. */
export interface ContainerPort {
  container: string;
  port: number;
}

/** Something done `after` seconds: to the pod of the name or, where none has it, to the first; containers come to the first. */
export type Action = { after: number; delete: string } | { after: number; ephemeralContainers: EphemeralContainer[] };

/**
 * The circumstances of a start: what the runtime does with containers and images, the node, what
 * else is in the namespace. Everything has a default; the JSON form is that of the recordings.
 */
export interface Scenario extends PullVerification {
  /** What becomes of fields that the API does not have. Default: Strict, as kubectl asks for, unless a runtime is named. */
  fieldValidation?: FieldValidation;
  containers?: Record<string, ContainerPlan>;
  images?: Record<string, ImagePlan>;
  errors?: ErrorPlan[];
  execs?: ExecPlan[];
  /** How many milliseconds after its start a container's process answers probes, by the container's name. Default: at once. */
  answersAfter?: Record<string, number>;
  /** How many images a kubelet pulls at once (`maxParallelImagePulls` with `serializeImagePulls: false`). Default: 1. */
  parallelPulls?: number;
  node?: Partial<NodeDescription>;
  /**
   * Further nodes, each with a kubelet, a runtime and images of its own. What one leaves open is as on `node`, also
   * single labels and amounts; labels with a host name are all that it has.
   */
  nodes?: Partial<NodeDescription>[];
  services?: Service[];
  actions?: Action[];
  namespaceLabels?: Record<string, string>;
  /**
   * As a node tells it: `containerd://1.7.35`, `cri-o://1.36.3`; each has its own words and ids (runtimes/runtimeOf.ts).
   * `fakecri://…` answers in about 1 ms; the others take the time that containerd 2 took, for want of other measurements.
   */
  runtime?: string;
  /**
   * The release of the control plane, where it is another one than the kubelet's: `1.37`. It is never older than that. Of
   * 1.18 only the kubelet is known: its control plane is the newest without this.
   */
  controlPlane?: string;
  /**
   * Whether the cluster has the storage that manifests take for granted: a default StorageClass, running provisioners
   * and CSI drivers, servers and devices. Default: unless a runtime is named, as the recordings' cluster has none.
   */
  hasStorage?: boolean;
  /**
   * Without all of that, what of it there is: `provisioner NAME`, `driver NAME`, `flexvolume NAME`, `server NAME`,
   * `signer NAME`.
   */
  providers?: string[];
  /** Pods that run before anything is applied, each on the node that it names: the scheduler counts with them. */
  running?: Pod[];
  /** Schedulers beside `default-scheduler`. */
  schedulers?: string[];
  /**
   * Where something listens in the containers of that name. Default: where no runtime is named everything answers, with
   * one that starts no process nothing does, and else the ports that the pod declares and HTTP's own.
   */
  answers?: ContainerPort[];
}
