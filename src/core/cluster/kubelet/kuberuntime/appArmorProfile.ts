import type { AppArmorProfile, Container, EphemeralContainer, Pod } from '../../../api/types';
import type { SecurityProfile } from '../../../cri/types';
import { KubeletError } from '../context/kubeletError';
import { entryOf } from '../../../entryOf';

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/';

/** The profile's name in the form of the old annotation: `runtime/default`, `localhost/NAME` or `unconfined`. */
export function appArmorAnnotation(pod: Pod, containerName: string): string | undefined {
  return entryOf(pod.metadata?.annotations, annotationPrefix + containerName);
}

/** The profile that holds for a container: its own, or the one of its annotation, or the pod's. pkg/security/apparmor/helpers.go, 1.37. */
function effectiveProfile(pod: Pod, container: Container | EphemeralContainer): AppArmorProfile | undefined {
  return (
    container.securityContext?.appArmorProfile ??
    fromAnnotation(appArmorAnnotation(pod, container.name)) ??
    pod.spec?.securityContext?.appArmorProfile
  );
}

function fromAnnotation(value: string | undefined): AppArmorProfile | undefined {
  if (value === 'runtime/default') return { type: 'RuntimeDefault' };
  if (value === 'unconfined') return { type: 'Unconfined' };
  if (value?.startsWith('localhost/')) return { type: 'Localhost', localhostProfile: value.slice('localhost/'.length) };
  return undefined;
}

/**
 * The container's AppArmor profile, as message and in the old form that older runtimes read.
 * pkg/kubelet/kuberuntime/helpers.go (getAppArmorProfile), 1.37.
 *
 * @throws KubeletError for a Localhost profile without a name
 */
export function appArmorProfile(
  pod: Pod,
  container: Container | EphemeralContainer,
): { profile?: SecurityProfile; name?: string } {
  const profile = effectiveProfile(pod, container);
  if (!profile) return {};
  switch (profile.type) {
    case 'RuntimeDefault':
      return { profile: {}, name: 'runtime/default' };
    case 'Unconfined':
      return { profile: { profile_type: 'Unconfined' }, name: 'unconfined' };
    case 'Localhost':
      if (profile.localhostProfile === undefined) {
        throw new KubeletError('CreateContainerConfigError', 'missing localhost apparmor profile name');
      }
      return {
        profile: { profile_type: 'Localhost', localhost_ref: profile.localhostProfile },
        name: `localhost/${profile.localhostProfile}`,
      };
    default:
      throw new KubeletError('CreateContainerConfigError', `unknown apparmor profile type: "${profile.type}"`);
  }
}
