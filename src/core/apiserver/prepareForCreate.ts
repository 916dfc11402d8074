import { Base64 } from 'js-base64';
import type { Job, Pod, PodCondition, Secret, Service } from '../api/types';
import { computePodQosClass } from '../kubelet/kuberuntime/podQosClass';
import { appArmorFromAnnotations } from './appArmorFromAnnotations';
import type { ApiServerOptions } from './apiServer';
import type { KubernetesObject } from './objectStore';
import { defaultPodLevelResources } from './podLevelResources';
import { time } from './timestamps';

/** What the registry's strategies set before validation (pkg/registry/*​/strategy.go, 1.37). */
export function prepareForCreate(object: KubernetesObject, { random, clock, store }: ApiServerOptions): void {
  const metadata = (object.metadata ??= {});
  if (!metadata.name && metadata.generateName)
    metadata.name = `${metadata.generateName.slice(0, 58)}${random.suffix(5)}`;
  switch (object.kind) {
    case 'Pod': {
      const pod = object as Pod;
      metadata.generation = 1;
      pod.status = { phase: 'Pending' };
      if (pod.spec?.schedulingGates?.length) {
        const gated = {
          type: 'PodScheduled',
          status: 'False',
          lastProbeTime: null,
          lastTransitionTime: time(clock.now()),
          reason: 'SchedulingGated',
          message: 'Scheduling is blocked due to non-empty scheduling gates',
        };
        pod.status.conditions = [gated as unknown as PodCondition];
      }
      if (pod.spec && Array.isArray(pod.spec.containers)) {
        appArmorFromAnnotations(pod);
        defaultPodLevelResources(pod);
        pod.status.qosClass = computePodQosClass(pod);
      }
      break;
    }
    case 'Job':
      labelJob(object as Job);
      break;
    case 'Service':
      allocateIP(object as Service, store.list('Service').length);
      break;
    case 'Secret': {
      const secret = object as Secret;
      if (!secret.stringData) break;
      const encoded = Object.entries(secret.stringData).map(([key, value]) => [key, Base64.encode(String(value))]);
      secret.data = { ...secret.data, ...(Object.fromEntries(encoded) as Record<string, string>) };
      delete secret.stringData;
      break;
    }
    default:
  }
  if (object.kind !== 'Pod') metadata.generation ??= 1;
}

/** A Job's pods are found by labels that the API server makes up (pkg/registry/batch/job/strategy.go generateSelector, 1.37). */
function labelJob({ spec, metadata: { name = '', uid = '' } = {} }: Job): void {
  if (!spec || spec.manualSelector) return;
  const template = (spec.template ??= {});
  template.metadata = { ...template.metadata };
  template.metadata.labels = {
    ...template.metadata.labels,
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'batch.kubernetes.io/controller-uid': uid,
  };
  spec.selector ??= {};
  spec.selector.matchLabels = { ...spec.selector.matchLabels, 'batch.kubernetes.io/controller-uid': uid };
}

/** A Service that asks for none gets the next address of 10.96.0.0/16. */
function allocateIP(service: Service, count: number): void {
  const spec = (service.spec ??= {});
  if (spec.clusterIP || spec.type === 'ExternalName') return;
  spec.clusterIP = `10.96.1.${(count % 250) + 2}`;
  spec.clusterIPs = [spec.clusterIP];
}
