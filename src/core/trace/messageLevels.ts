import { entryOf } from '../entryOf';
import type { Level } from './level';
import type { Message } from './trace';

type About = Pick<Message, 'protocol' | 'method' | 'request' | 'outcome' | 'because'>;

/**
 * The level of each kind of message: of HTTP the verb with the resource, of a registry the verb with what it gives, of
 * the others the method. The last row is for what has none of its own.
 */
const levels: Readonly<Record<string, Level>> = {
  // The main steps: a pod is made, is given a node, its containers are started there, and it is ready, ends, or has to go.
  'HTTP POST pods': 1,
  'HTTP WATCH ADDED pods': 1,
  'HTTP WATCH MODIFIED pods': 1,
  'HTTP POST pods/binding': 1,
  'HTTP PATCH pods/status (Ready)': 1,
  'HTTP PATCH pods/status (ended)': 1,
  'HTTP DELETE pods': 1,
  'HTTP GET pods': 1,
  'HTTP POST deployments': 1,
  'HTTP POST replicasets': 1,
  'HTTP POST replicationcontrollers': 1,
  'HTTP POST statefulsets': 1,
  'HTTP POST daemonsets': 1,
  'HTTP POST jobs': 1,
  'HTTP POST cronjobs': 1,
  'CRI RunPodSandbox': 1,
  'CNI ADD': 1,
  'CRI PullImage': 1,
  'CRI CreateContainer': 1,
  'CRI StartContainer': 1,
  'process exit': 1,
  // The runtime's other calls, and what bears on them.
  'CRI ImageStatus': 2,
  'CRI ImageFsInfo': 2,
  'CRI ListImages': 2,
  'CRI RemoveImage': 2,
  'CRI PodSandboxStatus': 2,
  'CRI ListPodSandbox': 2,
  'CRI StopPodSandbox': 2,
  'CRI RemovePodSandbox': 2,
  'CRI ContainerStatus': 2,
  'CRI ListContainers': 2,
  'CRI StopContainer': 2,
  'CRI RemoveContainer': 2,
  'CRI UpdateContainerResources': 2,
  'CRI ExecSync': 2,
  'CNI DEL': 2,
  'CNI CHECK': 2,
  'registry GET manifests': 2,
  'registry GET blobs': 2,
  'OCI create': 2,
  'OCI start': 2,
  'OCI exec': 2,
  'probe startup': 2,
  'probe liveness': 2,
  'probe readiness': 2,
  'process exit (with its pod)': 2,
  'HTTP PATCH pods/status': 2,
  'HTTP PATCH pods/ephemeralcontainers': 2,
  'HTTP DELETE deployments': 2,
  'HTTP DELETE replicasets': 2,
  'HTTP DELETE replicationcontrollers': 2,
  'HTTP DELETE statefulsets': 2,
  'HTTP DELETE daemonsets': 2,
  'HTTP DELETE jobs': 2,
  'HTTP DELETE cronjobs': 2,
  'HTTP POST configmaps': 2,
  'HTTP POST secrets': 2,
  'HTTP POST serviceaccounts': 2,
  'HTTP POST services': 2,
  'HTTP POST persistentvolumeclaims': 2,
  'HTTP POST persistentvolumes': 2,
  'HTTP POST storageclasses': 2,
  'HTTP POST priorityclasses': 2,
  'HTTP POST runtimeclasses': 2,
  'HTTP POST namespaces': 2,
  'HTTP POST podtemplates': 2,
  'HTTP POST resourceclaimtemplates': 2,
  'HTTP POST deviceclasses': 2,
  'HTTP POST csidrivers': 2,
  'HTTP POST nodes': 2,
  'HTTP POST limitranges': 2,
  'HTTP POST resourcequotas': 2,
  'HTTP POST resourceclaims': 2,
  // Book-keeping.
  'HTTP POST events': 3,
  'HTTP PATCH events': 3,
  'HTTP POST serviceaccounts/token': 3,
  'HTTP POST controllerrevisions': 3,
  'HTTP POST endpoints': 3,
  'HTTP PUT endpoints': 3,
  'HTTP POST endpointslices': 3,
  'HTTP PUT endpointslices': 3,
  'HTTP PATCH pods': 3,
  'HTTP PATCH jobs': 3,
  'HTTP PUT deployments/status': 3,
  'HTTP PUT replicasets/status': 3,
  'HTTP PUT replicationcontrollers/status': 3,
  'HTTP PUT statefulsets/status': 3,
  'HTTP PUT daemonsets/status': 3,
  'HTTP PUT jobs/status': 3,
  'HTTP PUT cronjobs/status': 3,
  'HTTP PUT poddisruptionbudgets/status': 3,
  'HTTP PUT resourcequotas/status': 3,
  'HTTP PUT persistentvolumeclaims': 3,
  'HTTP PUT persistentvolumeclaims/status': 3,
  'HTTP PUT persistentvolumes': 3,
  'HTTP PUT persistentvolumes/status': 3,
  'HTTP DELETE persistentvolumeclaims': 3,
  'HTTP *': 3,
  'CRI *': 2,
  'CNI *': 2,
  'OCI *': 2,
  'registry *': 2,
  'probe *': 2,
  'process *': 2,
};

