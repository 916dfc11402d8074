import type { Event } from '../../../src/core/api/types';
import type { KubernetesObject } from '../../../src/core/api/kubernetesObject';
import type { ApiView } from '../../../src/core/api/view';

/** What people report, in few lines: what a cluster shows, what is told of it first, and what is not. */
export interface Reported {
  what: string;
  view: ApiView;
  cause: RegExp;
  next?: RegExp;
  field?: string;
  /** What neither cause nor next may say. */
  never?: RegExp;
}

/** Ten minutes after everything began. */
export const reportedNow = Date.parse('2026-05-04T10:10:00Z');

type Fields = Readonly<Record<string, unknown>>;

const uid = 'a0000000-0000-4000-8000-000000000001';
const namespace = 'shop';

/** A pod `web` with a container `app`, which waits to be made. */
function pod(spec: Fields = {}, status: Fields = {}, metadata: Fields = {}): KubernetesObject {
  const { container, ...rest } = spec;
  const { app, ready = 'False', hasSandbox = true, ...more } = status;
  const is = (type: string, value: unknown): Fields => ({ type, status: value, lastTransitionTime: time(1) });
  return object('Pod', 'web', {
    metadata: { ...metadata, uid },
    spec: {
      nodeName: 'node-1',
      containers: [{ name: 'app', image: 'registry.example/web:1', ...(container as Fields | undefined) }],
      ...rest,
    },
    status: {
      phase: 'Pending',
      startTime: time(1),
      conditions: [is('PodReadyToStartContainers', hasSandbox ? 'True' : 'False'), is('Ready', ready), is('PodScheduled', 'True')],
      containerStatuses: [
        { name: 'app', ready: false, restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } }, ...(app as Fields | undefined) },
      ],
      ...more,
    },
  }); // prettier-ignore
}

function object(kind: string, name: string, fields: Fields): KubernetesObject {
  const metadata = {
    name,
    namespace,
    uid: `${kind}-${name}`,
    creationTimestamp: time(0),
    ...(fields['metadata'] as Fields | undefined),
  };
  return { kind, ...fields, metadata }; // prettier-ignore
}

function event(
  reason: string,
  message: string,
  { kind = 'Pod', name = 'web', count = 1, container = '', type = 'Warning' } = {},
): KubernetesObject {
  const fieldPath = container && `spec.containers{${container}}`;
  return object('Event', `${name}.${reason}`, {
    involvedObject: { kind, name, namespace, uid: kind === 'Pod' ? uid : `${kind}-${name}`, ...(fieldPath && { fieldPath }) },
    reason, message, type, count, firstTimestamp: time(3), lastTimestamp: time(400),
  }); // prettier-ignore
}

function time(second: number): string {
  return new Date(Date.parse('2026-05-04T10:00:00Z') + second * 1000).toISOString().replace('.000', '');
}

function view(...objects: KubernetesObject[]): ApiView {
  return {
    pods: objects.filter(({ kind }) => kind === 'Pod'),
    events: objects.filter(({ kind }) => kind === 'Event') as unknown as Event[],
    objects: objects.filter(({ kind }) => kind !== 'Pod' && kind !== 'Event'),
    errors: [],
  };
}

const node = (name: string, fields: Fields = {}, ready = 'True', message = ''): KubernetesObject =>
  object('Node', name, { status: { conditions: [{ type: 'Ready', status: ready, message }] }, ...fields });

const unscheduled = (message: string, spec: Fields = {}): KubernetesObject =>
  pod({ nodeName: undefined, ...spec }, { startTime: undefined, containerStatuses: [], conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }] }); // prettier-ignore

