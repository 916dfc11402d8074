import type { Actor } from '../../trace/trace';
import type { AuditEntry } from '../evidence/auditEntry';

/** Who asked, as a trace has it: the lane, and the name within it. */
export interface AuditCaller {
  from: Actor;
  /** A controller's name, `kubelet`, `kube-scheduler`, or the user as the API server knows them. */
  caller: string;
}

const ownAccounts = 'system:serviceaccount:kube-system:';

/**
 * The caller behind a user and its agent: components have users of their own, controllers service accounts
 * (cmd/kube-controller-manager/app/clientbuilder, 1.37). Who asks with kubectl is a person, whatever account that is.
 */
export function auditCaller({ user, agent, subresource }: AuditEntry): AuditCaller {
  const program = agent.split('/')[0] ?? '';
  if (user.startsWith('system:node:')) return { from: 'kubelet', caller: 'kubelet' };
  if (user === 'system:kube-scheduler') return { from: 'scheduler', caller: 'kube-scheduler' };
  if (user === 'system:apiserver') return { from: 'apiserver', caller: 'apiserver' };
  if (user === 'system:kube-controller-manager') return { from: 'controller', caller: 'kube-controller-manager' };
  const isPerson = program === 'kubectl' || !user.startsWith('system:serviceaccount:');
  if (isPerson && subresource !== 'binding') return { from: 'kubectl', caller: user };
  const caller = user.startsWith(ownAccounts) ? user.slice(ownAccounts.length) : user;
  return { from: subresource === 'binding' ? 'scheduler' : 'controller', caller };
}

/** Whether the kubelet of a node asked. */
export function isKubeletOf(node: string | undefined, { user }: AuditEntry): boolean {
  return node !== undefined && user === `system:node:${node}`;
}
