import type { Pod } from '../../../api/types';
import type { RuntimePodStatus } from './runtimePodStatus';

export interface SandboxChange {
  /** Whether a sandbox is to be made. */
  changed: boolean;
  attempt: number;
  /** The sandbox that is there. */
  sandboxId: string | undefined;
  /** Why the one that is there will not do. */
  why: string;
}

/** Compares the pod with its sandboxes (pkg/kubelet/kuberuntime/util/util.go PodSandboxChanged, 1.37). */
export function podSandboxChanged(pod: Pod, { sandboxes }: RuntimePodStatus): SandboxChange {
  const latest = sandboxes[0];
  if (!latest) return { changed: true, attempt: 0, sandboxId: undefined, why: 'no pod sandbox exists' };
  const attempt = latest.config.metadata?.attempt ?? 0;
  const anew = (why: string): SandboxChange => ({ changed: true, attempt: attempt + 1, sandboxId: latest.id, why });
  if (sandboxes.filter(({ ready }) => ready).length > 1) return anew('multiple ready pod sandboxes exist');
  if (!latest.ready) return anew('pod sandbox is not ready');
  if (!pod.spec?.hostNetwork && latest.ip === '') return { ...anew('pod sandbox has no IP address') };
  return { changed: false, attempt, sandboxId: latest.id, why: '' };
}
