import { controllerOf } from '../../../componentHelpers/controllerRef';
import { selects } from '../../../api/labelSelector';
import type { LabelSelector, Pod } from '../../../api/types';
import type { ObjectEvent } from '../../apiserver/objectEvent';

/** The pods by the uid of what manages them, and those that nothing manages. */
export class OwnedPods {
  readonly #byOwner = new Map<string, Map<string, Pod>>();
  readonly #orphans = new Map<string, Pod>();

  observe({ type, object, old }: ObjectEvent): void {
    if (object.kind !== 'Pod') return;
    const uid = object.metadata?.uid ?? '';
    const owner = controllerOf(object)?.uid;
    if (old && controllerOf(old)?.uid !== owner) this.#orphans.delete(uid);
    const group = owner === undefined ? this.#orphans : this.#groupOf(owner);
    if (type === 'DELETED') group.delete(uid);
    else group.set(uid, object);
  }

  /** The pods of an owner, in the order of their creation. */
  of(owner: string): Pod[] {
    return [...(this.#byOwner.get(owner)?.values() ?? [])];
  }

  /** Pods that nothing manages and that the selector chooses. */
  orphans(namespace: string | undefined, selector: LabelSelector | undefined): Pod[] {
    if (this.#orphans.size === 0) return [];
    return [...this.#orphans.values()].filter(
      ({ metadata }) =>
        metadata?.namespace === namespace && !metadata?.deletionTimestamp && selects(selector, metadata?.labels),
    );
  }

  #groupOf(owner: string): Map<string, Pod> {
    let group = this.#byOwner.get(owner);
    if (!group) this.#byOwner.set(owner, (group = new Map()));
    return group;
  }
}
