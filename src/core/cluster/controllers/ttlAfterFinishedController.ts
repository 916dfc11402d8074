import type { Job } from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ObjectEvent } from '../apiserver/objectEvent';
import type { ControllerParts } from './framework/controllerParts';
import { jobEnd } from './framework/jobEnd';

/** Deletes Jobs some time after they ended (pkg/controller/ttlafterfinished/ttlafterfinished_controller.go, 1.37). */
export class TtlAfterFinishedController {
  readonly #client: ApiClient;
  readonly #planned = new Set<string>();

  constructor(readonly parts: ControllerParts) {
    this.#client = parts.apiServer.clientOf('ttl-after-finished-controller');
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind !== 'Job' || type === 'DELETED') return;
    const job: Job = object;
    const { metadata, spec } = job;
    const uid = metadata?.uid ?? '';
    const end = jobEnd(job);
    const ttl = spec?.ttlSecondsAfterFinished;
    if (!end || ttl === undefined || this.#planned.has(uid)) return;
    this.#planned.add(uid);
    const { clock } = this.parts;
    const due = Date.parse(end.lastTransitionTime ?? '') + ttl * 1000;
    // What the Job owns goes first.
    clock.after(due - clock.now(), () => this.#client.delete(object, true));
  }
}
