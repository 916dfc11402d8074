import type { Pod } from '../../api/types';
import type { ObservedPod } from '../../observe/observation';
import type { Trace } from '../../trace/trace';
import type { Circumstances } from '../../circumstances/circumstances';
import { ofCluster } from '../../circumstances/ofCluster';
import { asWritten, expectedStart } from '../difference/expectedStart';
import { textAt } from '../../manifest/textAt';
import { isMap } from '../../isMap';

/** Calls whose whole request hangs on the pod; what others send are ids. */
const told = new Set(['RunPodSandbox', 'PullImage', 'CreateContainer']);

/**
 * What the evidence from outside a node does not tell: the requests of the first CRI calls of each container, as the
 * simulation of the stored pod sends them.
 */
export class SimulatedRequests {
  readonly #options: Circumstances;
  /** Of a pod that is stored as it was, in a cluster of that release: by its uid, then by the message's id. */
  readonly #known = new Map<string, { state: string; requests: ReadonlyMap<string, object> }>();

  constructor(options: Circumstances) {
    this.#options = options;
  }

  /** Whether `simulating` has something to do. */
  lacks(pods: readonly ObservedPod[]): boolean {
    return pods.some((pod) => !this.#isKnown(pod));
  }

  /** Simulates those of the pods that are not known, a step each. */
  *simulating(pods: readonly ObservedPod[]): Generator<undefined, void> {
    for (const one of pods) {
      if (this.#isKnown(one)) continue;
      this.#known.set(one.uid, { state: stateOf(one), requests: this.#simulated(one) });
      yield;
    }
  }

  /** The trace with `simulatedRequest` in its messages, as far as they are simulated; `pods` are those that it tells of. */
  addedTo(trace: Trace, pods: readonly ObservedPod[]): Trace {
    const requests = new Map(pods.flatMap((one) => (this.#isKnown(one) ? [...this.#of(one)] : [])));
    if (requests.size === 0) return trace;
    const messages = trace.messages.map((message) => {
      const simulatedRequest = requests.get(message.id);
      return simulatedRequest ? { ...message, simulatedRequest } : message;
    });
    return { ...trace, messages };
  }

  #isKnown(one: ObservedPod): boolean {
    return this.#known.get(one.uid)?.state === stateOf(one);
  }

  #of({ uid, pod }: ObservedPod): [string, object][] {
    const { requests } = this.#known.get(uid) ?? {};
    return [...(requests ?? [])].filter(([, request]) => isFirst(pod, request));
  }

  #simulated({ uid, pod, release = {} }: ObservedPod): ReadonlyMap<string, object> {
    // Saved output may have been cut down.
    if (!pod.spec?.containers) return new Map();
    const { node, ...options } = ofCluster(this.#options, release);
    const name = pod.spec.nodeName;
    // A pod that is on a node has its room; how much memory that has is in the requests.
    const capacity = node?.capacity && { ...node.capacity, cpu: '1000', 'ephemeral-storage': '1000Ti' };
    // And its kubelet runs, whatever its cgroups are.
    const own = { failCgroupV1: false, ...node, ...(capacity && { capacity }), ...(name && { name }) };
    const trace = expectedStart([asWritten(pod)], { ...options, node: own });
    const madeUp = trace.view.pods[0]?.metadata?.uid ?? uid;
    return new Map(
      trace.messages.flatMap(({ id, protocol, method, request }) =>
        protocol === 'CRI' && told.has(method) && isMap(request) ? [[id, asOf(request, madeUp, uid)]] : [],
      ),
    );
  }
}

/** What its requests depend on and may change: what is stored of it, and what is known of its cluster. */
function stateOf({ pod, release }: ObservedPod): string {
  return JSON.stringify([pod.metadata?.generation ?? 0, release]);
}

/** With the uid of the real pod, and without the id of the simulated sandbox. */
function asOf(request: object, madeUp: string, uid: string): object {
  const { pod_sandbox_id: _, ...rest }: { pod_sandbox_id?: string } = request;
  const anew: object = JSON.parse(JSON.stringify(rest).replaceAll(madeUp, () => JSON.stringify(uid).slice(1, -1)));
  return anew;
}

/** Whether it is of a container that was never restarted: else attempts before may have gone unseen. */
function isFirst({ status }: Pod, request: object): boolean {
  const name = textAt(request, ['config', 'metadata', 'name']);
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return !all.some((container) => container.name === name && (container.restartCount ?? 0) > 0);
}
