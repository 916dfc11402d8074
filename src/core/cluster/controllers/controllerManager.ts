import type { ObjectEvent } from '../apiserver/objectEvent';
import type { ControllerParts } from './framework/controllerParts';
import { CronJobController } from './cronJobController';
import { DaemonSetController } from './daemonSetController';
import { DeploymentController } from './deploymentController';
import { GarbageCollector } from './garbageCollector';
import { JobController } from './job/jobController';
import { OwnedPods } from './framework/ownedPods';
import { PodAllowance } from './framework/podAllowance';
import { ReplicaSetController } from './replicaSetController';
import { ResourceClaimController } from './resourceClaimController';
import { StatefulSetController } from './statefulSetController';
import { PvcProtectionController } from './volumes/pvcProtectionController';
import { ResourceQuotaController } from './resourceQuotaController';
import { EndpointsController } from './endpointsController';
import { TtlAfterFinishedController } from './ttlAfterFinishedController';
import { EphemeralVolumeController } from './volumes/ephemeralVolumeController';
import { AttachDetachController } from './volumes/attachDetachController';
import { PersistentVolumeController } from './volumes/persistentVolumeController';
import { VolumeProvisioner } from './volumes/volumeProvisioner';

interface ControllerOptions {
  /** Whether the hour of a CronJob comes as soon as it is there. */
  cronJobsAtOnce: boolean;
  /** Whether a provisioner of the name runs. */
  provisions: (name: string) => boolean;
  /** What making a volume takes, in milliseconds. */
  provisioningMs: number;
}

/**
 * Starts the controllers that take part in a pod's start (cmd/kube-controller-manager, 1.37): from now on they react to
 * what is stored. Returns how many pods they may make.
 */
export function startControllers(
  given: Omit<ControllerParts, 'pods' | 'allowance'>,
  { cronJobsAtOnce, provisions, provisioningMs }: ControllerOptions,
): PodAllowance {
  const pods = new OwnedPods();
  const allowance = new PodAllowance();
  const parts: ControllerParts = { ...given, pods, allowance };
  const controllers: { observe: (event: ObjectEvent) => void }[] = [
    new DeploymentController(parts),
    new ReplicaSetController(parts, 'ReplicaSet'),
    new ReplicaSetController(parts, 'ReplicationController'),
    new StatefulSetController(parts),
    new DaemonSetController(parts),
    new JobController(parts),
    new CronJobController(parts, cronJobsAtOnce),
    new ResourceClaimController(parts),
    new EphemeralVolumeController(parts),
    new PersistentVolumeController(parts, new VolumeProvisioner(parts, provisions, provisioningMs)),
    new AttachDetachController(parts),
    new PvcProtectionController(parts),
    new ResourceQuotaController(parts),
    new EndpointsController(parts, 'Endpoints'),
    new EndpointsController(parts, 'EndpointSlice'),
    new TtlAfterFinishedController(parts),
    new GarbageCollector(parts),
  ];
  given.apiServer.onObject((event) => {
    pods.observe(event);
    for (const controller of controllers) controller.observe(event);
  });
  return allowance;
}
