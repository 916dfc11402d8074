import type { Node, Pod } from '../core/api/types';
import type { Evidence } from '../core/observe/evidence/evidence';
import { podProgress } from '../core/observe/podProgress';
import { deniedEvidence } from './deniedEvidence';
import type { Kubectl } from './kubectl';
import { checkedText, kubectlArgs, objectName, withQuery, type Checked, type KubectlArgs } from './kubectlArgs';
import { readObject } from './kubectlJson';
import { isMap } from '../core/isMap';
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
    const text = await this.#ask('list nodes', kubectlArgs`get nodes -o name`);
    const nodes = (text ?? '').split('\n').flatMap((line) => line.trim().replace(/^node\//, '') || []);
    if (nodes.length > fewNodes) return;
    try {
      await Promise.all(nodes.map((node) => objectName(node, 'node')).map((node) => this.#metrics(node)));
    } catch (error) {
      this.#isDenied('list nodes', error);
    }
  }

  /** Takes a pod's state, and reads of its node what that state calls for. @throws KubectlError for what is no answer */
  async saw(pod: Pod, node: Checked, runtime: () => Promise<Node | undefined>): Promise<void> {
    const uid = pod.metadata?.uid ?? '';
    const before = this.#progress.get(uid);
    if (before === 'done' || (before === undefined && this.#progress.size >= fewPods)) return;
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

  async #metrics(node: Checked): Promise<void> {
    const asked = Date.now();
    const text = await this.#ask(
      'get nodes/metrics',
      kubectlArgs`get --raw=${checkedText`/api/v1/nodes/${node}/proxy/metrics`}`,
    );
    if (text === undefined) return;
    const took = Date.now() - asked;
    this.#measured.add(node);
    const lines = text.split('\n').filter((line) => telling.test(line));
    const read = { at: asked + took / 2, precision: took / 2 };
    this.#onEvidence({ kind: 'metrics', node, text: lines.join('\n'), read });
  }

  /** Reads the kubelet's configuration once; resolves with whether it hands out journals. */
  #configz(node: Checked): Promise<boolean> {
    let config = this.#configured.get(node);
    if (!config) this.#configured.set(node, (config = this.#readConfigz(node)));
    return config;
  }

  async #readConfigz(node: Checked): Promise<boolean> {
    const text = await this.#ask(
      'get nodes/configz',
      kubectlArgs`get --raw=${checkedText`/api/v1/nodes/${node}/proxy/configz`}`,
    );
    if (text === undefined || !text.startsWith('{')) return false;
    try {
      const value = readObject(text, `kubectl get --raw=/api/v1/nodes/${node}/proxy/configz`);
      this.#onEvidence({ kind: 'configz', node, value });
      const { kubeletconfig } = value;
      return isMap(kubeletconfig) && kubeletconfig['enableSystemLogQuery'] === true;
    } catch (error) {
      this.#isDenied('get nodes/configz', error);
      return false;
    }
  }

  /** Without `enableSystemLogQuery` the kubelet would answer with its folder of logs instead. */
  async #journal(pod: Pod, node: Checked, isQueried: boolean, described: Node | undefined): Promise<void> {
    const since = pod.metadata?.creationTimestamp;
    if (!isQueried || !since) return;
    const isCrio = described?.status?.nodeInfo?.containerRuntimeVersion?.startsWith('cri-o');
    const path = withQuery(checkedText`/api/v1/nodes/${node}/proxy/logs/`, [
      ['sinceTime', since],
      ['pattern', journalPattern],
      ['query', isCrio ? 'crio' : 'containerd'],
      ['query', 'kubelet'],
    ]);
    const text = await this.#ask('get nodes/log', kubectlArgs`get --raw=${path}`);
    if (text !== undefined && !text.startsWith('<')) this.#onEvidence({ kind: 'nodeLog', node, text });
  }

  async #ask(what: string, args: KubectlArgs): Promise<string | undefined> {
    if (this.#denied.has(what)) return undefined;
    try {
      return await this.#kubectl.run(args, { signal: this.#signal, timeoutMs });
    } catch (error) {
      this.#isDenied(what, error);
      return undefined;
    }
  }

  #isDenied(what: string, error: unknown): void {
    if (this.#signal.aborted || this.#denied.has(what)) return;
    this.#denied.add(what);
    this.#onEvidence(deniedEvidence(what, error));
  }
}
