import type { Node, Pod } from '../core/api/types';
import type { Evidence } from '../core/observe/evidence';
import { podProgress } from '../core/observe/podProgress';
import { KubectlError, type Kubectl } from './kubectl';
import { pause } from './watch';

/** On more nodes than these nothing is read before a pod has one, and of more of them nothing at all. */
const fewNodes = 3;
/** Of more pods than these a node's sums tell nothing about one. */
const fewPods = 10;
/** Milliseconds after a start until the runtime's journal and the kubelet's sums have it. */
const settleMs = 300;
const timeoutMs = 10_000;
/** What of a kubelet's metrics tells of a start (pkg/kubelet/metrics/metrics.go, 1.37). */
const telling = /^kubelet_(?:runtime_operations|image_pull|pod_start|started)/;
const journalPattern =
  'RunPodSandbox|PullImage|CreateContainer|StartContainer|[Pp]od sandbox|image status|Pull(ing|ed) image|(Creat|Start)(ing|ed) container|pod startup duration';

/**
 * What nodes tell through the API server to those who have rights on `nodes/proxy`: the kubelet's configuration, its
 * sums of call durations before and after a start, and the journals of kubelet and runtime. What is forbidden is told
 * once as evidence of kind `denied`, and not asked for again.
 */
export class NodeEvidence {
  readonly #kubectl: Kubectl;
  readonly #onEvidence: (evidence: Evidence) => void;
  readonly #signal: AbortSignal;
  readonly #denied = new Set<string>();
  readonly #configured = new Map<string, Promise<boolean>>();
  readonly #measured = new Set<string>();
  readonly #progress = new Map<string, 'starting' | 'done'>();

  constructor(kubectl: Kubectl, onEvidence: (evidence: Evidence) => void, signal: AbortSignal) {
    this.#kubectl = kubectl;
    this.#onEvidence = onEvidence;
    this.#signal = signal;
  }

  /** Reads the metrics of a small cluster's nodes while nothing has begun. */
  async before(): Promise<void> {
    const text = await this.#ask('list nodes', ['get', 'nodes', '-o', 'name']);
    const nodes = (text ?? '').split('\n').flatMap((line) => line.trim().replace(/^node\//, '') || []);
    if (nodes.length <= fewNodes) await Promise.all(nodes.map((node) => this.#metrics(node)));
  }

  /** Takes a pod's state, and reads of its node what that state calls for. */
  async saw(pod: Pod, runtime: () => Promise<Node | undefined>): Promise<void> {
    const node = pod.spec?.nodeName;
    const uid = pod.metadata?.uid ?? '';
    const before = this.#progress.get(uid);
    if (!node || before === 'done' || (before === undefined && this.#progress.size >= fewPods)) return;
    const isStarting = podProgress(pod) === 'starting';
    this.#progress.set(uid, isStarting ? 'starting' : 'done');
    if (before === undefined && this.#configured.size >= fewNodes && !this.#configured.has(node)) return;
    const config = this.#configz(node);
    // A pod that has only just got its node has made no call yet.
    if (isStarting && before === undefined && !this.#measured.has(node) && !pod.status?.containerStatuses)
      await this.#metrics(node);
    if (isStarting) return;
    await pause(settleMs, this.#signal);
    if (before === 'starting' && this.#measured.has(node)) await this.#metrics(node);
    await this.#journal(pod, node, await config, await runtime());
  }

  async #metrics(node: string): Promise<void> {
    const asked = Date.now();
    const text = await this.#ask('get nodes/metrics', ['get', '--raw', `/api/v1/nodes/${node}/proxy/metrics`]);
    if (text === undefined) return;
    const took = Date.now() - asked;
    this.#measured.add(node);
    const lines = text.split('\n').filter((line) => telling.test(line));
    const read = { at: asked + took / 2, precision: took / 2 };
    this.#onEvidence({ kind: 'metrics', node, text: lines.join('\n'), read });
  }

  /** Reads the kubelet's configuration once; resolves with whether it hands out journals. */
  #configz(node: string): Promise<boolean> {
    let config = this.#configured.get(node);
    if (!config) this.#configured.set(node, (config = this.#readConfigz(node)));
    return config;
  }

  async #readConfigz(node: string): Promise<boolean> {
    const text = await this.#ask('get nodes/configz', ['get', '--raw', `/api/v1/nodes/${node}/proxy/configz`]);
    if (text === undefined || !text.startsWith('{')) return false;
    const value = JSON.parse(text) as { kubeletconfig?: { enableSystemLogQuery?: boolean } };
    this.#onEvidence({ kind: 'configz', node, value });
    return value.kubeletconfig?.enableSystemLogQuery === true;
  }

  /** Without `enableSystemLogQuery` the kubelet would answer with its folder of logs instead. */
  async #journal(pod: Pod, node: string, isQueried: boolean, described: Node | undefined): Promise<void> {
    const since = pod.metadata?.creationTimestamp;
    if (!isQueried || !since) return;
    const isCrio = described?.status?.nodeInfo?.containerRuntimeVersion?.startsWith('cri-o');
    const query = new URLSearchParams({ sinceTime: since, pattern: journalPattern });
    for (const service of [isCrio ? 'crio' : 'containerd', 'kubelet']) query.append('query', service);
    const text = await this.#ask('get nodes/log', [
      'get',
      '--raw',
      `/api/v1/nodes/${node}/proxy/logs/?${query.toString()}`,
    ]);
    if (text !== undefined && !text.startsWith('<')) this.#onEvidence({ kind: 'nodeLog', node, text });
  }

  async #ask(what: string, args: string[]): Promise<string | undefined> {
    if (this.#denied.has(what)) return undefined;
    try {
      return await this.#kubectl.run(args, { signal: this.#signal, timeoutMs });
    } catch (error) {
      if (this.#signal.aborted || !(error instanceof KubectlError) || this.#denied.has(what)) return undefined;
      this.#denied.add(what);
      this.#onEvidence({ kind: 'denied', what, text: error.message });
      return undefined;
    }
  }
}
