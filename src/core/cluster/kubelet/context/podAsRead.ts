import type {
  Container,
  EphemeralContainer,
  EnvVar,
  Lifecycle,
  Pod,
  SecurityContext,
  Volume,
} from '../../../api/types';
import type { KubernetesRelease } from '../../../kubernetesRelease';

const read = new WeakMap<object, object>();

/**
 * The pod as this kubelet reads it. A kubelet decodes what the API server sends with the types of its
 * own release and never sees a younger field: to one of 1.18 a sidecar is a usual init container.
 */
export function podAsRead(release: KubernetesRelease, pod: Pod): Pod {
  if (release.readsTodaysFields) return pod;
  return remembered(pod, withoutYoungerFields);
}

/** One of the pod's containers as this kubelet reads it. */
export function containerAsRead<T extends Container | EphemeralContainer>(release: KubernetesRelease, container: T): T {
  return release.readsTodaysFields ? container : remembered(container, containerOf118);
}

function remembered<T extends object>(whole: T, strip: (whole: T) => T): T {
  let stripped = read.get(whole) as T | undefined;
  if (!stripped) {
    read.set(whole, (stripped = strip(whole)));
    read.set(stripped, stripped);
  }
  return stripped;
}

/** api/core/v1/types.go, 1.18 beside 1.37. */
function withoutYoungerFields(pod: Pod): Pod {
  if (!pod.spec) return pod;
  const spec = { ...pod.spec };
  delete spec.setHostnameAsFQDN;
  delete spec.os;
  delete spec.hostUsers;
  delete spec.resourceClaims;
  delete spec.resources;
  delete spec.hostnameOverride;
  if (spec.securityContext) {
    spec.securityContext = { ...spec.securityContext };
    delete spec.securityContext.supplementalGroupsPolicy;
    delete spec.securityContext.seccompProfile;
    delete spec.securityContext.appArmorProfile;
    delete spec.securityContext.seLinuxChangePolicy;
  }
  spec.containers = spec.containers.map((container) => remembered(container, containerOf118));
  if (spec.initContainers) {
    spec.initContainers = spec.initContainers.map((container) => remembered(container, containerOf118));
  }
  // The feature was alpha and off.
  delete spec.ephemeralContainers;
  if (spec.volumes) spec.volumes = spec.volumes.map(volumeOf118);
  // It is there, but no status of 1.18 tells which one it is of (observedGeneration, since 1.33).
  const { generation: _, ...metadata } = pod.metadata ?? {};
  // The class in the status comes from fields that this kubelet does not know; it computes its own.
  const status = { ...pod.status };
  delete status.qosClass;
  return { ...pod, metadata, spec, status };
}

function containerOf118<T extends Container | EphemeralContainer>(whole: T): T {
  const container: T = { ...whole };
  delete container.resizePolicy;
  delete container.restartPolicy;
  delete container.restartPolicyRules;
  if (container.securityContext) container.securityContext = securityContextOf118(container.securityContext);
  if (container.lifecycle) container.lifecycle = lifecycleOf118(container.lifecycle);
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    if (!container[probe]) continue;
    container[probe] = { ...container[probe] };
    delete container[probe].grpc;
    delete container[probe].terminationGracePeriodSeconds;
  }
  if (container.env) container.env = container.env.map(variableOf118);
  if (container.volumeMounts) {
    container.volumeMounts = container.volumeMounts.map((stored) => {
      const mount = { ...stored };
      delete mount.recursiveReadOnly;
      delete mount.bindMountOptions;
      return mount;
    });
  }
  return container;
}

function securityContextOf118(whole: SecurityContext): SecurityContext {
  const context = { ...whole };
  delete context.seccompProfile;
  delete context.appArmorProfile;
  return context;
}

function lifecycleOf118(whole: Lifecycle): Lifecycle {
  const lifecycle = { ...whole };
  delete lifecycle.stopSignal;
  for (const hook of ['postStart', 'preStop'] as const) {
    if (!lifecycle[hook]) continue;
    lifecycle[hook] = { ...lifecycle[hook] };
    delete lifecycle[hook].sleep;
  }
  return lifecycle;
}

function variableOf118(whole: EnvVar): EnvVar {
  if (!whole.valueFrom?.fileKeyRef) return whole;
  const valueFrom = { ...whole.valueFrom };
  delete valueFrom.fileKeyRef;
  return { ...whole, valueFrom };
}

function volumeOf118(whole: Volume): Volume {
  const volume = { ...whole };
  delete volume.ephemeral;
  delete volume.image;
  return volume;
}
