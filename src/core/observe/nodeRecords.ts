import type { Pod } from '../api/types';
import { containerdCalls } from './containerdLog';
import { crioCalls } from './crioLog';
import type { Evidence } from './evidence';
import { logLines } from './logLine';
import { timeOfCall, type NodeCall } from './nodeCall';
import { spanCalls } from './spanCalls';

/** The longest that the API server's clock may be ahead of a node's, in milliseconds. */
const skew = 60_000;

/** What nodes wrote down themselves: their runtimes' logs and their kubelets' spans. */
export class NodeRecords {
  /** By node; '' is a file whose node is not known. */
  readonly #logs = new Map<string, string[]>();
  readonly #spans: unknown[] = [];
  #read: { node: string; calls: NodeCall[] }[] | undefined;

  add(evidence: Evidence & { kind: 'nodeLog' | 'spans' }): void {
    this.#read = undefined;
    if (evidence.kind === 'spans') this.#spans.push(evidence.value);
    else this.#logs.set(evidence.node, [...(this.#logs.get(evidence.node) ?? []), evidence.text]);
  }

  get isEmpty(): boolean {
    return this.#logs.size === 0 && this.#spans.length === 0;
  }

  /**
   * The records of each source, those of one pod and the pulls of its node.
   * @param states of the pod, oldest first
   * @param replaced when a pod of the same name was made after it, in milliseconds since the epoch
   */
  of(states: readonly Pod[], replaced = Infinity): NodeCall[][] {
    const { metadata = {}, spec } = states.at(-1) ?? {};
    const created = Date.parse(metadata.creationTimestamp ?? '') - skew;
    const containers = new Map(
      states
        .flatMap(({ status }) => [
          ...(status?.initContainerStatuses ?? []),
          ...(status?.containerStatuses ?? []),
          ...(status?.ephemeralContainerStatuses ?? []),
        ])
        .map(({ containerID, name }) => [containerID?.replace(/^.*:\/\//, ''), name]),
    );
    this.#read ??= this.#readAll();
    return this.#read
      .filter(({ node }) => node === '' || node === spec?.nodeName)
      .map(({ calls }) =>
        calls.flatMap((call) => {
          if (call.uid !== undefined) return call.uid === metadata.uid ? [call] : [];
          if (call.pod !== undefined) {
            const isIts = call.pod === metadata.name && call.namespace === metadata.namespace;
            const at = timeOfCall(call);
            return isIts && at >= created && at < replaced ? [call] : [];
          }
          if (call.method === 'PullImage') return [call];
          // Where the log does not reach back to the sandbox, the pod's status knows its containers.
          const container = call.containerId === undefined ? undefined : containers.get(call.containerId);
          return container === undefined ? [] : [{ ...call, uid: metadata.uid ?? '', container }];
        }),
      );
  }

  #readAll(): { node: string; calls: NodeCall[] }[] {
    const logs = [...this.#logs].map(([node, texts]) => {
      const lines = logLines(texts.join('\n'));
      return { node, calls: [...containerdCalls(lines), ...crioCalls(lines)] };
    });
    return [{ node: '', calls: spanCalls(this.#spans) }, ...logs];
  }
}