/** Which row of the table a message has. */
export function kindOfMessage({ protocol, method, request, because }: About): string {
  if (protocol === 'HTTP') {
    const [verb = '', ...rest] = method.split(' ');
    const path = rest.at(-1) ?? '';
    const change = rest.length > 1 ? ` ${rest[0]}` : '';
    const resource = resourceIn(path);
    const turn = verb === 'PATCH' && resource === 'pods/status' ? turnOf(request, because) : '';
    return `HTTP ${verb}${change} ${resource}${turn}`;
  }
  if (protocol === 'registry') return `registry GET ${/\/(manifests|blobs)(?:\/|$)/.exec(method)?.[1] ?? method}`;
  // `create pause`, `liveness probe`
  if (protocol === 'probe' || protocol === 'OCI') return `${protocol} ${method.split(' ')[0]}`;
  if (protocol === 'process' && because?.type === 'stopped')
    return `process ${method}${because.cause.type === 'probeFailed' || because.cause.type === 'postStartFailed' ? '' : ' (with its pod)'}`;
  return `${protocol} ${method}`;
}

/** Whether the table has a row for the message. */
export function hasLevel(message: About): boolean {
  return Object.hasOwn(levels, kindOfMessage(message));
}

/** The message's level; what failed is in none above 2. */
export function levelOf(message: About): Level {
  const level = entryOf(levels, kindOfMessage(message)) ?? entryOf(levels, `${message.protocol} *`) ?? 3;
  return !message.outcome.ok && level > 2 ? 2 : level;
}

/** `pods/status` of `/api/v1/namespaces/default/pods/web/status`. */
function resourceIn(path: string): string {
  const steps = path.split('/');
  // The root, the group where there is one, and the version.
  if (steps[0] === '') steps.splice(0, steps[1] === 'apis' ? 4 : 3);
  if (steps[0] === 'namespaces' && steps.length > 2) steps.splice(0, 2);
  const [resource = '', , subresource] = steps;
  return subresource === undefined ? resource : `${resource}/${subresource}`;
}

/** Whether a pod's status says that it is ready or over by now; where it is not known what it was before, that it is ready. */
function turnOf(status: unknown, because: About['because']): ' (Ready)' | ' (ended)' | '' {
  if (because?.type !== 'statusChanged') return tellsReady(status) ? ' (Ready)' : '';
  for (const change of because.changes) {
    if (change.type === 'phase' && (change.to === 'Succeeded' || change.to === 'Failed')) return ' (ended)';
    if (change.type === 'condition' && change.condition === 'Ready' && change.status === 'True') return ' (Ready)';
  }
  return '';
}

function tellsReady(status: unknown): boolean {
  if (typeof status !== 'object' || status === null || !('conditions' in status)) return false;
  const { conditions } = status;
  return (
    Array.isArray(conditions) &&
    conditions.some(
      (one: { type?: unknown; status?: unknown } | null) => one?.type === 'Ready' && one.status === 'True',
    )
  );
}
