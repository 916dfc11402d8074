import type { ApiError } from '../../../api/status';
import type { Pod } from '../../../api/types';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import type { AdmissionContext, PodAdmission } from './admission';
import { defaultStorageClass } from './defaultStorageClass';
import { limitClaim, limitRangerDefaults, limitRangerLimits } from './limitRanger';
import { podSecurity, podSecurityLabels } from './podSecurity';
import { podTopologyLabels } from './podTopologyLabels';
import { priority } from './priority';
import { resourceQuota } from './resourceQuota';
import { runtimeClass, runtimeClassOverhead } from './runtimeClass';
import { serviceAccount } from './serviceAccount';
import { defaultTolerationSeconds } from './tolerations';

/** In the API server's order (pkg/kubeapiserver/options/plugins.go AllOrderedPlugins, 1.37). */
const mutating: readonly PodAdmission[] = [
  limitRangerDefaults,
  serviceAccount,
  priority,
  defaultTolerationSeconds,
  runtimeClass,
  podTopologyLabels,
];
const validating: readonly PodAdmission[] = [limitRangerLimits, podSecurity, runtimeClassOverhead];

/** Runs the plugins that may change an object, before it is validated. */
export function admit(object: KubernetesObject, context: AdmissionContext): ApiError | undefined {
  const { spec }: Pod = object;
  if (object.kind === 'Pod' && spec) return first(mutating, object, context);
  if (object.kind === 'PersistentVolumeClaim') defaultStorageClass(object, context);
  return undefined;
}

/** Runs the plugins that look at the finished object, after it was validated. */
export function validateAdmission(object: KubernetesObject, context: AdmissionContext): ApiError | undefined {
  let error: ApiError | undefined;
  if (object.kind === 'Pod') error = first(validating, object, context);
  else if (object.kind === 'PersistentVolumeClaim') error = limitClaim(object, context);
  else if (object.kind === 'Namespace') error = podSecurityLabels(object);
  return error ?? resourceQuota(object, context);
}

function first(plugins: readonly PodAdmission[], pod: Pod, context: AdmissionContext): ApiError | undefined {
  for (const plugin of plugins) {
    const error = plugin(pod, context);
    if (error) return error;
  }
  return undefined;
}
