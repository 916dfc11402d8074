import type { Pod } from '../../../api/types';
import type { LinuxPodSandboxConfig, PodSandboxConfig, PodSandboxMetadata } from '../../../cri/types';
import { message, stringMap } from '../../../cri/message';
import type { KubeletContext } from '../context/kubeletContext';
import { podAsRead } from '../context/podAsRead';
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
 * @param options.createsSandbox whether the sync that this is for creates the sandbox: only then are sysctls
 *   that are written with slashes sent with dots
 * @throws KubeletError (CreatePodSandboxError)
 */
export function generatePodSandboxConfig(
  ctx: KubeletContext,
  stored: Pod,
  attempt: number,
  { createsSandbox = true } = {},
): PodSandboxConfig {
  const pod = podAsRead(ctx, stored);
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
    linux: linuxConfig(ctx, pod, createsSandbox && ctx.release.dotsInSysctls),
  });
}

function linuxConfig(ctx: KubeletContext, pod: Pod, dots: boolean): LinuxPodSandboxConfig {
  const sysctls = (pod.spec?.securityContext?.sysctls ?? []).map(
    ({ name, value }) => [dots ? withDots(name) : name, value] as const,
  );
  return message<LinuxPodSandboxConfig>({
    cgroup_parent: cgroupParent(ctx.node, pod),
    security_context: sandboxSecurityContext(ctx, pod),
    sysctls: stringMap(Object.fromEntries(sysctls)),
    overhead: ctx.release.sandboxResources ? sandboxOverhead(ctx, pod) : undefined,
    resources: ctx.release.sandboxResources ? sandboxResources(ctx, pod) : undefined,
  });
}

/** A sysctl's name with dots between its parts, for one written with slashes. component-helpers/node/util/sysctl, 1.37. */
function withDots(name: string): string {
  if (/[./]/.exec(name)?.[0] !== '/') return name;
  return name.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));
}
