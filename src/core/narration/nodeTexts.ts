import { words, type Runs } from '../textRuns';
import type { CriMethod } from '../cri/criCall';
import type { MethodText } from './methodText';
import { named } from './named';
import { docs, page, source } from './sources';

const cri = docs('Container Runtime Interface', 'concepts/containers/cri/');
const proto = page('api.proto', 'https://github.com/kubernetes/cri-api/blob/v0.37.2/pkg/apis/runtime/v1/api.proto');
const runtime = 'pkg/kubelet/kuberuntime/';

const simple = (method: string, what: string, usually: string, answered: string, link = proto): MethodText => ({
  what: (): Runs => words`${named(method)} ${what}`,
  usually: [usually],
  answered: () => [answered],
  links: [cri, link],
});
const person = 'Somebody asks for it, usually with kubectl.';
const stream = 'The runtime answers with an address, over which the streams go.';
const measures = 'The kubelet gathers what its metrics and its eviction manager need.';
const numbers = 'The kubelet has the newest numbers.';
const pieces = 'The kubelet looks at what the runtime has, and takes a long list in pieces.';
const list = 'The kubelet has the list.';

/** Methods of the CRI that no start depends on, but that a log of the node may show (k8s.io/cri-api v0.37.2). */
export const nodeTexts = {
  Version: simple(
    'Version',
    'asks which runtime answers, and which version of the CRI it speaks.',
    'The kubelet starts, or looks whether the runtime answers.',
    'The kubelet knows which runtime it talks to.',
    source(`${runtime}kuberuntime_manager.go`, 'Version'),
  ),
  Status: simple(
    'Status',
    'asks whether the runtime and its network are ready.',
    'The kubelet asks regularly: on a node whose runtime is not ready, no pod starts.',
    'The kubelet puts it into the conditions of the node.',
    source('pkg/kubelet/kubelet.go', 'updateRuntimeUp'),
  ),
  RuntimeConfig: simple(
    'RuntimeConfig',
    'asks how the runtime is set up, such as for its cgroup driver.',
    'The kubelet starts, and has to use the same cgroup driver.',
    'The kubelet adopts the setting.',
  ),
  UpdateRuntimeConfig: simple(
    'UpdateRuntimeConfig',
    'tells the runtime from which range the pods of this node get their IP addresses.',
    'The node was given its range of addresses.',
    'The runtime hands the range on to its network plugin.',
    source(`${runtime}kuberuntime_manager.go`, 'UpdatePodCIDR'),
  ),
  ReopenContainerLog: simple(
    'ReopenContainerLog',
    'has the runtime open the log file of a container again.',
    'The kubelet has rotated the log because it grew too large.',
    'The container writes to the new file.',
  ),
  Exec: simple(
    'Exec',
    'prepares a stream to a command in a container.',
    person,
    stream,
    source(`${runtime}kuberuntime_container.go`, 'GetExec'),
  ),
  Attach: simple(
    'Attach',
    'prepares a stream to the process of a container.',
    person,
    stream,
    source(`${runtime}kuberuntime_container.go`, 'GetAttach'),
  ),
  PortForward: simple(
    'PortForward',
    'prepares a stream to a port of a pod.',
    person,
    stream,
    source(`${runtime}kuberuntime_sandbox.go`, 'GetPortForward'),
  ),
  ContainerStats: simple('ContainerStats', 'reads how much CPU, memory and disk a container uses.', measures, numbers),
  ListContainerStats: simple(
    'ListContainerStats',
    'reads how much CPU, memory and disk the containers use.',
    measures,
    numbers,
  ),
  StreamContainerStats: simple(
    'StreamContainerStats',
    'reads how much CPU, memory and disk the containers use, piece by piece.',
    measures,
    numbers,
  ),
  PodSandboxStats: simple('PodSandboxStats', 'reads how much CPU, memory and network a pod uses.', measures, numbers),
  ListPodSandboxStats: simple(
    'ListPodSandboxStats',
    'reads how much CPU, memory and network the pods use.',
    measures,
    numbers,
    source('pkg/kubelet/stats/cri_stats_provider.go', 'ListPodStats'),
  ),
  StreamPodSandboxStats: simple(
    'StreamPodSandboxStats',
    'reads how much CPU, memory and network the pods use, piece by piece.',
    measures,
    numbers,
  ),
  ListMetricDescriptors: simple(
    'ListMetricDescriptors',
    'asks which metrics the runtime has of its pods.',
    measures,
    numbers,
  ),
  ListPodSandboxMetrics: simple(
    'ListPodSandboxMetrics',
    'reads the metrics of the pods from the runtime.',
    measures,
    numbers,
    source(`${runtime}kuberuntime_manager.go`, 'ListPodSandboxMetrics'),
  ),
  StreamPodSandboxMetrics: simple(
    'StreamPodSandboxMetrics',
    'reads the metrics of the pods, piece by piece.',
    measures,
    numbers,
  ),
  StreamPodSandboxes: simple(
    'StreamPodSandboxes',
    'lists the sandboxes that the runtime has, piece by piece.',
    pieces,
    list,
  ),
  StreamContainers: simple(
    'StreamContainers',
    'lists the containers that the runtime has, piece by piece.',
    pieces,
    list,
  ),
  StreamImages: simple('StreamImages', 'lists the images on the node, piece by piece.', pieces, list),
  GetContainerEvents: simple(
    'GetContainerEvents',
    'opens a stream on which the runtime tells what happens to containers.',
    'With it, the kubelet need not ask again and again.',
    'The runtime now tells each change.',
  ),
  CheckpointContainer: simple(
    'CheckpointContainer',
    'writes the state of a running container to a file.',
    'Somebody asks for a checkpoint of the container.',
    'The file is on the node.',
    source(`${runtime}kuberuntime_manager.go`, 'CheckpointContainer'),
  ),
  CheckpointPod: simple(
    'CheckpointPod',
    'writes the state of all containers of a pod to files.',
    'Somebody asks for a checkpoint of the pod.',
    'The files are on the node.',
  ),
  RestorePod: simple(
    'RestorePod',
    'makes a pod from the files of a checkpoint.',
    'Somebody asks to resume the pod from its checkpoint.',
    'The containers resume where they were.',
  ),
  UpdatePodSandboxResources: simple(
    'UpdatePodSandboxResources',
    'tells the runtime the new CPU and memory of a whole pod.',
    'The resources of the pod were changed in place.',
    'The new limits hold.',
  ),
} satisfies Partial<Record<CriMethod, MethodText>>;
