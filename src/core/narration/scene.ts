import type { Container, EphemeralContainer, Pod } from '../api/types';
import type { Message, Trace } from '../trace/trace';

/** What a message is told of with: its pod and its container, as far as the trace knows them. */
export interface Scene {
  trace: Trace;
  message: Message;
  pod: Pod | undefined;
  container: Container | EphemeralContainer | undefined;
  /** Whether the container is an init container, and whether it keeps running as a sidecar. */
  role: 'init container' | 'sidecar' | 'ephemeral container' | 'container';
}

const pods = new WeakMap<Trace, Map<string, Pod>>();

export function sceneOf(trace: Trace, message: Message): Scene {
  const { namespace, pod: name, container = '' } = message.subject ?? {};
  const pod = podsOf(trace).get(`${namespace}/${name}`);
  const { initContainers = [], containers = [], ephemeralContainers = [] } = pod?.spec ?? {};
  const init = initContainers.find((one) => one.name === container);
  const ephemeral = ephemeralContainers.find((one) => one.name === container);
  const role = init
    ? init.restartPolicy === 'Always'
      ? 'sidecar'
      : 'init container'
    : ephemeral
      ? 'ephemeral container'
      : 'container';
  return {
    trace,
    message,
    pod,
    container: init ?? containers.find((one) => one.name === container) ?? ephemeral,
    role,
  };
}

/** By namespace and name: of several of a name the last, and those that are gone as they were seen last. */
function podsOf(trace: Trace): Map<string, Pod> {
  let known = pods.get(trace);
  if (known) return known;
  known = new Map();
  for (const { method, response } of trace.messages) {
    // What a watch or an answer brought stands in for a pod that is gone in the end.
    if (!/^(?:WATCH|POST) .*\/pods(?:\/|$)/.test(method)) continue;
    const pod = response as Pod | undefined;
    if (pod?.spec && pod.metadata) known.set(`${pod.metadata.namespace}/${pod.metadata.name}`, pod);
  }
  for (const pod of trace.view.pods) known.set(`${pod.metadata?.namespace ?? 'default'}/${pod.metadata?.name}`, pod);
  pods.set(trace, known);
  return known;
}
