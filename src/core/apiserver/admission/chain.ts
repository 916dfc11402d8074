import type { ApiError } from '../../api/status';
import type { Pod } from '../../api/types';
import type { AdmissionContext, PodAdmission } from './admission';
import { limitRanger } from './limitRanger';
import { podSecurity } from './podSecurity';
import { priority } from './priority';
import { resourceQuota } from './resourceQuota';
import { runtimeClass, runtimeClassScheduling } from './runtimeClass';
import { serviceAccount } from './serviceAccount';
import { defaultTolerationSeconds } from './tolerations';

/** In the API server's order (pkg/kubeapiserver/options/plugins.go AllOrderedPlugins, 1.37). */
const mutating: readonly PodAdmission[] = [
  limitRanger,
  serviceAccount,
  priority,
  defaultTolerationSeconds,
  runtimeClass,
  runtimeClassScheduling,
];
const validating: readonly PodAdmission[] = [podSecurity, resourceQuota];

/** Runs the plugins that may change a pod, before it is validated. */
export function admitPod(pod: Pod, context: AdmissionContext): ApiError | undefined {
  return first(mutating, pod, context);
}

/** Runs the plugins that look at the finished pod, after it was validated. */
export function validatePodAdmission(pod: Pod, context: AdmissionContext): ApiError | undefined {
  return first(validating, pod, context);
}

function first(plugins: readonly PodAdmission[], pod: Pod, context: AdmissionContext): ApiError | undefined {
  for (const plugin of plugins) {
    const error = plugin(pod, context);
    if (error) return error;
  }
  return undefined;
}
