/**
 * Why a message is sent at its moment: the decision that its sender took, with the values that it was taken on. Each
 * component records it where it decides; nothing here is concluded afterwards from what changed. Plain data.
 */
export type Because = KubeletBecause | ApiBecause | ProcessBecause;

/** A process ends because its container is stopped; one that ends by itself has no reason that anybody knows. */
export type ProcessBecause = { type: 'stopped'; cause: StopCause };

export type ProbeName = 'startup' | 'liveness' | 'readiness';
export type HookName = 'postStart' | 'preStop';

/** Why a container is started now (computePodActions and doBackOff, pkg/kubelet/kuberuntime/kuberuntime_manager.go, 1.37). */
export type StartCause =
  /** The pod has no container of that name yet; `after` is the init container that had to come first. */
  | { type: 'first'; after?: { container: string; isSidecar: boolean } }
  /** An earlier attempt came to nothing: the reason that the container's status shows since then. */
  | { type: 'failedBefore'; reason: string; cause: StartCause }
  /** It was created and never started. */
  | { type: 'neverStarted' }
  | ({ type: 'ended' } & Ended)
  /** It ran before, and nothing tells how that ended. */
  | { type: 'ranBefore'; sawBackOff?: true }
  /** A probe failed, so that it was stopped. */
  | { type: 'probeFailed'; probe: ProbeName; backOffMs?: number }
  /** The pod has a new sandbox, in which all its containers start. */
  | { type: 'newSandbox'; backOffMs?: number }
  /** Somebody added it to the running pod. */
  | { type: 'ephemeral' };

/** A container's end, after which its restart policy has it started again. */
export interface Ended {
  exitCode: number;
  /** `Error`, `OOMKilled`, `Completed`, … */
  reason: string;
  /** The container's own policy, or the pod's. */
  restartPolicy: string;
  /** A rule of the container's restartPolicyRules speaks of this exit code. */
  byRule?: true;
  /** The kubelet told that it waited before it started the container again. */
  sawBackOff?: true;
  /** The back-off that is over now, in milliseconds: 0 where there was none yet; absent where it is not known. */
  backOffMs?: number;
}

/** Why containers are stopped. */
export type StopCause =
  /** `graceSeconds` is the pod's own, where it is known: what is left of it goes with each call. */
  | { type: 'podDeleted'; graceSeconds?: number }
  /** The pod has reached a final phase. */
  | { type: 'podEnded'; phase: string; reason?: string }
  | { type: 'probeFailed'; probe: ProbeName; threshold?: number; restarts: boolean }
  | { type: 'postStartFailed' }
  /** The pod needs another sandbox, in the kubelet's words. */
  | { type: 'sandboxChanged'; what: string }
  /** An init container failed, and is not restarted. */
  | { type: 'initFailed'; container: string; exitCode: number }
  /** No container is left to run or to restart. */
  | { type: 'nothingLeft' }
  /** A rule of a container asks for all containers to be started anew. */
  | { type: 'restartAll' };

/** Why the pod's sandbox is made now. */
export type SandboxCause =
  /** `failures` counts the calls for this pod that failed before. */
  { type: 'noSandbox'; failures: number } | { type: 'sandboxChanged'; what: string };

/** What an image is asked for: a container that is to be started, or a volume of the type `image`. */
export type ImageUse = { container: string; start?: StartCause } | { volume: string };

