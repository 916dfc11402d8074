import type { Pod } from '../../../api/types';
import type { ApiClient } from '../../apiserver/apiClient';
import { fieldPathOf } from './fieldPathOf';

/** The kubelet's events about a pod and its containers (pkg/kubelet/events/event.go names the reasons, 1.37). */
export class PodEvents {
  constructor(
    readonly client: ApiClient,
    /** The pod as it is now: ephemeral containers come later. */
    public pod: Pod,
    /** The kubelet's node. */
    readonly host: string,
  ) {}

  record(type: 'Normal' | 'Warning', reason: string, message: string, container?: string): void {
    this.client.recordEvent({
      object: this.pod,
      ...(container !== undefined && { fieldPath: fieldPathOf(this.pod, container) }),
      type,
      reason,
      message,
      component: 'kubelet',
      host: this.host,
    });
  }
}
