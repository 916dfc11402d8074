import type { Pod } from '../../../api/types';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import type { ApiClient } from '../../apiserver/apiClient';
import type { ControllerParts } from './controllerParts';
import { controllerRef } from '../../../componentHelpers/controllerRef';

/** How many pods an owner wants, and has when one more is made. */
export interface PodCount {
  wants: number;
  has: number;
}

/** Creates, adopts and deletes pods for a controller, and says so on the owner (pkg/controller/controller_utils.go RealPodControl, 1.37). */
export class PodControl {
  constructor(
    readonly parts: ControllerParts,
    readonly client: ApiClient,
    /** What its events call it. */
    readonly component: string = client.caller,
  ) {}

  /** Returns the API server's refusal; undefined where it took the pod. */
  create(owner: KubernetesObject, pod: Pod, count?: PodCount): string | undefined {
    const because = { type: 'controllerCreates', owner: nameOf(owner), ...count } as const;
    const made = this.client.create(pod, because);
    if ('error' in made) {
      this.record(owner, 'Warning', 'FailedCreate', `Error creating: ${made.error.message}`);
      return made.error.message;
    }
    this.parts.allowance.take(owner);
    this.record(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${made.object.metadata?.name}`);
    return undefined;
  }

  delete(owner: KubernetesObject, { metadata }: Pod): void {
    const { namespace = '', name = '' } = metadata ?? {};
    this.record(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
    this.client.deletePod(namespace, name, { type: 'controllerDeletes', owner: nameOf(owner) });
  }

  /** Takes a pod over that nothing manages. */
  adopt(owner: KubernetesObject, pod: Pod): void {
    const ownerReferences = [...(pod.metadata?.ownerReferences ?? []), controllerRef(owner)];
    this.client.patchPodMetadata(pod, { ownerReferences });
  }

  record(object: KubernetesObject, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.client.recordEvent({ object, type, reason, message, component: this.component });
  }
}

/** An owner as a reason names it. */
export function nameOf({ kind = '', metadata }: KubernetesObject): { kind: string; name: string } {
  return { kind, name: metadata?.name ?? '' };
}
