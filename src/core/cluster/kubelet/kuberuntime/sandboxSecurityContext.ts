import type { Pod } from '../../../api/types';
import type { LinuxSandboxSecurityContext } from '../../../cri/types';
import { message } from '../../../cri/message';
import type { KubeletContext } from '../context/kubeletContext';
import { seLinuxOption } from './containerSecurityContext';
import { int64Value } from './int64Value';
import { namespaceOptions } from './namespaceOptions';
import { seccompProfilePath } from './seccompProfile';
import { supplementalGroupsPolicy, volumeGroups } from './supplementalGroups';

/**
 * Who the sandbox's own process runs as and which namespaces the pod has.
 * pkg/kubelet/kuberuntime/kuberuntime_sandbox.go (generatePodSandboxLinuxConfig), 1.37.
 *
 * @throws KubeletError where the runtime can not give the pod what it asks for
 */
export function sandboxSecurityContext(ctx: KubeletContext, pod: Pod): LinuxSandboxSecurityContext {
  const { containers = [], initContainers = [], ephemeralContainers = [], securityContext } = pod.spec ?? {};
  const context = message<LinuxSandboxSecurityContext>({
    privileged: [...containers, ...initContainers, ...ephemeralContainers].some(
      (container) => container.securityContext?.privileged === true,
    ),
    // The sandbox always has the runtime's own profile.
    seccomp: ctx.release.securityProfiles ? {} : undefined,
    seccomp_profile_path: ctx.release.securityProfiles ? undefined : seccompProfilePath(ctx, pod),
  });
  if (!securityContext) return context;
  const { runAsUser, runAsGroup, fsGroup, supplementalGroups, seLinuxOptions } = securityContext;
  return {
    ...context,
    ...message<LinuxSandboxSecurityContext>({
      namespace_options: namespaceOptions(ctx, pod),
      selinux_options: seLinuxOption(seLinuxOptions),
      run_as_user: int64Value(runAsUser),
      run_as_group: int64Value(runAsGroup),
      supplemental_groups: [
        ...(fsGroup === undefined ? [] : [String(fsGroup)]),
        ...volumeGroups(ctx, pod),
        ...(supplementalGroups ?? []).map(String),
      ],
      supplemental_groups_policy: supplementalGroupsPolicy(pod),
    }),
  };
}