const ended = (exitCode: number, reason = 'Error', message = ''): Fields => ({
  restartCount: 3,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { exitCode, reason, message, startedAt: time(10), finishedAt: time(12) } },
});
const runs = { phase: 'Running', ready: 'True', app: { ready: true, started: true, state: { running: { startedAt: time(5) } } } }; // prettier-ignore
const startError = (text: string): KubernetesObject => pod({ container: { command: ['serve'] } }, { phase: 'Running', app: ended(128, 'StartError', `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${text}: unknown`) }); // prettier-ignore
const claimed = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const unmounted = (reason: string, message: string): ApiView =>
  view(pod(claimed, { hasSandbox: false }), event(reason, message));
const quota = object('ResourceQuota', 'team', { status: { hard: { 'requests.cpu': '2', pods: '10' }, used: { 'requests.cpu': '2000m', pods: '4' } } }); // prettier-ignore

export const reported: readonly Reported[] = [
  { what: 'a waiting reason that nobody knows', view: view(pod({}, { hasSandbox: false, app: { state: { waiting: { reason: 'FooBlocked', message: 'by bar' } } } })), cause: /^it waits \(FooBlocked\): by bar/ },
  { what: 'a sandbox that is lost again and again', view: view(pod({}, { hasSandbox: false }), event('SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.', { count: 12 })), cause: /sandbox is lost again and again/ },
  { what: 'a registry that fails itself', view: view(pod({}, { app: { state: { waiting: { reason: 'ErrImagePull', message: 'unexpected status from HEAD request to https://registry.example/v2/web/manifests/1: 500 Internal Server Error' } } } })), cause: /answers with an internal error \(500\)/, never: /cannot be reached/ },
  { what: 'a hook of the node for GPUs', view: view(startError('error during container init: error running hook #0: exit status 1, stderr: nvidia-container-cli: initialization error: load library failed: libnvidia-ml.so.1: cannot open shared object file: no such file or directory')), cause: /driver \(NVIDIA\) is missing/, never: /not in the image/ },
  { what: 'a mount into what is read-only', view: view(startError('error mounting "/x" to rootfs at "/usr/share/x": create mountpoint: mkdirat rootfs/usr/share/x: read-only file system')), cause: /read-only/, never: /files \(subPath\) onto files/ },
  { what: 'a hostPath that is not there', view: view(pod({}, { app: { state: { waiting: { reason: 'CreateContainerError', message: 'failed to generate container "a" spec: failed to generate spec: failed to stat "/mnt/x": stat /mnt/x: no such file or directory' } } } })), cause: /source of a mount is not on the node/ },
  { what: 'exit code 2 of a program that is no shell', view: view(pod({ container: { command: ['/app'] } }, { phase: 'Running', app: ended(2) })), cause: /exit code 2,/, never: /shell/ },
  { what: 'exit code 2 of Python', view: view(pod({ container: { command: ['python3', 'x.py'] } }, { phase: 'Running', app: ended(2) })), cause: /python: its file does not exist/ },
  { what: 'SIGKILL without a probe', view: view(pod({}, { phase: 'Running', app: ended(137) })), cause: /SIGKILL/, never: /probe/ },
  { what: 'SIGKILL with a probe', view: view(pod({ container: { livenessProbe: { tcpSocket: { port: 80 } } } }, { phase: 'Running', app: ended(137) })), cause: /SIGKILL/, next: /its liveness probe/ },
  { what: 'an eviction for process ids', view: view(pod({}, { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: pids. Threshold quantity: 1, available: 0. ' })), cause: /pids/, never: /requests/ },
  { what: 'a probe that is answered with 404', view: view(pod({ container: { readinessProbe: { httpGet: { path: '/ready', port: 80 } } } }, { phase: 'Running', app: { state: { running: { startedAt: time(5) } } } }), event('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 404', { container: 'app', count: 9 })), cause: /readiness probe fails/, next: /correct the path/ },
  { what: 'a probe that is answered with 503', view: view(pod({ container: { readinessProbe: { httpGet: { path: '/ready', port: 80 } } } }, { phase: 'Running', app: { state: { running: { startedAt: time(5) } } } }), event('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503', { container: 'app', count: 9 })), cause: /readiness probe fails/, never: /correct the path/ },
  { what: 'an attachment that the cloud denies', view: unmounted('FailedAttachVolume', 'AttachVolume.Attach failed for volume "pvc-1" : rpc error: code = Internal desc = Could not attach volume "vol-1": UnauthorizedOperation: You are not authorized to perform this operation.'), cause: /storage driver is not allowed to attach it/, never: /kubelet's rights/ },
  { what: 'a volume that an earlier attempt holds', view: unmounted('FailedMount', 'MountVolume.MountDevice failed for volume "pvc-1" : rpc error: code = Aborted desc = an operation with the given Volume ID vol-1 already exists'), cause: /earlier attempt of the storage driver is still in progress/ },
  { what: 'a CSI driver that is not on the node, for a claim', view: unmounted('FailedMount', 'MountVolume.MountDevice failed for volume "pvc-1" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name ebs.csi.example not found in the list of registered CSI drivers'), cause: /CSI driver ebs\.csi\.example does not run/, field: 'volumes[0].persistentVolumeClaim' },
  { what: 'an object that the kubelet has not registered', view: unmounted('FailedMount', 'MountVolume.SetUp failed for volume "kube-api-access-x" : object "shop"/"kube-root-ca.crt" not registered'), cause: /has not read kube-root-ca\.crt yet/ },
  { what: 'a taint of the cluster itself', view: view(unscheduled('0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }.')), cause: /short of disk space/, never: /toleration/ },
  { what: 'a taint that a person set', view: view(unscheduled('0/1 nodes are available: 1 node(s) had untolerated taint {dedicated: gpu}.')), cause: /untolerated taint dedicated: gpu/, next: /add a toleration/ },
  { what: 'a label that nearly fits', view: view(unscheduled("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.", { nodeSelector: { disktype: 'ssd' } }), node('node-1', { metadata: { labels: { 'disk-type': 'ssd' } } })), cause: /node node-1 has disk-type=ssd/ },
  { what: 'a label with another value', view: view(unscheduled("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.", { nodeSelector: { zone: 'eu-9' } }), node('node-1', { metadata: { labels: { zone: 'eu-1' } } })), cause: /the nodes have zone eu-1/ },
  { what: 'a claim whose name nearly fits', view: view(unscheduled('0/1 nodes are available: persistentvolumeclaim "data" not found.', claimed), object('PersistentVolumeClaim', 'datas', { status: { phase: 'Bound' } })), cause: /there is PersistentVolumeClaim datas/ },
  { what: 'an autoscaler that adds nothing', view: view(unscheduled('0/3 nodes are available: 3 Insufficient memory.'), event('NotTriggerScaleUp', "pod didn't trigger scale-up: 1 max node group size reached", { type: 'Normal' })), cause: /autoscaler adds no node: 1 max node group size reached/ },
  { what: 'a nodeName that is none, where the nodes are known', view: view(pod({ nodeName: 'nod-1' }, { startTime: undefined, containerStatuses: undefined, conditions: undefined }), node('node-1')), cause: /there is no node nod-1.*there is node-1/ },
  { what: 'a node that is none of all nodes', view: view(pod({}, { phase: 'Running', app: runs.app }), node('node-2')), cause: /its node node-1 is gone/ },
  { what: 'a deleted pod on a node that is silent', view: view(pod({}, runs, { deletionTimestamp: time(500), deletionGracePeriodSeconds: 30 }), node('node-1', {}, 'Unknown', 'Kubelet stopped posting node status.')), cause: /its node node-1 is not ready, and nothing else can say/ },
  { what: 'a preStop hook that failed', view: view(pod({}, runs, { deletionTimestamp: time(700), deletionGracePeriodSeconds: 300 }), event('FailedPreStopHook', "Exec lifecycle hook failed - error: command '/bin/x' exited with 126", { container: 'app' })), cause: /its preStop hook failed: .*126/ },
  { what: 'a postStart hook that fails, of a pod that has used up its events', view: view(pod({ container: { lifecycle: { postStart: { httpGet: { path: '/', port: 80 } } } } }, { phase: 'Running', app: ended(143) }), event('FailedPostStartHook', 'PostStartHook failed', { container: 'app' })), cause: /its postStart hook fails, so it is killed$/, field: 'containers[0].lifecycle.postStart' },
  { what: 'a resize that cannot be', view: view(pod({}, { ...runs, conditions: [{ type: 'Ready', status: 'True' }, { type: 'PodResizePending', status: 'True', reason: 'Infeasible', message: 'Node didn’t have enough capacity: cpu' }] })), cause: /its new resources are not given to it \(PodResizePending, Infeasible\)/ },
  { what: 'a debug container without an image', view: view(pod({}, { ...runs, ephemeralContainerStatuses: [{ name: 'debugger', state: { waiting: { reason: 'ImagePullBackOff' } } }] })), cause: /debug container debugger does not start/ },
  { what: 'a Service whose selector nearly fits', view: view(pod({}, runs, { labels: { app: 'web' } }), object('Service', 'web', { spec: { selector: { app: 'wbe' } } })), cause: /selects no pod of namespace shop; pod web has app=web/ },
  { what: 'a DaemonSet that no node is for', view: view(object('DaemonSet', 'agent', { spec: { template: { spec: { nodeSelector: { gpu: 'yes' } } } }, status: { desiredNumberScheduled: 0 } })), cause: /no node is eligible for a pod of it: its nodeSelector asks for gpu=yes/ },
  { what: 'a DaemonSet with pods that are not ready', view: view(object('DaemonSet', 'agent', { status: { desiredNumberScheduled: 5, currentNumberScheduled: 4, numberReady: 3 } })), cause: /3 of its 5 pods are ready, and 1 of them are not created yet/ },
  { what: 'a quota that is used up', view: view(quota), cause: /requests\.cpu \(used 2000m, hard 2\)/, never: /pods \(/ },
  { what: 'a rollout that is paused', view: view(object('Deployment', 'web', { spec: { paused: true }, status: {} })), cause: /rollout is paused/ },
  { what: 'a claim that is being deleted', view: view(object('PersistentVolumeClaim', 'data', { metadata: { deletionTimestamp: time(3), finalizers: ['kubernetes.io/pvc-protection'] }, status: { phase: 'Bound' } })), cause: /stays as long as a pod uses it/ },
  { what: 'a CronJob whose last run goes on', view: view(object('CronJob', 'nightly', { spec: { concurrencyPolicy: 'Forbid' } }), event('JobAlreadyActive', 'Not starting job because prior execution is running', { kind: 'CronJob', name: 'nightly', type: 'Normal' })), cause: /as the one before still runs \(concurrencyPolicy Forbid\)/ },
  { what: 'indexes of a Job that failed', view: view(object('Job', 'load', { status: { failedIndexes: '3,4', conditions: [{ type: 'Failed', status: 'True', reason: 'FailedIndexes', message: 'Job has failed indexes' }] } })), cause: /the failed indexes are 3,4/ },
]; // prettier-ignore

/** What is as it should be, or is not known to be otherwise: nothing is told of it. */
export const unreported: readonly { what: string; view: ApiView }[] = [
  { what: 'the node of a pod was not asked for, another one was', view: view(pod({}, runs), pod({ nodeName: 'node-2' }, runs), node('node-2')) },
  { what: 'a Service of another namespace', view: view(pod({}, runs), object('Service', 'web', { metadata: { namespace: 'other' }, spec: { selector: { app: 'wbe' } } })) },
  { what: 'a Service whose pods have quite other labels', view: view(pod({}, runs, { labels: { app: 'web' } }), object('Service', 'db', { spec: { selector: { app: 'postgres' } } })) },
  { what: 'a DaemonSet that is ready', view: view(object('DaemonSet', 'agent', { status: { desiredNumberScheduled: 2, currentNumberScheduled: 2, numberReady: 2 } })) },
]; // prettier-ignore
