import type { Pod } from '../api/types';
import type { ObservedPod } from '../observe/observation';
import type { Message, Trace } from '../trace/trace';
import { defaultNode } from '../simulate/defaultNode';
import { asWritten, expectedStart, type ExpectedStartOptions } from './expectedStart';

/** Calls whose whole request hangs on the pod; what others send are ids. */
const told = new Set(['RunPodSandbox', 'PullImage', 'CreateContainer']);

/**
 * What the evidence from outside a node does not tell: the requests of the first CRI calls of each container, as the
 * simulation of the stored pod sends them.
 */
export class SimulatedRequests {
  readonly #options: ExpectedStartOptions;
  /** Of a pod that is stored as it was: by its uid, then by the message's id. */
  readonly #known = new Map<string, { generation: number; requests: ReadonlyMap<string, object> }>();

  constructor(options: ExpectedStartOptions) {
    this.#options = options;
  }

  /** The trace with `simulatedRequest` in its messages; `pods` are those that it tells of. */
  addedTo(trace: Trace, pods: readonly ObservedPod[]): Trace {
    const requests = new Map(pods.flatMap((pod) => [...this.#of(pod)]));
    const messages = trace.messages.map((message) => {
      const simulatedRequest = requests.get(message.id);
      return simulatedRequest ? { ...message, simulatedRequest } : message;
    });
    return { ...trace, messages };
  }

  #of({ uid, pod }: ObservedPod): ReadonlyMap<string, object> {
    const { generation = 0 } = pod.metadata ?? {};
    let known = this.#known.get(uid);
    if (known?.generation !== generation) {
      known = { generation, requests: this.#simulated(uid, pod) };
      this.#known.set(uid, known);
    }
    return new Map([...known.requests].filter(([, request]) => isFirst(pod, request)));
  }

  #simulated(uid: string, pod: Pod): ReadonlyMap<string, object> {
    // Saved output may have been cut down.
    if (!pod.spec?.containers) return new Map();
    const { node, ...options } = this.#options;
    const name = pod.spec.nodeName;
    // A pod that is on a node has its room; how much memory that has is in the requests.
    const capacity = { ...defaultNode.capacity, ...node?.capacity, cpu: '1000', 'ephemeral-storage': '1000Ti' };
    const trace = expectedStart([asWritten(pod)], { ...options, node: { ...node, capacity, ...(name && { name }) } });
    const madeUp = trace.view.pods[0]?.metadata?.uid ?? uid;
    return new Map(trace.messages.filter(isTold).map(({ id, request }) => [id, asOf(request as object, madeUp, uid)]));
  }
}

function isTold({ protocol, method, request }: Message): boolean {
  return protocol === 'CRI' && told.has(method) && typeof request === 'object';
}

/** With the uid of the real pod, and without the id of the simulated sandbox. */
function asOf(request: object, madeUp: string, uid: string): object {
  const { pod_sandbox_id: _, ...rest } = request as { pod_sandbox_id?: string };
  return JSON.parse(JSON.stringify(rest).replaceAll(madeUp, uid)) as object;
}

/** Whether it is of a container that was never restarted: else attempts before may have gone unseen. */
function isFirst({ status }: Pod, request: object): boolean {
  const name = (request as { config?: { metadata?: { name?: string } } }).config?.metadata?.name;
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return !all.some((container) => container.name === name && (container.restartCount ?? 0) > 0);
}
