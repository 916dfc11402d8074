import { groupedBy } from '../../groupedBy';
import type { Pod } from '../../api/types';
import { containerdCalls } from './containerdLog';
import { crioCalls } from './crioLog';
import type { Evidence } from '../evidence/evidence';
import { logLines } from './logLine';
import { tagged, timeOfCall, type NodeCall } from './nodeCall';
import { spanCalls } from './spanCalls';

/** The longest that the API server's clock may be ahead of a node's, in milliseconds. */
const skew = 60_000;

/** How many records of one sort may be a pod's; a start has a few, and what it takes to place them grows with their square. */
const mostRecords = 1_000;

/** What nodes wrote down themselves: their runtimes' logs and their kubelets' spans. */
export class NodeRecords {
  /** By node; '' is a file whose node is not known. */
  readonly #logs = new Map<string, string[]>();
  readonly #spans: unknown[] = [];
  #read: { node: string; calls: Map<string, NodeCall[]> }[] | undefined;

  add(evidence: Evidence & { kind: 'nodeLog' | 'spans' }): void {
    this.#read = undefined;
    if (evidence.kind === 'spans') this.#spans.push(evidence.value);
    else this.#logs.set(evidence.node, [...(this.#logs.get(evidence.node) ?? []), evidence.text]);
  }

  get isEmpty(): boolean {
    return this.#logs.size === 0 && this.#spans.length === 0;
  }

  /**
   * The records of each source, those of one pod and its node's pulls of its images.
   * @param states of the pod, oldest first
   * @param replaced when a pod of the same name was made after it, in milliseconds since the epoch
   */
  of(states: readonly Pod[], replaced = Infinity): NodeCall[][] {
    const { metadata = {}, spec } = states.at(-1) ?? {};
    const created = Date.parse(metadata.creationTimestamp ?? '') - skew;
    const containers = containerIds(states);
    this.#read ??= this.#readAll();
    const images = [...imagesOf(spec)];
    const isAfter = (call: NodeCall): boolean => !(timeOfCall(call) < created);
    return this.#read
      .filter(({ node }) => node === '' || node === spec?.nodeName)
      .map(({ calls }) => [
        ...(calls.get(`uid ${metadata.uid}`) ?? []).slice(0, mostRecords),
        ...(calls.get(`pod ${metadata.namespace}/${metadata.name}`) ?? [])
          .filter((call) => {
            const at = timeOfCall(call);
            return at >= created && at < replaced;
          })
          .slice(0, mostRecords),
        ...images.flatMap((image) => (calls.get(`image ${image}`) ?? []).filter(isAfter).slice(0, mostRecords)),
        // Where the log does not reach back to the sandbox, the pod's status knows its containers.
        ...[...containers].flatMap(([id, container]) =>
          (calls.get(`container ${id}`) ?? [])
            .slice(0, mostRecords)
            .map((call) => ({ ...call, uid: metadata.uid ?? '', container })),
        ),
      ]);
  }

  #readAll(): { node: string; calls: Map<string, NodeCall[]> }[] {
    const logs = [...this.#logs].map(([node, texts]) => {
      const lines = logLines(texts.join('\n'));
      return { node, calls: byOwner([...containerdCalls(lines), ...crioCalls(lines)]) };
    });
    return [{ node: '', calls: byOwner(spanCalls(this.#spans)) }, ...logs];
  }
}

/** By what each call tells of whose it is. */
function byOwner(calls: readonly NodeCall[]): Map<string, NodeCall[]> {
  return groupedBy(
    calls,
    ({ uid, namespace, pod, image, containerId }) =>
      (uid !== undefined && `uid ${uid}`) ||
      (pod !== undefined && `pod ${namespace}/${pod}`) ||
      (image !== undefined && `image ${tagged(image)}`) ||
      `container ${containerId}`,
  );
}

function imagesOf(spec: Pod['spec']): Set<string> {
  return new Set([
    ...[...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])].map(
      ({ image }) => tagged(image),
    ),
    ...(spec?.volumes ?? []).map(({ image }) => tagged(image?.reference)),
  ]);
}

/** The names of a pod's containers by the runtime's ids. */
function containerIds(states: readonly Pod[]): Map<string, string> {
  return new Map(
    states
      .flatMap(({ status }) => [
        ...(status?.initContainerStatuses ?? []),
        ...(status?.containerStatuses ?? []),
        ...(status?.ephemeralContainerStatuses ?? []),
      ])
      .flatMap(({ containerID, name }) => (containerID ? [[containerID.replace(/^.*:\/\//, ''), name]] : [])),
  );
}
