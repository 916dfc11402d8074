import type { Pod, PodCondition } from '../api/types';
import type { ApiServer } from '../apiserver/apiServer';
import { time } from '../apiserver/timestamps';
import type { VirtualClock } from '../runtime/virtualClock';
import type { NodeDescription } from '../simulate/scenario';
import { whyUnschedulable } from './filters';

/** Places pods on the one node, or says why not (pkg/scheduler/schedule_one.go, 1.37). */
export class Scheduler {
  readonly #waiting = new Map<string, Pod>();

  constructor(
    readonly apiServer: ApiServer,
    readonly node: NodeDescription,
    readonly clock: VirtualClock,
  ) {}

  /** Something left the cluster: what did not fit is tried again. */
  retry(): void {
    for (const pod of [...this.#waiting.values()]) this.clock.after(1, () => this.schedule(pod));
  }

  /** Tries a pod that was added, or tries again. */
  schedule(pod: Pod): void {
    const { namespace = '', name = '' } = pod.metadata ?? {};
    const current = this.apiServer.getPod(namespace, name);
    if (!current || current.spec?.nodeName || current.metadata?.deletionTimestamp) return;
    if (current.spec?.schedulerName !== 'default-scheduler' || current.spec.schedulingGates?.length) return;
    const why = whyUnschedulable(current, this.node, this.apiServer.options.store);
    if (why === undefined) {
      const message = `Successfully assigned ${namespace}/${name} to ${this.node.name}`;
      const object = current;
      this.apiServer.bind(current, this.node.name);
      this.apiServer.recordEvent({
        object,
        type: 'Normal',
        reason: 'Scheduled',
        message,
        component: 'default-scheduler',
        action: 'Binding',
      });
      this.#waiting.delete(current.metadata?.uid ?? '');
      return;
    }
    this.#waiting.set(current.metadata?.uid ?? '', current);
    this.apiServer.recordEvent({
      object: current,
      type: 'Warning',
      reason: 'FailedScheduling',
      message: why,
      component: 'default-scheduler',
      action: 'Scheduling',
    });
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      lastProbeTime: null,
      lastTransitionTime: time(this.clock.now()),
      reason: 'Unschedulable',
      message: why,
    } as unknown as PodCondition;
    this.apiServer.updatePodStatus(namespace, name, { ...current.status, conditions: [condition] });
  }
}
