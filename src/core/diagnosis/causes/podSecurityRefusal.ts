import type { Refusal } from '../facts/finding';
import { kubectl } from '../facts/suggestedCommand';

/**
 * What a pod security standard forbids (k8s.io/pod-security-admission/policy, 0.37).
 *
 * @param standard `restricted:latest`
 * @param text `allowPrivilegeEscalation != false (container "app" must set …), runAsNonRoot != true (pod or container …)`
 */
export function podSecurityRefusal(standard: string, text: string): Refusal {
  const parts = [...text.matchAll(/(?:^|, )([^(),]+?) \(((?:[^()]|\([^()]*\))*)\)/g)].map(
    ([, what = '', detail = '']) => ({
      what,
      detail,
    }),
  );
  const [first] = parts;
  return {
    name: 'pod-security',
    cause: `the namespace's pod security standard ${standard} forbids it: ${parts.map(({ what }) => what).join(', ') || text}`,
    field: first ? fieldOf(first.what, first.detail) : 'securityContext',
    next: `set what the standard requires: ${first?.detail ?? text}; or use a namespace whose label pod-security.kubernetes.io/enforce allows it`,
    command: kubectl`get namespaces -L pod-security.kubernetes.io/enforce`,
  };
}

/** The field of a complaint, which names the container (or that it is the pod's). */
function fieldOf(what: string, detail: string): string {
  const host = /(hostNetwork|hostPID|hostIPC)=true/.exec(detail)?.[1];
  if (host !== undefined) return host;
  const volume = /volumes? "([^"]+)"/.exec(detail)?.[1];
  if (volume !== undefined && /volume/i.test(what)) return `volumes[${volume}]`;
  const container = /containers? "([^"]+)"/.exec(detail)?.[1];
  const place = container === undefined ? 'securityContext' : `containers[${container}].securityContext`;
  if (/hostPort/.test(what)) return `containers[${container ?? 0}].ports`;
  if (/probe|lifecycle/i.test(what)) return `containers[${container ?? 0}]`;
  const fields: readonly [RegExp, string][] = [
    [/allowPrivilegeEscalation/, 'allowPrivilegeEscalation'],
    [/capabilities/, 'capabilities'],
    [/runAsNonRoot/, 'runAsNonRoot'],
    [/runAsUser/, 'runAsUser'],
    [/seccomp/i, 'seccompProfile'],
    [/apparmor/i, 'appArmorProfile'],
    [/privileged/, 'privileged'],
    [/seLinux/i, 'seLinuxOptions'],
    [/procMount/, 'procMount'],
    [/sysctl/, 'sysctls'],
    [/hostProcess/, 'windowsOptions'],
  ];
  const field = fields.find(([pattern]) => pattern.test(what))?.[1];
  return field === undefined ? place : `${place}.${field}`;
}
