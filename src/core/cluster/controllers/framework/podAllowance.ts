import type { KubernetesObject } from '../../../api/kubernetesObject';

/** How many pods are made for one owner, and for all: what further ones would do, these show. */
const mostOfOne = 100;
const mostOfAll = 300;

/** An owner that wanted more pods than it was given. */
export interface CutOwner {
  owner: KubernetesObject;
  made: number;
}

/** How many pods controllers may make in one simulation: a Job of a million takes no longer than one of a hundred. */
export class PodAllowance {
  readonly #made = new Map<string, number>();
  readonly #cut = new Map<string, KubernetesObject>();
  #all = 0;

  /** How many of the `wanted` pods may still be made for the owner. */
  of(owner: KubernetesObject, wanted: number): number {
    const uid = owner.metadata?.uid ?? '';
    const allowed = Math.max(0, Math.min(wanted, mostOfOne - this.#madeFor(uid), mostOfAll - this.#all));
    if (allowed < wanted) this.#cut.set(uid, owner);
    return allowed;
  }

  /** A pod was made for the owner. */
  take(owner: KubernetesObject): void {
    const uid = owner.metadata?.uid ?? '';
    this.#made.set(uid, this.#madeFor(uid) + 1);
    this.#all++;
  }

  /** Who was given fewer than it wanted. */
  get cut(): CutOwner[] {
    return [...this.#cut].map(([uid, owner]) => ({ owner, made: this.#madeFor(uid) }));
  }

  #madeFor(uid: string): number {
    return this.#made.get(uid) ?? 0;
  }
}
