import { words, type Runs } from '../textRuns';
import { textAt } from '../trace/payload';
import type { HttpRequest } from './httpRequest';
import { named } from './named';
import type { NarrationLink } from './narration';
import type { Scene } from './scene';
import { callerReason } from './callerReasons';
import { senderOf } from './sender';
import { docs, source } from './sources';
import { statusResult } from './statusNews';

/** What a request about a pod says, but why it is sent where the decision is known. */
export interface RequestText {
  what: Runs;
  usually: Runs;
  answered: Runs;
  failed?: Runs;
  links: readonly NarrationLink[];
}

const pods = docs('Pods', 'concepts/workloads/pods/');
const lifecycle = docs('Pod lifecycle', 'concepts/workloads/pods/pod-lifecycle/');
const scheduling = docs('Scheduler', 'concepts/scheduling-eviction/kube-scheduler/');
const deletion = docs('Termination of pods', 'concepts/workloads/pods/pod-lifecycle/#pod-termination');
const watches = docs('Watches', 'reference/using-api/api-concepts/#efficient-detection-of-changes');

/** A request about a pod, or the news of a watch on pods; undefined for one that is not known. */
export function podRequestText(scene: Scene, request: HttpRequest): RequestText | undefined {
  const pod = podName(scene, request);
  switch (`${request.verb} ${request.subresource}`) {
    case 'POST ':
      return created(scene, pod);
    case 'POST binding':
      return bound(scene, pod);
    case 'PATCH status':
    case 'PUT status':
      return reported(scene, pod);
    case 'PATCH ephemeralcontainers':
      return {
        what: words`kubectl adds ephemeral containers to the running pod ${pod}: containers for a look inside, which are never restarted.`,
        usually: words`Somebody runs ${named('kubectl debug')}.`,
        answered: ['The kubelet of the node starts them in the sandbox of the pod.'],
        links: [docs('Ephemeral containers', 'concepts/workloads/pods/ephemeral-containers/')],
      };
    case 'PATCH ':
    case 'PUT ':
      return {
        what: words`${senderOf(scene)} changes the metadata of pod ${pod}, such as its owner, its labels or its finalizers.`,
        usually: callerReason(scene, request) ?? ['A controller keeps account of the pod, or takes it over.'],
        answered: ['The API server stores the change.'],
        links: [
          docs('Finalizers', 'concepts/overview/working-with-objects/finalizers/'),
          source('pkg/controller/controller_ref_manager.go', 'AdoptPod'),
        ],
      };
    case 'DELETE ':
      return deleted(scene, pod);
    case 'WATCH ':
      return watched(scene, request, pod);
    default:
      return undefined;
  }
}

function created(scene: Scene, pod: Runs): RequestText {
  const { message, pod: stored } = scene;
  const isKubectl = message.from === 'kubectl';
  const node = stored?.spec?.nodeName;
  const isGiven = textAt(message.request, 'spec', 'nodeName') !== undefined;
  return {
    what: words`${senderOf(scene)} sends pod ${pod} to the API server, which fills in defaults, lets its admission plugins change and check the pod, and stores it in etcd.`,
    usually: isKubectl
      ? ['Somebody applies the manifest.']
      : ['The workload that owns the pod wants more pods than it has.'],
    answered:
      isGiven && node !== undefined
        ? words`The pod is stored. Its manifest names the node ${named(node)}, so the scheduler has nothing to choose.`
        : [
            'The pod is stored, with the phase Pending and without a node. The scheduler learns of it through its watch.',
          ],
    failed: ['Nothing is stored, so no pod starts.'],
    links: isKubectl
      ? [pods]
      : [
          docs('Workloads', 'concepts/workloads/controllers/'),
          source('pkg/controller/controller_utils.go', 'createPods'),
        ],
  };
}

function bound({ message }: Scene, pod: Runs): RequestText {
  const node = textAt(message.request, 'target', 'name');
  return {
    what: words`The scheduler binds pod ${pod} to ${node === undefined ? 'a node' : words`the node ${named(node)}`}: the API server sets ${named('spec.nodeName')} and the condition ${named('PodScheduled')}.`,
    usually: ['The scheduler has found a node that fits.'],
    answered: ['The kubelet of this node learns of the pod through its watch.'],
    failed: ['The pod stays without a node, and the scheduler tries again.'],
    links: [scheduling, source('pkg/scheduler/framework/plugins/defaultbinder/default_binder.go', 'Bind')],
  };
}

function reported(scene: Scene, pod: Runs): RequestText {
  const { message } = scene;
  if (message.from === 'scheduler') return scheduled(scene, pod);
  const who = words`${senderOf(scene)} tells the API server`;
  return {
    what: words`${who} the new status of pod ${pod}.`,
    usually: ['The status is not what it was before.'],
    answered: statusResult(message.because?.type === 'statusChanged' ? message.because.changes : []),
    links: [lifecycle, source('pkg/kubelet/status/status_manager.go', 'syncPod')],
  };
}

