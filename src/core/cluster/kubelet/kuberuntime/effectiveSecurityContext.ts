import type { Container, EphemeralContainer, Pod, SecurityContext } from '../../../api/types';

/**
 * The container's security context over the pod's.
 * pkg/securitycontext/util.go (DetermineEffectiveSecurityContext), 1.37.
 */
export function effectiveSecurityContext(pod: Pod, container: Container | EphemeralContainer): SecurityContext {
  const { seLinuxOptions, runAsUser, runAsGroup, runAsNonRoot } = pod.spec?.securityContext ?? {};
  const effective: SecurityContext = {};
  if (seLinuxOptions) effective.seLinuxOptions = seLinuxOptions;
  if (runAsUser !== undefined) effective.runAsUser = runAsUser;
  if (runAsGroup !== undefined) effective.runAsGroup = runAsGroup;
  if (runAsNonRoot !== undefined) effective.runAsNonRoot = runAsNonRoot;
  return container.securityContext ? { ...effective, ...container.securityContext } : effective;
}
