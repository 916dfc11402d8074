import type { Pod } from '../../api/types';
import type { ApiView } from '../../api/view';
import type { ApiCall, Caller } from './apiCall';
import { ApiClient } from './apiClient';
import type { StoredObjects } from '../../api/objectStore';
import { Registry } from './registry';
import type { ObjectEvent } from './objectEvent';
import type { ApiServerOptions } from './apiServerOptions';
import type { WatchEvent } from './objectEvent';

/** What of the API server everybody may read; who changes something needs a client of its own. */
export class ApiServer {
  readonly store: StoredObjects;
  readonly #registry: Registry;
  /** Changes as they were asked for, but for events. */
  readonly #calls: ApiCall[] = [];

  constructor(options: ApiServerOptions) {
    this.store = options.store;
    this.#registry = new Registry(options);
  }

  /** The handle of one who changes objects: what is asked through it is recorded under its name. @param node of a kubelet */
  clientOf(caller: Caller, node?: string): ApiClient {
    return new ApiClient(this.#registry, this.#calls, caller, node);
  }

  getPod(namespace: string, name: string): Pod | undefined {
    return this.store.get<Pod>('Pod', namespace, name);
  }

  /** Calls the listener for each change of a pod, in order. */
  onWatch(listener: (event: WatchEvent) => void): void {
    this.#registry.onWatch(listener);
  }

  /** Calls the listener for each change of any object, in order. */
  onObject(listener: (event: ObjectEvent) => void): void {
    this.#registry.onObject(listener);
  }

  /** What the API shows now. */
  view(): ApiView {
    const { recorder, errors, warnings } = this.#registry;
    return {
      pods: this.store.list<Pod>('Pod'),
      errors,
      ...(warnings.length > 0 && { warnings }),
      get events() {
        return recorder.events;
      },
    };
  }

  /** Each change that was asked, in the order of time. */
  calls(): ApiCall[] {
    return [...this.#calls, ...this.#registry.recorder.calls].sort((a, b) => a.start - b.start);
  }

  /** What was asked and refused until now is of no interest any more. */
  forget(): void {
    this.#registry.errors.length = 0;
    this.#registry.warnings.length = 0;
    this.#calls.length = 0;
    this.#registry.recorder.forgetCalls();
  }
}
