import { entryOf } from '../entryOf';
import { words, type Runs } from '../textRuns';
import { isKubeletBecause, type Because } from '../trace/because';
import { numberAt, textAt } from '../trace/payload';
import { failure, unended } from './outcomes';
import type { CriMethod } from '../cri/criCall';
import type { MethodText } from './methodText';
import { kubeletReason } from './kubeletReason';
import { named } from './named';
import type { Narration, NarrationLink } from './narration';
import { reasonSource } from './reasonSources';
import { nodeTexts } from './nodeTexts';
import { imageTexts } from './imageTexts';
import type { Scene } from './scene';
import { sentences } from './sentences';
import { docs, page, source } from './sources';

const runtime = 'pkg/kubelet/kuberuntime/';
const cri = docs('Container Runtime Interface', 'concepts/containers/cri/');
const lifecycle = docs('Pod lifecycle', 'concepts/workloads/pods/pod-lifecycle/');
const pleg = source('pkg/kubelet/pleg/generic.go', 'Relist');
const protobuf = page('api.proto', 'https://github.com/kubernetes/cri-api/blob/v0.37.2/pkg/apis/runtime/v1/api.proto');

const podName = ({ message }: Scene): Runs => named(message.subject?.pod ?? '');
const containerName = ({ message }: Scene): Runs => named(message.subject?.container ?? '');
const its = (scene: Scene): Runs =>
  scene.message.subject?.container ? words`the ${scene.role} ${containerName(scene)}` : ['a container'];
const looks = ['The kubelet looks regularly at what the runtime has, because not every change comes from the kubelet.'];

