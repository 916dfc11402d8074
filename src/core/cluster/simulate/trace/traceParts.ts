import type { ApiView } from '../../../api/view';
import type { ApiCall } from '../../apiserver/apiCall';
import type { Assumption } from '../../../trace/assumption';
import type { CutOwner } from '../../controllers/framework/podAllowance';
import type { RecordedCall } from '../../kubelet/context/criClient';
import type { ProbeAttempt } from '../../kubelet/probes/probeAttempt';
import type { ProcessEnd } from '../../runtime/simulatedRuntime';
import type { KubernetesVersion } from '../../../release/kubernetesRelease';
import type { DurationProfile } from '../../../scenario/durationProfile';
import type { ContainerRuntime } from '../../../scenario/runtimes/containerRuntime';
import type { Missing } from '../../../trace/trace';
import type { WatchEvent } from '../../apiserver/objectEvent';

/** The end of a process on one of the nodes. */
export interface NodeProcessEnd extends ProcessEnd {
  node: string;
}

/** What a simulation recorded, of which its trace is made. */
export interface TraceParts {
  kubernetes: KubernetesVersion;
  assumptions: readonly Assumption[];
  missing: readonly Missing[];
  view: ApiView;
  watch: readonly WatchEvent[];
  /** Each change that was asked of the API server, in the order of time. */
  apiCalls: readonly ApiCall[];
  /** The kubelets' calls of their runtimes. */
  calls: readonly RecordedCall[];
  /** The processes that ended. */
  ends: readonly NodeProcessEnd[];
  /** The kubelets' attempts of probes over the network. */
  attempts: readonly ProbeAttempt[];
  /** Whose pods are not all there. */
  cut: readonly CutOwner[];
  /** How many objects that make pods were left out, and how many were not. */
  leftOut: number;
  mostWorkloads: number;
  /** Whether it ended for the number of its steps. */
  isCut: boolean;
  /** The nodes whose kubelets do not start, as they refuse their cgroups. */
  silent: readonly string[];
  start: number;
  end: number;
  profile: DurationProfile;
  /** The nodes' container runtime. */
  runtime: ContainerRuntime;
}
