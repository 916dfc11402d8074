import type { Container, EphemeralContainer, Pod } from '../../../api/types';
import { KubeletError } from '../context/kubeletError';
import type { KubeletContext } from '../context/kubeletContext';
import { effectiveSecurityContext } from './effectiveSecurityContext';
import type { ImageUser } from './imageUser';
import { formatPod } from './podIdentity';

const maxUserId = 2147483647;

/**
 * Refuses a container that runAsNonRoot forbids or for which it can not be told.
 * pkg/kubelet/kuberuntime/security_context_others.go, 1.37.
 *
 * @throws KubeletError with the kubelet's message
 */
export function verifyRunAsNonRoot(
  { release }: KubeletContext,
  pod: Pod,
  container: Container | EphemeralContainer,
  image: ImageUser,
): void {
  const { runAsNonRoot, runAsUser } = effectiveSecurityContext(pod, container);
  if (!runAsNonRoot) return;
  const where = release.namesPodInNonRootMessage ? ` (pod: "${formatPod(pod)}", container: ${container.name})` : '';
  const refuse = (text: string): never => {
    throw new KubeletError('CreateContainerConfigError', text + where);
  };
  if (runAsUser !== undefined) {
    if (runAsUser === 0) refuse("container's runAsUser breaks non-root policy");
    return;
  }
  if (image.uid === undefined && image.username) {
    refuse(
      `container has runAsNonRoot and image has non-numeric user (${image.username}), cannot verify user is non-root`,
    );
  }
  const uid = image.uid ?? 0;
  if (uid === 0) refuse('container has runAsNonRoot and image will run as root');
  if (release.namesPodInNonRootMessage && (uid < 0 || uid > maxUserId)) {
    refuse(
      `container has runAsNonRoot and image has an invalid user id (${uid}). (Must be 1-(${maxUserId})): ` +
        `must be between 0 and ${maxUserId}, inclusive`,
    );
  }
}