/** RuntimeService: sandboxes and containers (k8s.io/cri-api v0.37.2). */
const runtimeTexts = {
  RunPodSandbox: {
    what: (scene) =>
      sentences(
        words`${named('RunPodSandbox')} makes and starts the sandbox of pod ${podName(scene)}: the namespaces that its containers share, and the cgroup around them.`,
        scene.pod?.spec?.hostNetwork
          ? words`With ${named('hostNetwork: true')}, the pod uses the network of its node.`
          : ['For its network, the runtime calls the network plugin (CNI), which gives the pod its IP address.'],
      ),
    usually: ['Every container of a pod needs the sandbox first.'],
    answered: ({ message: { response } }) => {
      const id = textAt(response, 'pod_sandbox_id');
      return sentences(
        id === undefined
          ? ['The sandbox is ready.']
          : words`The answer is the ID of the sandbox, ${named(id.slice(0, 12))}.`,
        ['Next, the kubelet sees to the images of the containers.'],
      );
    },
    failed: () =>
      words`The kubelet tells it with the event ${named('FailedCreatePodSandBox')} and tries again. Until then, no container of the pod starts.`,
    links: [
      docs('Pods', 'concepts/workloads/pods/#pod-networking'),
      source(`${runtime}kuberuntime_sandbox.go`, 'createPodSandbox'),
    ],
  },
  PodSandboxStatus: {
    what: (scene) =>
      words`${named('PodSandboxStatus')} reads the state of the sandbox of pod ${podName(scene)}, and its IP address.`,
    usually: looks,
    answered: ({ message: { response } }) => {
      const ip = textAt(response, 'status', 'network', 'ip');
      return ip === undefined
        ? ['The sandbox has no IP address of its own: the pod uses that of its node.']
        : words`The pod has the IP address ${named(ip)}, which becomes ${named('status.podIP')}.`;
    },
    links: [cri, source(`${runtime}kuberuntime_manager.go`, 'SyncPod')],
  },
  StopPodSandbox: {
    what: (scene) =>
      words`${named('StopPodSandbox')} stops the sandbox of pod ${podName(scene)}: what still runs in it is killed, and the network plugin releases its IP address.`,
    usually: ['The pod ends, or it needs another sandbox.'],
    answered: () => ['The sandbox no longer runs. Garbage collection removes it later.'],
    links: [cri, source(`${runtime}kuberuntime_manager.go`, 'killPodWithSyncResult')],
  },
  RemovePodSandbox: {
    what: (scene) =>
      words`${named('RemovePodSandbox')} removes the stopped sandbox of pod ${podName(scene)}, with all that is left in it.`,
    usually: ['The kubelet collects the garbage of pods that are gone.'],
    answered: () => ['Nothing of the sandbox is left on the node.'],
    links: [
      docs('Garbage collection', 'concepts/architecture/garbage-collection/#containers-images'),
      source(`${runtime}kuberuntime_gc.go`, 'removeSandbox'),
    ],
  },
  ListPodSandbox: {
    what: () => words`${named('ListPodSandbox')} lists the sandboxes that the runtime has.`,
    usually: looks,
    answered: () => ['The kubelet compares the list with the one before, and syncs the pods for which it differs.'],
    links: [cri, pleg],
  },
  CreateContainer: {
    what: (scene) => {
      const image = scene.container?.image ?? textAt(scene.message.request, 'config', 'image', 'user_specified_image');
      const from = image === undefined ? [] : words` from the image ${named(image)}`;
      return words`${named('CreateContainer')} makes ${its(scene)} in the sandbox of pod ${podName(scene)}${from}: the runtime prepares its file system, mounts, environment and limits. Nothing runs yet.`;
    },
    usually: ['The image of the container is on the node.'],
    answered: ({ message: { response } }) => {
      const id = textAt(response, 'container_id');
      return id === undefined
        ? ['The container exists. Next, it is started.']
        : words`The answer is the ID of the container, ${named(id.slice(0, 12))}. Next, it is started.`;
    },
    failed: () =>
      words`The container waits with the reason ${named('CreateContainerError')}, and the kubelet tries again later.`,
    links: [docs('Containers', 'concepts/containers/'), source(`${runtime}kuberuntime_container.go`, 'startContainer')],
  },
  StartContainer: {
    what: (scene) =>
      words`${named('StartContainer')} starts the process of ${its(scene)} in pod ${podName(scene)}. The runtime has an OCI runtime do it, such as runc.`,
    usually: ['The container has been created, and does not run yet.'],
    answered: started,
    failed: () =>
      words`The container waits with the reason ${named('RunContainerError')}. The kubelet creates a new one after a back-off.`,
    links: [lifecycle, source(`${runtime}kuberuntime_container.go`, 'startContainer')],
  },
  StopContainer: {
    what: (scene) =>
      words`${named('StopContainer')} ends ${its(scene)}: its process is sent the stop signal (${named('SIGTERM')}, unless the image or the manifest names another) and is killed if it does not end in time.`,
    usually: ['The kubelet wants the container to end.'],
    answered: () => ['The container has ended.'],
    links: [
      docs('Termination of pods', 'concepts/workloads/pods/pod-lifecycle/#pod-termination'),
      source(`${runtime}kuberuntime_container.go`, 'killContainer'),
    ],
  },
  RemoveContainer: {
    what: (scene) =>
      words`${named('RemoveContainer')} removes an ended instance of ${its(scene)} from the runtime, with its file system.`,
    usually: ['Nothing needs the ended container any longer.'],
    answered: () => ['The runtime no longer knows the container.'],
    failed: () => ['The kubelet tries again at the next garbage collection.'],
    links: [
      docs('Garbage collection', 'concepts/architecture/garbage-collection/#containers-images'),
      source(`${runtime}kuberuntime_container.go`, 'removeContainer'),
    ],
  },
  ListContainers: {
    what: () => words`${named('ListContainers')} lists the containers that the runtime has, with their states.`,
    usually: looks,
    answered: () => ['The kubelet compares the list with the one before, and syncs the pods for which it differs.'],
    links: [cri, pleg],
  },
  ContainerStatus: {
    what: (scene) =>
      words`${named('ContainerStatus')} reads the state of ${its(scene)}: whether it runs, since when, and with which exit code it ended.`,
    usually: ['The kubelet saw that something changed with the pod, and reads the details.'],
    answered: () => words`The kubelet puts it into the status of the pod.`,
    links: [cri, source(`${runtime}kuberuntime_container.go`, 'getPodContainerStatuses')],
  },
  UpdateContainerResources: {
    what: (scene) =>
      words`${named('UpdateContainerResources')} changes the CPU and memory limits of ${its(scene)} while it runs.`,
    usually: ['The resources of the pod were changed in place, or a manager of the kubelet assigns CPUs again.'],
    answered: () => ['The new limits hold.'],
    links: [
      docs('Resize container resources', 'tasks/configure-pod-container/resize-container-resources/'),
      source(`${runtime}kuberuntime_container.go`, 'updateContainerResources'),
    ],
  },
  ExecSync: {
    what: ({ message, ...scene }) => {
      const command = (message.request as { cmd?: string[] } | undefined)?.cmd?.join(' ');
      const run = command === undefined || command === '' ? ['a command'] : words`the command ${named(command)}`;
      return words`${named('ExecSync')} runs ${run} inside ${its({ message, ...scene })}, and waits for its end.`;
    },
    usually: ['A probe or a hook of the container is a command.'],
    answered: execAnswer,
    failed: () => ['The command could not be run at all.'],
    links: [
      docs('Probes', 'concepts/workloads/pods/pod-lifecycle/#container-probes'),
      source(`${runtime}kuberuntime_container.go`, 'RunInContainer'),
    ],
  },
} satisfies Partial<Record<CriMethod, MethodText>>;

