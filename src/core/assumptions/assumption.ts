import type { Pod } from '../api/types';
import type { KubernetesObject } from '../cluster/apiserver/objectStore';
import type { Path } from '../path';
import type { ContainerPort, ImagePlan, NodeDescription, PathType } from '../scenario/scenario';
import type { Missing } from '../trace/trace';

/** The line that asks for something: a field of one of the manifest's objects. */
export interface AskingPlace {
  kind: string;
  name: string;
  /** As it is written; undefined where the object names none. */
  namespace?: string;
  /** From the object on; what stands there is the field that asks, or holds what does. */
  path: Path;
}

/** One thing that a start takes for granted. */
export interface Assumption {
  /** Unique in a start, and the same as long as the manifest asks for the same: `ConfigMap shop/api-settings`. */
  id: string;
  /** In words: `ConfigMap api-settings with the key mode`. */
  what: string;
  place: AskingPlace;
  /** What follows for the start without it, as far as that is known before it is tried. */
  consequence?: string;
}

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
