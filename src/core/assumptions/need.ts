import type { Assumption } from '../trace/assumption';
import type { Pod } from '../api/types';
import type { KubernetesObject } from '../api/kubernetesObject';
import type { ContainerPort, ImagePlan, NodeDescription, PathType } from '../scenario/scenario';
import type { Missing } from '../trace/trace';

/** What an assumption adds to the bare world. */
export interface Gift {
  objects?: readonly KubernetesObject[];
  images?: Readonly<Record<string, ImagePlan>>;
  answers?: readonly ContainerPort[];
  providers?: readonly string[];
  schedulers?: readonly string[];
  /** Pods that run on every node, beside those that ask for their company. */
  running?: readonly Pod[];
  /** How many nodes there are. */
  nodes?: number;
  /** Labels of single nodes, by their number; undefined takes one away. The label `kubernetes.io/hostname` names the node. */
  labels?: readonly { node: number; key: string; value: string | undefined }[];
  /** What every node has at least, beside what all nodes have. */
  capacity?: Readonly<Record<string, string>>;
  runtimeHandlers?: NodeDescription['runtimeHandlers'];
  paths?: Readonly<Record<string, PathType>>;
  /** Sysctls that pods may set on every node. */
  sysctls?: readonly string[];
}

/** Something that the pods need and the manifest does not have. */
export interface Need extends Assumption {
  /** Undefined where the file itself speaks against it: nobody may take it for granted. */
  gift: Gift | undefined;
  /** What is told where it is not given. */
  missing?: Missing;
}
