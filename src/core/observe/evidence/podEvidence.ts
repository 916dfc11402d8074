import type { Event, Pod } from '../../api/types';
import type { Moment } from '../../trace/trace';
import { EventSeries, type Occurrence } from './eventSeries';

/** A state of a pod, and when the watcher learned of it. */
export interface PodState {
  pod: Pod;
  arrived?: Moment;
}

/** All that was seen of one pod (one uid), in the order of its resourceVersions. */
export class PodEvidence {
  readonly states: PodState[] = [];
  readonly series = new Map<string, EventSeries>();
  deleted = false;
  /** When that was heard first, on the watcher's clock; undefined where nothing tells. */
  deletedAt?: number;

  get latest(): Pod | undefined {
    return this.states.at(-1)?.pod;
  }

  addState(pod: Pod, arrived?: Moment): void {
    const version = Number(pod.metadata?.resourceVersion ?? Number.NaN);
    const last = Number(this.latest?.metadata?.resourceVersion ?? Number.NaN);
    if (version <= last) return;
    this.states.push({ pod, ...(arrived && { arrived }) });
  }

  addEvent(event: Event): void {
    const key = event.metadata.uid ?? event.metadata.name ?? '';
    const series = this.series.get(key);
    if (series) series.update(event);
    else this.series.set(key, new EventSeries(event));
  }

  /** The events of the pod itself, or of one of its containers, or of all of them. */
  occurrences(of: 'pod' | 'containers' | { container: string }): Occurrence[] {
    return [...this.series.values()]
      .filter((series) => {
        const container = containerOf(series.latest);
        if (of === 'pod') return container === undefined;
        return of === 'containers' ? container !== undefined : container === of.container;
      })
      .flatMap(({ occurrences }) => occurrences);
  }
}

/** `spec.containers{app}` → `app`: events name the container in their fieldPath alone. */
export function containerOf(event: Event): string | undefined {
  return /^spec\.\w*[cC]ontainers\{(.+)\}$/.exec(event.involvedObject.fieldPath ?? '')?.[1];
}
