import type { Refusal } from '../facts/finding';
import { podSecurityRefusal } from './podSecurityRefusal';
import { kubectl } from '../facts/suggestedCommand';

/**
 * What admission says no to, in words: the texts of the plugins in plugin/pkg/admission and of the API server's
 * webhooks and policies, 1.37. They reach a workload's pods, too, in the events of the workload.
 *
 * @param namespace for the commands, where it is known
 */
export function admissionRefusal(message: string, namespace?: string): Refusal | undefined {
  for (const [pattern, refusal] of refusals) {
    const match = pattern.exec(message);
    if (match)
      return refusal(
        match.slice(1).map((group) => group ?? ''),
        namespace,
      );
  }
  return undefined;
}

const webhooks = kubectl`get validatingwebhookconfigurations,mutatingwebhookconfigurations`;

const refusals: readonly [RegExp, (groups: readonly string[], namespace?: string) => Refusal][] = [
  [/violates PodSecurity "([^"]+)": (.*)$/s, ([standard = '', parts = '']) => podSecurityRefusal(standard, parts)],
  [
    /exceeded quota: ([^\s,]+), (requested: .*)/s,
    ([quota = '', text = ''], namespace) => {
      const field = exceededField(text.split(', used: ', 1)[0] ?? '');
      return {
        name: 'quota-exceeded',
        cause: `the namespace's ResourceQuota ${quota} is used up: ${text}`,
        ...(field !== undefined && { field }),
        next: 'ask for less, delete what is not needed, or have the quota raised',
        command: kubectl`describe resourcequota ${quota} -n ${namespace}`,
      };
    },
  ],
  [
    /failed quota: ([^:]+): must specify (.* for: ([^,;]+).*|.*)$/s,
    ([quota = '', missing = '', container = ''], namespace) => ({
      name: 'quota-needs-requests',
      cause: `the namespace's ResourceQuota ${quota} limits resources that the pod does not specify: ${missing}`,
      field: `containers[${container || 0}].resources`,
      next: 'specify these requests and limits, or give the namespace a LimitRange with defaults',
      command: kubectl`describe resourcequota ${quota} -n ${namespace}`,
    }),
  ],
  [
    /((?:maximum|minimum) \S+ usage per .*)|(?:^|[^\w./-])([\w./-]+ max limit to request ratio per .*)/s,
    ([range = '', ratio = ''], namespace) => ({
      name: 'limit-range',
      cause: `the namespace's LimitRange does not allow it: ${(range || ratio).replace(/\]$/, '')}`,
      field: 'containers[0].resources',
      next: 'bring requests and limits within the range',
      command: kubectl`describe limitrange -n ${namespace}`,
    }),
  ],
  [
    /looking up service account \S+ serviceaccount "([^"]+)" not found/,
    ([account = ''], namespace) => ({
      name: 'service-account-missing',
      cause: `its ServiceAccount ${account} does not exist`,
      field: 'serviceAccountName',
      next: `create the ServiceAccount ${account}, or correct serviceAccountName`,
      command: kubectl`create serviceaccount ${account} -n ${namespace}`,
    }),
  ],
  [
    /no PriorityClass with name (\S+) was found/,
    ([priority = '']) => ({
      name: 'priority-class-missing',
      cause: `its PriorityClass ${priority} does not exist`,
      field: 'priorityClassName',
      next: 'name one that exists, or create it',
      command: kubectl`get priorityclasses`,
    }),
  ],
  [
    /the integer value of priority \((-?\d+)\) must not be provided/,
    ([priority = '']) => ({
      name: 'priority-written',
      cause: `its priority ${priority} is not that of its PriorityClass`,
      field: 'priority',
      next: 'leave priority out: admission sets it from priorityClassName',
    }),
  ],
  [
    /RuntimeClass "([^"]+)" not found/,
    ([runtime = '']) => ({
      name: 'runtime-class-missing',
      cause: `its RuntimeClass ${runtime} does not exist`,
      field: 'runtimeClassName',
      next: 'name one that exists, or create it',
      command: kubectl`get runtimeclasses`,
    }),
  ],
  [
    /admission webhook "([^"]+)" denied the request(?:: (.*)| without explanation)?$/s,
    ([webhook = '', denial = '']) => ({
      name: 'webhook-denied',
      cause: `the admission webhook ${webhook} denied it${denial && `: ${denial}`}`,
      next: 'change what it complains about, or ask who runs it',
      command: webhooks,
    }),
  ],
  [
    /failed calling webhook "([^"]+)": (.*)$/s,
    ([webhook = '', why = '']) => ({
      name: 'webhook-unreachable',
      cause: `the admission webhook ${webhook} cannot be called: ${why}`,
      next: 'check whether its Service has running pods; nothing of this kind is stored until it answers',
      command: webhooks,
    }),
  ],
  [
    /ValidatingAdmissionPolicy '([^']+)'(?: with binding '[^']+')? denied request: (.*)/s,
    ([policy = '', denial = '']) => ({
      name: 'admission-policy-denied',
      cause: `the ValidatingAdmissionPolicy ${policy} denied it: ${denial}`,
      next: 'change what it complains about',
      command: kubectl`get validatingadmissionpolicy ${policy} -o yaml`,
    }),
  ],
  [
    /because it is being terminated/,
    () => ({
      name: 'namespace-terminating',
      cause: 'its namespace is being deleted',
      field: 'metadata.namespace',
      next: 'wait until it is gone and create it again, or use another namespace',
      command: kubectl`get namespaces`,
    }),
  ],
  [
    /User "([^"]+)" cannot (\w+) resource "([^"]+)"/,
    ([user = '', verb = '', resource = ''], namespace) => ({
      name: 'not-allowed',
      cause: `${user} is not allowed to ${verb} ${resource}`,
      next: 'bind a Role with that permission to that user',
      command: kubectl`auth can-i --list --as ${user} -n ${namespace}`,
    }),
  ],
];

/** The field that asks for what a quota denies; none where other objects than pods are counted. */
function exceededField(requested: string): string | undefined {
  if (/[ ,](?:pods|count\/pods)=/.test(requested)) return 'spec.replicas';
  const amounts = requested.replace(/^requested: /, '').split(',');
  return amounts.every((amount) => amount.startsWith('count/')) ? undefined : 'containers[0].resources';
}
