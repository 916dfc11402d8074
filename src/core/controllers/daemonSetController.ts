import { selectsLabels } from '../api/labelSelector';
import type { Affinity, DaemonSet, Node, Pod, PodSpec, Toleration } from '../api/types';
import type { ObjectEvent } from '../apiserver/apiServer';
import { matchesNodeSelectorTerms } from '../scheduler/nodeAffinity';
import { untolerated } from '../scheduler/tolerations';
import { reactionMs, type ControllerParts } from './controllerParts';
import { controllerOf } from './ownedPods';
import { PodControl } from './podControl';
import { podFromTemplate } from './podFromTemplate';
import { templateHash } from './templateHash';
import { WorkQueue } from './workQueue';

/** The waits between the deletions of failed pods: 1 s, doubling, at most 15 min (cmd/kube-controller-manager/app/apps.go, 1.37). */
const firstBackoffMs = 1_000;
const longestBackoffMs = 900_000;

/** Keeps one pod on the node, where it may run there (pkg/controller/daemon/daemon_controller.go, 1.37). */
export class DaemonSetController {
  readonly #sets = new Map<string, DaemonSet>();
  readonly #queue: WorkQueue;
  readonly #pods: PodControl;
  readonly #backoff = new Map<string, { ms: number; since: number }>();

  constructor(readonly parts: ControllerParts) {
    this.#queue = new WorkQueue(parts.clock, (uid) => this.#sync(uid));
    this.#pods = new PodControl(parts, 'daemonset-controller');
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind === 'Pod') {
      const owner = controllerOf(object)?.uid;
      if (owner !== undefined && this.#sets.has(owner)) this.#queue.addAfter(owner, reactionMs);
    } else if (object.kind === 'DaemonSet') {
      const uid = object.metadata?.uid ?? '';
      if (type === 'DELETED') this.#sets.delete(uid);
      else this.#sets.set(uid, object as DaemonSet);
      if (type === 'ADDED') this.#queue.addAfter(uid, reactionMs);
    }
  }

  #sync(uid: string): void {
    const set = this.#sets.get(uid);
    const template = set?.spec?.template;
    if (!set || !template) return;
    const pods = this.parts.pods.of(uid);
    for (const pod of pods) if (!pod.metadata?.deletionTimestamp) this.#clear(set, pod);
    const there = this.parts.pods.of(uid);
    if (there.length > 0 || !this.#shouldRun(template.spec) || this.parts.allowance.of(set, 1) === 0) return;
    const refusal = this.#pods.create(set, this.#podOf(set));
    if (refusal === undefined) this.#queue.forget(uid);
    else this.#queue.addRateLimited(uid);
  }

  /** A pod that has ended goes; after failures not at once. */
  #clear(set: DaemonSet, pod: Pod): void {
    const { namespace, name } = pod.metadata ?? {};
    const where = `daemon pod ${namespace}/${name} on node ${this.parts.node.name}`;
    if (pod.status?.phase === 'Succeeded') {
      this.#pods.record(set, 'Normal', 'SucceededDaemonPod', `Found succeeded ${where}, will try to delete it`);
      this.#pods.delete(set, pod);
    } else if (pod.status?.phase === 'Failed') {
      const uid = set.metadata?.uid ?? '';
      const now = this.parts.clock.now();
      const before = this.#backoff.get(uid);
      if (before && now < before.since + before.ms) return this.#queue.addAfter(uid, before.ms);
      this.#backoff.set(uid, {
        ms: before ? Math.min(before.ms * 2, longestBackoffMs) : firstBackoffMs,
        since: now,
      });
      this.#pods.record(set, 'Warning', 'FailedDaemonPod', `Found failed ${where}, will try to kill it`);
      this.#pods.delete(set, pod);
    }
  }

  /** nodeShouldRunDaemonPod. */
  #shouldRun(spec: PodSpec | undefined): boolean {
    const { node, apiServer } = this.parts;
    const object = apiServer.options.store.get<Node>('Node', '', node.name);
    const labels = object?.metadata?.labels ?? node.labels;
    if (spec?.nodeName && spec.nodeName !== node.name) return false;
    if (!selectsLabels(spec?.nodeSelector, labels)) return false;
    const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    if (required && !matchesNodeSelectorTerms(required, { name: node.name, labels })) return false;
    return !untolerated(object?.spec?.taints ?? [], daemonTolerations(spec), ['NoSchedule', 'NoExecute']);
  }

  #podOf(set: DaemonSet): Pod {
    const template = set.spec.template;
    const pod = podFromTemplate(set, template);
    pod.metadata!.labels = {
      ...pod.metadata!.labels,
      'pod-template-generation': '1',
      'controller-revision-hash': templateHash(template),
    };
    pod.spec = {
      ...pod.spec!,
      affinity: pinnedTo(this.parts.node.name, pod.spec!.affinity),
      tolerations: daemonTolerations(pod.spec),
    };
    return pod;
  }
}

/** The node by name instead of the template's own terms (util/daemonset_util.go ReplaceDaemonSetPodNodeNameNodeAffinity). */
function pinnedTo(node: string, affinity: Affinity | undefined): Affinity {
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] };
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
    },
  };
}

/** The template's tolerations and those of all such pods (AddOrUpdateDaemonPodTolerations). */
function daemonTolerations(spec: PodSpec | undefined): Toleration[] {
  let all = spec?.tolerations ?? [];
  const add = (taint: string, effect: string): void => {
    const added: Toleration = { key: `node.kubernetes.io/${taint}`, operator: 'Exists', effect };
    const isSame = ({ key, operator, value, effect: other }: Toleration): boolean =>
      key === added.key && operator === 'Exists' && !value && other === effect;
    all = all.some(isSame) ? all.map((one) => (isSame(one) ? added : one)) : [...all, added];
  };
  add('not-ready', 'NoExecute');
  add('unreachable', 'NoExecute');
  add('disk-pressure', 'NoSchedule');
  add('memory-pressure', 'NoSchedule');
  add('pid-pressure', 'NoSchedule');
  add('unschedulable', 'NoSchedule');
  if (spec?.hostNetwork) add('network-unavailable', 'NoSchedule');
  return all;
}
