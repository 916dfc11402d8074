import type { KubernetesObject } from '../../core/api/kubernetesObject';
import { rolloutOf, type Rollout } from '../../core/observe/rollout';
import type { Kubectl } from '../../kubectl/kubectl';
import { KubectlError } from '../../kubectl/kubectlError';
import { kubectlArgs, namespaceName, objectName, typeOfKind } from '../../kubectl/kubectlArgs';
import { pause } from '../../kubectl/watch';

/** Milliseconds between two looks at a workload. */
const pace = 1_000;
/** Milliseconds that kubectl has for one. */
const patience = 30_000;

/** The rollouts of some workloads, asked for again and again until each is done or has failed. */
export class Rollouts {
  readonly #kubectl: Kubectl;
  readonly #objects: Map<string, KubernetesObject>;
  readonly #signal: AbortSignal;

  /** @param objects what is watched; of those that have no rollout, such as a Pod, nothing is asked */
  constructor(kubectl: Kubectl, objects: readonly KubernetesObject[], signal: AbortSignal) {
    this.#kubectl = kubectl;
    this.#objects = new Map(objects.filter((object) => rolloutOf(object)).map((object) => [keyOf(object), object]));
    this.#signal = signal;
  }

  /** How they stand; none where nothing has a rollout. */
  get all(): readonly Rollout[] {
    return [...this.#objects.values()].flatMap((object) => rolloutOf(object) ?? []);
  }

  /** Whether anything that is watched has a rollout. */
  get hasAny(): boolean {
    return this.#objects.size > 0;
  }

  /** Whether each is done or has failed. */
  get isOver(): boolean {
    return this.all.every(({ state }) => state !== 'going');
  }

  get areDone(): boolean {
    return this.all.every(({ state }) => state === 'done');
  }

  /**
   * Asks until all are over. `onText` is told each sentence that is new. Resolves early where the signal is aborted; a look that
   * fails is taken again.
   */
  async untilOver(onText: (text: string) => void): Promise<void> {
    const told = new Map<string, string>();
    while (!this.#signal.aborted) {
      for (const [key, object] of this.#objects) {
        const { state, text } = rolloutOf(object) ?? { state: 'done', text: '' };
        if (told.get(key) !== text) onText(text);
        told.set(key, text);
        if (state === 'going') this.#objects.set(key, await this.#latest(object));
      }
      if (this.isOver) break;
      await pause(pace, this.#signal);
    }
  }

  async #latest(object: KubernetesObject): Promise<KubernetesObject> {
    const { kind, apiVersion, metadata = {} } = object;
    const type = typeOfKind(apiVersion, kind);
    const where = namespaceName(metadata.namespace);
    const args = kubectlArgs`get -o json --namespace=${where} -- ${type}/${objectName(metadata.name, type)}`;
    try {
      return await this.#kubectl.namedObject(args, { timeoutMs: patience, signal: this.#signal });
    } catch (error) {
      if (error instanceof KubectlError) return object;
      throw error;
    }
  }
}

function keyOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata?.namespace} ${metadata?.name}`;
}
