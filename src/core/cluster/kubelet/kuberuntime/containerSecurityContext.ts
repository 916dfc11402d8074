import type { Capabilities, Container, EphemeralContainer, Pod, SELinuxOptions } from '../../../api/types';
import type { Capability, LinuxContainerSecurityContext, SELinuxOption } from '../../../cri/types';
import { message } from '../../../cri/message';
import type { KubeletContext } from '../context/kubeletContext';
import { appArmorAnnotation, appArmorProfile } from './appArmorProfile';
import { effectiveSecurityContext } from './effectiveSecurityContext';
import type { ImageUser } from './imageUser';
import { int64Value } from './int64Value';
import { namespaceOptions } from './namespaceOptions';
import { seccompProfile, seccompProfilePath } from './seccompProfile';
import { supplementalGroupsPolicy, volumeGroups } from './supplementalGroups';

/**
 * Who a container runs as and what it may do.
 * pkg/kubelet/kuberuntime/security_context.go, 1.37.
 *
 * @throws KubeletError for a profile or namespace that can not be had
 */
export function containerSecurityContext(
  ctx: KubeletContext,
  pod: Pod,
  container: Container | EphemeralContainer,
  image: ImageUser,
): LinuxContainerSecurityContext {
  const { release } = ctx;
  const effective = effectiveSecurityContext(pod, container);
  const { fsGroup, supplementalGroups } = pod.spec?.securityContext ?? {};
  const unmasked = effective.procMount === 'Unmasked';
  const byImage = effective.runAsUser === undefined;
  const context = message<LinuxContainerSecurityContext>({
    capabilities: capability(effective.capabilities),
    privileged: effective.privileged,
    namespace_options: namespaceOptions(ctx, pod),
    selinux_options: seLinuxOption(effective.seLinuxOptions),
    run_as_user: byImage ? imageUser(image) : int64Value(effective.runAsUser),
    run_as_group: int64Value(effective.runAsGroup),
    run_as_username: byImage && image.uid === undefined ? image.username : undefined,
    readonly_rootfs: effective.readOnlyRootFilesystem,
    supplemental_groups: [
      ...(fsGroup === undefined ? [] : [String(fsGroup)]),
      ...(supplementalGroups ?? []).map(String),
      ...volumeGroups(ctx, pod),
    ],
    supplemental_groups_policy: supplementalGroupsPolicy(pod),
    no_new_privs: effective.allowPrivilegeEscalation === false,
    masked_paths: unmasked ? undefined : [...release.maskedPaths],
    readonly_paths: unmasked ? undefined : [...release.readonlyPaths],
  });
  if (release.securityProfiles) {
    context.seccomp = seccompProfile(ctx, pod, container);
    const { profile, name } = appArmorProfile(pod, container);
    if (profile) context.apparmor = profile;
    if (name) context.apparmor_profile = name;
  } else {
    const seccomp = seccompProfilePath(ctx, pod, container.name);
    if (seccomp) context.seccomp_profile_path = seccomp;
    const name = appArmorAnnotation(pod, container.name);
    if (name) context.apparmor_profile = name;
  }
  return context;
}

/** The image's user where it is a number; an image that names no user runs as root. */
function imageUser({ uid, username }: ImageUser): ReturnType<typeof int64Value> {
  return int64Value(uid ?? (username ? undefined : 0));
}

function capability(capabilities: Capabilities | undefined): Capability | undefined {
  if (!capabilities) return undefined;
  return message<Capability>({ add_capabilities: capabilities.add, drop_capabilities: capabilities.drop });
}

/** SELinux options as CRI has them. */
export function seLinuxOption(options: SELinuxOptions | undefined): SELinuxOption | undefined {
  if (!options) return undefined;
  const { user, role, type, level } = options;
  return message<SELinuxOption>({ user, role, type, level });
}