function started({ message, role, container, pod }: Scene): Runs {
  const name = named(message.subject?.container ?? '');
  const hook = container?.lifecycle?.postStart ? words`Its ${named('postStart')} hook runs now.` : undefined;
  if (role === 'init container')
    return sentences(words`${name} runs. The start continues when it has ended with exit code 0.`, hook);
  if (container?.startupProbe)
    return sentences(words`${name} runs. Its startup probe decides when it counts as started.`, hook);
  if (role === 'sidecar') return sentences(words`${name} runs, and keeps running beside the other containers.`, hook);
  if (container?.readinessProbe)
    return sentences(words`${name} runs. Its readiness probe decides when it is ready.`, hook);
  const all = pod?.spec?.containers ?? [];
  const isLast = role === 'container' && all.at(-1)?.name === message.subject?.container;
  return sentences(
    words`${name} runs, and counts as ready without a readiness probe.`,
    hook,
    isLast ? ['The kubelet tells the API server.'] : undefined,
  );
}

function execAnswer({ message }: Scene): Runs {
  const code = numberAt(message.response, 'exit_code') ?? 0;
  const output = `${textAt(message.response, 'stdout') ?? ''}${textAt(message.response, 'stderr') ?? ''}`.trim();
  const said = output === '' ? undefined : words`It printed ${named(output)}.`;
  const { because } = message;
  if (because?.type === 'runHook') {
    if (code === 0) return sentences(['The hook ended with exit code 0.'], said);
    const then =
      because.hook === 'postStart'
        ? words`The kubelet stops the container and tells it with the event ${named('FailedPostStartHook')}.`
        : words`The kubelet tells it with the event ${named('FailedPreStopHook')} and stops the container anyway.`;
    return sentences(words`The hook failed with exit code ${code}.`, said, then);
  }
  if (because?.type !== 'probe') return sentences(words`The command ended with exit code ${code}.`, said);
  const { before, failureThreshold, successThreshold, probe } = because;
  const result = code === 0 ? 'Success' : 'Failure';
  const times = before?.result === result ? before.times + 1 : 1;
  const threshold = code === 0 ? successThreshold : failureThreshold;
  const outcome = code === 0 ? ['Exit code 0: the probe succeeded.'] : words`Exit code ${code}: the probe failed.`;
  if (times < threshold)
    return sentences(outcome, said, words`The result counts after ${threshold} in a row; this is number ${times}.`);
  return sentences(outcome, said, [verdicts[`${probe} ${result}`]]);
}

const verdicts: Readonly<Record<`${'startup' | 'liveness' | 'readiness'} ${'Success' | 'Failure'}`, string>> = {
  'startup Success': 'The container counts as started, and its other probes begin.',
  'startup Failure': 'The kubelet stops the container.',
  'liveness Success': 'The container keeps running.',
  'liveness Failure': 'The kubelet stops the container.',
  'readiness Success': 'The container is ready.',
  'readiness Failure': 'The container is not ready, and gets no traffic from Services.',
};

/** The documentation, and the function that makes the call for this reason. */
function linksOf(text: MethodText | undefined, because: Because | undefined): readonly NarrationLink[] {
  const links = text?.links ?? [cri, protobuf];
  const made = because !== undefined && isKubeletBecause(because) ? reasonSource(because) : undefined;
  return made ? [...links.filter(({ isSource }) => !isSource), made] : links;
}

/** All methods of both services: one without a text does not compile. */
const texts: Readonly<Record<CriMethod, MethodText>> = { ...runtimeTexts, ...imageTexts, ...nodeTexts };

/** What a method is told with; a method of a younger CRI is named, and no more. */
export function methodText(method: string): MethodText | undefined {
  return entryOf<MethodText>(texts, method);
}

/** A call of the kubelet to the container runtime: its services RuntimeService and ImageService are the CRI's. */
export function criNarration(scene: Scene): Narration {
  const { message } = scene;
  const { method, outcome, end, because, subject } = message;
  const text = methodText(method);
  const usual = text?.usually ?? ['The trace does not show why the kubelet called it.'];
  return {
    what:
      text?.what(scene) ??
      words`${named(method)} is a call of the Container Runtime Interface (CRI), between the kubelet and the container runtime.`,
    why: because !== undefined && isKubeletBecause(because) ? kubeletReason(because, subject?.container ?? '') : usual,
    result: !outcome.ok
      ? failure(outcome, text?.failed?.(scene))
      : end === undefined
        ? unended
        : (text?.answered(scene) ?? ['The runtime answers without an error.']),
    links: linksOf(text, because),
  };
}