export type KubeletBecause =
  | ({ type: 'runSandbox' } & { cause: SandboxCause })
  /** The sandbox was made: its address is read. */
  | { type: 'readSandbox' }
  | { type: 'checkImage'; policy: string; use: ImageUse }
  | {
      type: 'pullImage';
      policy: string;
      use: ImageUse;
      /** Whether ImageStatus found the image; absent where it was not asked. */
      found?: boolean;
      /** The kubelet verifies who may use the image that it found, and has no record of a pull of its own. */
      isUnrecorded?: true;
      /** Which of how many logins is tried, where there are several. */
      login?: { nth: number; of: number };
      /** Milliseconds in the kubelet's own queue of pulls. */
      queuedMs?: number;
      /** How many images the kubelet pulls at once; absent where nothing tells. */
      atOnce?: number;
      /** The back-off after the last failed pull that is over, in milliseconds. */
      backOffMs?: number;
    }
  /** The pull is through: the event Pulled tells the image's size. */
  | { type: 'readImageSize' }
  /** The container is to be made: the image says as which user it runs. */
  | { type: 'readImageUser' }
  | { type: 'createContainer'; restartCount?: number; start?: StartCause }
  | { type: 'startContainer'; restartCount?: number; start?: StartCause }
  | { type: 'runHook'; hook: HookName }
  | {
      type: 'probe';
      probe: ProbeName;
      periodSeconds: number;
      /** The result and how often in a row it came before this attempt; absent before the first. */
      before?: { result: 'Success' | 'Failure' | 'Unknown'; times: number };
      failureThreshold: number;
      successThreshold: number;
    }
  | { type: 'stopContainer'; cause: StopCause; graceSeconds?: number }
  | { type: 'stopSandbox'; cause: StopCause }
  | { type: 'removeContainer'; cause: RemoveCause }
  /** The pod is gone, and its garbage is collected. */
  | { type: 'removeSandbox' };

export type RemoveCause =
  /** Of the ended instances of a container only the newest is kept. */
  | 'olderInstance'
  /** An init container that ran again: the older instance is of no more use. */
  | 'olderInit'
  /** The pod is deleted and all of it has ended. */
  | 'podDeleted'
  /** The pod gets another sandbox. */
  | 'sandboxChanged'
  /** All containers are started anew. */
  | 'restartAll'
  /** The pod is gone, and its garbage is collected. */
  | 'garbage';

/** One difference between a status and the one before it. */
export type StatusChange =
  | { type: 'phase'; from?: string; to: string }
  /** `was` is absent where the condition was not there before. */
  | { type: 'condition'; condition: string; status: string; was?: string; reason?: string }
  | {
      type: 'container';
      container: string;
      state: 'running' | 'waiting' | 'terminated';
      reason?: string;
      exitCode?: number;
    }
  | { type: 'ready'; container: string; ready: boolean }
  | { type: 'started'; container: string }
  | { type: 'restarts'; container: string; count: number }
  | { type: 'ip'; ip: string }
  | { type: 'other' };

export type ApiBecause =
  /** A person applies or deletes it. */
  | { type: 'person' }
  | {
      type: 'bind';
      node: string;
      /** How many nodes there are, and how many of them fit; absent where only the choice was seen. */
      nodes?: number;
      feasible?: number;
      /** It was chosen because pods were ended there to make room. */
      isNominated?: true;
      /** Of nodes that were compared: the points of the best, and how many have as many. */
      score?: number;
      equals?: number;
    }
  /** A controller makes a pod, of which it wants `wants` and has `has`. */
  | { type: 'controllerCreates'; owner: { kind: string; name: string }; wants?: number; has?: number }
  | { type: 'controllerDeletes'; owner: { kind: string; name: string } }
  /** What owned the pod is gone, and the garbage collector deletes what it owned. */
  | { type: 'ownerGone'; owner: { kind: string; name: string } }
  /** A pod of higher priority needs its place. */
  | { type: 'preempted' }
  /** The kubelet has stopped all of a deleted pod. */
  | { type: 'podStopped' }
  /** No node fits, in the scheduler's words. */
  | { type: 'unschedulable'; message: string }
  /** A node was chosen, and the API server refused the binding, in the scheduler's words. */
  | { type: 'bindingRefused'; message: string }
  /** The pod is meant for a node, where something has to be done first. */
  | { type: 'nominated'; node: string }
  | { type: 'statusChanged'; changes: StatusChange[] };

const otherTypes: Readonly<Record<(ApiBecause | ProcessBecause)['type'], true>> = {
  person: true,
  bind: true,
  controllerCreates: true,
  controllerDeletes: true,
  ownerGone: true,
  preempted: true,
  podStopped: true,
  unschedulable: true,
  bindingRefused: true,
  nominated: true,
  statusChanged: true,
  stopped: true,
};

/** Whether the kubelet decided it, of a call to its runtime. */
export function isKubeletBecause(because: Because): because is KubeletBecause {
  return !Object.hasOwn(otherTypes, because.type);
}

/** Whether a caller of the API server decided it. */
export function isApiBecause(because: Because): because is ApiBecause {
  return because.type !== 'stopped' && !isKubeletBecause(because);
}
