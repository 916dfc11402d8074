import type { Fault } from '../scenario/fault';
import type { KubernetesRelease, KubernetesVersion } from '../release/kubernetesRelease';
import type { ImageChange } from './imageChanges';
import type { DurationProfile } from '../scenario/durationProfile';
import type { NodeDescription, Scenario } from '../scenario/scenario';

/** Where a release comes from that nobody chose for one start alone: a flag, a cluster or a setting. */
export interface ReleaseOrigin {
  by: 'flag' | 'cluster' | 'watched' | 'kubernetes' | 'kubernetesVersion' | 'yaml' | 'yamlSchemas';
  /** What was named, where the simulation does not know it: `1.41`. */
  asked?: string;
}

/** What a start is simulated under, as a person chose it: every face starts from one of these. */
export interface Circumstances {
  /** The release of the kubelet, and of the control plane where that has none of its own. Default: the newest. */
  kubernetes?: KubernetesVersion;
  /** A release that no version has, in place of `kubernetes`: to see what a single difference of releases does. */
  release?: KubernetesRelease;
  /** Who chose that release; absent where nobody did, and where it was chosen for this start alone. */
  origin?: ReleaseOrigin;
  /** The control plane's release where it is another one. */
  controlPlane?: KubernetesVersion;
  /** Where objects go that name no namespace. Default: `default`. */
  namespace?: string;
  /** The container runtime: a choice (`containerd-1.7`), or as a node tells it (`containerd://1.7.27`). Default: today's containerd, or the scenario's. */
  runtime?: string;
  /** What is known of the node; no more is taken for granted of it. */
  node?: Partial<NodeDescription>;
  /** How long calls take: as containerd did, or no time. Default: `containerd`. */
  durations?: 'containerd' | 'none';
  /** Durations that take the place of those. */
  profile?: Partial<DurationProfile>;
  /** Whether storage that no file has may be taken for granted. Default: yes. */
  hasStorage?: boolean;
  /** Whether the cluster is a usual one, which has what is asked for, or has nothing that no file has. Default: `usual`. */
  assume?: 'usual' | 'nothing';
  /** Ids of what is not taken for granted. */
  without?: readonly string[];
  faults?: readonly Fault[];
  /** In what images of the pods' containers are otherwise than they are written. */
  imageChanges?: readonly ImageChange[];
  /** All that there is beside the manifest, to the last: nothing is taken for granted then. */
  scenario?: Scenario;
  /** How long is simulated. */
  seconds?: number;
}

type Chosen = { [Name in keyof Circumstances]?: Circumstances[Name] | undefined };

/** The circumstances that settings or flags ask for; what nobody chose is left out. */
export function circumstancesOf(chosen: Chosen): Circumstances {
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}

/** Whether anything is taken for granted at all. */
export function isUsual({ assume = 'usual', scenario }: Circumstances): boolean {
  return assume === 'usual' && scenario === undefined;
}