/** What the scheduler writes into the status of a pod. */
function scheduled({ message: { because } }: Scene, pod: Runs): RequestText {
  const links = [scheduling, source('pkg/scheduler/schedule_one.go', 'handleSchedulingFailure')];
  const usually = ['The scheduler found no node for the pod.'];
  switch (because?.type) {
    case 'nominated':
      return {
        what: words`The scheduler writes into the status of pod ${pod} which node it is meant for (${named('nominatedNodeName')}).`,
        usually,
        answered: ['Other components can take it into account. The binding comes later.'],
        links: [scheduling],
      };
    case 'bindingRefused':
      return {
        what: words`The scheduler writes into the status of pod ${pod} that it could not be bound to a node, and why.`,
        usually,
        answered: words`The condition ${named('PodScheduled')} is False. The scheduler tries again after its back-off.`,
        links: [scheduling, source('pkg/scheduler/schedule_one.go', 'handleBindingCycleError')],
      };
    case 'preempted':
      return {
        what: words`The scheduler marks pod ${pod} with the condition ${named('DisruptionTarget')}: it is about to be deleted to make room.`,
        usually,
        answered: ['A controller that counts failures can leave this one out.'],
        links: [docs('Pod priority', 'concepts/scheduling-eviction/pod-priority-preemption/')],
      };
    default:
      return {
        what: words`The scheduler writes into the status of pod ${pod} that no node fits, and why.`,
        usually,
        answered: words`The condition ${named('PodScheduled')} is False, and the pod stays Pending. The scheduler tries again when something changes that may help.`,
        links,
      };
  }
}

function deleted(scene: Scene, pod: Runs): RequestText {
  const { message, pod: stored } = scene;
  switch (message.from) {
    case 'kubelet':
      return {
        what: words`The kubelet removes the stopped pod ${pod} from the API, with a grace period of 0.`,
        usually: ['The pod was being deleted, and all of it has ended.'],
        answered: ['The pod no longer exists.'],
        links: [deletion, source('pkg/kubelet/status/status_manager.go', 'syncPod')],
      };
    case 'apiserver':
      return {
        what: words`The API server removes pod ${pod} at once.`,
        usually: ['The pod was being deleted and has no node, so there is nothing to stop.'],
        answered: ['The pod no longer exists.'],
        links: [deletion],
      };
    default: {
      const grace = stored?.metadata?.deletionGracePeriodSeconds ?? stored?.spec?.terminationGracePeriodSeconds;
      const within = grace === undefined ? [] : words` within ${grace} s`;
      const who = senderOf(scene);
      return {
        what: words`${who} asks the API server to delete pod ${pod}.`,
        usually: message.from === 'kubectl' ? ['Somebody deletes the pod.'] : ['The pod is no longer wanted.'],
        answered: words`The API server sets ${named('deletionTimestamp')}. The kubelet sees it and stops the containers${within}; only then is the pod removed.`,
        links: [deletion],
      };
    }
  }
}

function watched({ message }: Scene, { change }: HttpRequest, pod: Runs): RequestText {
  if (message.to === 'scheduler') {
    return {
      what: words`The watch of the scheduler brings the new pod ${pod}. A watch is a request that stays open, and over which the API server sends each change.`,
      usually: ['The pod has just been stored, and has no node.'],
      answered: ['The scheduler puts it into its queue, and looks for a node.'],
      links: [watches, source('pkg/scheduler/eventhandlers.go', 'addAllEventHandlers')],
    };
  }
  return {
    what: words`The watch of the kubelet brings ${change === 'ADDED' ? 'the new pod' : 'pod'} ${pod}. A watch is a request that stays open, and over which the API server sends each change.`,
    usually: ['The kubelet watches the pods that are assigned to its node, and this one is now.'],
    answered: [
      'The kubelet checks whether the node can take the pod, mounts its volumes, and then has the sandbox made.',
    ],
    links: [watches, source('pkg/kubelet/kubelet.go', 'HandlePodAdditions')],
  };
}

/** The pod's name; where the API server makes it, how it begins. */
function podName({ message: { subject, request } }: Scene, { name }: HttpRequest): Runs {
  const known = name || textAt(request, 'metadata', 'name');
  const start = textAt(request, 'metadata', 'generateName');
  if (!known && start !== undefined && (subject?.pod ?? start) === start)
    return words`whose name begins with ${named(start)}`;
  const given = known || subject?.pod;
  return given ? named(given) : ['without a name'];
}
