import type { Container, EphemeralContainer, Pod } from '../../../api/types';
import type { SecurityProfile } from '../../../cri/types';
import { KubeletError } from '../context/kubeletError';
import type { KubeletContext } from '../context/kubeletContext';
import { entryOf } from '../../../entryOf';

/**
 * The container's seccomp profile: its own, or the pod's, or none.
 * pkg/kubelet/kuberuntime/helpers.go (getSeccompProfile), 1.37.
 *
 * @throws KubeletError for a Localhost profile without a file
 */
export function seccompProfile(
  { node }: KubeletContext,
  pod: Pod,
  container: Container | EphemeralContainer,
): SecurityProfile {
  const profile = container.securityContext?.seccompProfile ?? pod.spec?.securityContext?.seccompProfile;
  if (profile?.type === 'RuntimeDefault') return {};
  if (profile?.type !== 'Localhost') return { profile_type: 'Unconfined' };
  if (!profile.localhostProfile) {
    throw new KubeletError(
      'CreateContainerConfigError',
      'localhostProfile must be set if seccompProfile type is Localhost.',
    );
  }
  return { profile_type: 'Localhost', localhost_ref: `${node.rootDir}/seccomp/${cleanPath(profile.localhostProfile)}` };
}

/** Go's filepath.Join drops what a path does not need: `./a//b` is `a/b`. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/**
 * The seccomp profile of a kubelet that knows no field for it: by annotation, the container's before the
 * pod's. Without a container it is the sandbox's.
 * pkg/kubelet/kuberuntime/helpers.go (getSeccompProfileFromAnnotations), 1.18.
 */
export function seccompProfilePath({ node }: KubeletContext, pod: Pod, containerName?: string): string | undefined {
  const annotations = pod.metadata?.annotations;
  const own = containerName
    ? entryOf(annotations, `container.seccomp.security.alpha.kubernetes.io/${containerName}`)
    : undefined;
  const profile = own ?? annotations?.['seccomp.security.alpha.kubernetes.io/pod'];
  if (!profile?.startsWith('localhost/')) return profile;
  return `localhost/${node.rootDir}/seccomp/${cleanPath(profile.slice('localhost/'.length))}`;
}
