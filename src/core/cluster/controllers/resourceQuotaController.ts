import type { ResourceQuota } from '../../api/types';
import { quotaStatus } from '../apiserver/quotaStatus';
import type { ApiClient } from '../apiserver/apiClient';
import type { ObjectEvent } from '../apiserver/objectEvent';
import { isSameValue } from '../../isSameValue';
import type { ControllerParts } from './framework/controllerParts';
import { WorkQueue } from './framework/workQueue';
import { isPodTerminal } from '../../componentHelpers/isPodTerminal';

/** From a change to what is made of it, in milliseconds (as recorded). */
const reactionMs = 3;

/**
 * Counts what is used of a quota: at first, and when something goes or a pod ends. What comes is counted by the API
 * server itself (pkg/controller/resourcequota/resource_quota_controller.go, 1.37).
 */
export class ResourceQuotaController {
  readonly #quotas = new Map<string, ResourceQuota>();
  readonly #queue: WorkQueue;
  readonly #client: ApiClient;

  constructor(readonly parts: ControllerParts) {
    this.#client = parts.apiServer.clientOf('resourcequota-controller');
    this.#queue = new WorkQueue(parts.clock, (uid) => this.#sync(uid));
  }

  observe({ type, object, old }: ObjectEvent): void {
    if (object.kind === 'ResourceQuota') {
      const uid = object.metadata?.uid ?? '';
      if (type === 'DELETED') this.#quotas.delete(uid);
      else this.#quotas.set(uid, object);
      if (type === 'ADDED') this.#queue.addAfter(uid, reactionMs);
      return;
    }
    if (this.#quotas.size === 0) return;
    const hasEnded = object.kind === 'Pod' && old !== undefined && isPodTerminal(object) && !isPodTerminal(old);
    if (type !== 'DELETED' && !hasEnded) return;
    for (const [uid, { metadata }] of this.#quotas)
      if (metadata?.namespace === object.metadata?.namespace) this.#queue.addAfter(uid, reactionMs);
  }

  #sync(uid: string): void {
    const quota = this.#quotas.get(uid);
    if (!quota) return;
    const status = quotaStatus(quota, this.parts.apiServer.store);
    if (!isSameValue(quota.status, status)) this.#client.update(quota, (stored) => ({ ...stored, status }), 'status');
  }
}
