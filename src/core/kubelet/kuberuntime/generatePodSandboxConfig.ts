import type { Pod } from '../../api/types';
import type { LinuxPodSandboxConfig, PodSandboxConfig, PodSandboxMetadata } from '../../cri/types';
import { message, stringMap } from '../../cri/message';
import type { KubeletContext } from '../kubeletContext';
import { podAsRead } from '../podAsRead';
import { cgroupParent } from './cgroups';
import { podDns } from './podDns';
import { kernelHostname } from './podHostname';
import { podAnnotations } from './podIdentity';
import { portMappings } from './portMappings';
import { sandboxOverhead, sandboxResources } from './sandboxResources';
import { sandboxSecurityContext } from './sandboxSecurityContext';

/**
 * The config of RunPodSandbox, which PullImage and CreateContainer carry, too.
 * pkg/kubelet/kuberuntime/kuberuntime_sandbox.go, 1.37.
 *
 * @param attempt how many sandboxes this pod has had before
 * @throws KubeletError (CreatePodSandboxError)
 */
export function generatePodSandboxConfig(ctx: KubeletContext, stored: Pod, attempt: number): PodSandboxConfig {
  const pod = podAsRead(ctx.release, stored);
  const { name = '', namespace = '', uid = '', labels } = pod.metadata ?? {};
  return message<PodSandboxConfig>({
    metadata: message<PodSandboxMetadata>({ name, uid, namespace, attempt }),
    hostname: pod.spec?.hostNetwork ? undefined : kernelHostname(ctx, pod),
    log_directory: `/var/log/pods/${namespace}_${name}_${uid}`,
    dns_config: podDns(ctx, pod).config,
    port_mappings: portMappings(ctx, pod),
    labels: {
      ...labels,
      'io.kubernetes.pod.name': name,
      'io.kubernetes.pod.namespace': namespace,
      'io.kubernetes.pod.uid': uid,
    },
    annotations: podAnnotations(ctx, pod),
    linux: linuxConfig(ctx, pod),
  });
}

function linuxConfig(ctx: KubeletContext, pod: Pod): LinuxPodSandboxConfig {
  const sysctls = (pod.spec?.securityContext?.sysctls ?? []).map(({ name, value }) => [name, value] as const);
  return message<LinuxPodSandboxConfig>({
    cgroup_parent: cgroupParent(ctx.node, pod),
    security_context: sandboxSecurityContext(ctx, pod),
    sysctls: stringMap(Object.fromEntries(sysctls)),
    overhead: ctx.release.sandboxResources ? sandboxOverhead(ctx, pod) : undefined,
    resources: ctx.release.sandboxResources ? sandboxResources(ctx, pod) : undefined,
  });
}
