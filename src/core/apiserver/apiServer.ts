import type { ApiError } from '../api/status';
import type { EphemeralContainer, Pod, PodStatus } from '../api/types';
import type { ApiView } from '../api/view';
import type { KubernetesRelease } from '../kubernetesRelease';
import type { Random } from '../random';
import type { VirtualClock } from '../runtime/virtualClock';
import type { NodeDescription } from '../simulate/scenario';
import type { WatchEvent } from '../simulate/simulate';
import type { AdmissionContext } from './admission/admission';
import { admitPod, validatePodAdmission } from './admission/chain';
import { decode } from './decode';
import { EventRecorder, type RecordedEvent } from './eventRecorder';
import { kindOf } from './kinds';
import type { KubernetesObject, ObjectStore } from './objectStore';
import { prepareForCreate } from './prepareForCreate';
import { storedForm } from './storedForm';
import { time } from './timestamps';
import { invalid } from './validation/invalid';
import { validate } from './validation/validate';

export interface ApiServerOptions {
  clock: VirtualClock;
  random: Random;
  store: ObjectStore;
  release: KubernetesRelease;
  node: NodeDescription;
  namespaceLabels: Readonly<Record<string, string>>;
  /** Where objects go that name no namespace. */
  namespace: string;
}

/** The part of the API server that a pod's start goes through: create, bind, status, delete, events, watch. */
export class ApiServer {
  readonly errors: ApiError[] = [];
  readonly recorder: EventRecorder;
  readonly #listeners: ((event: WatchEvent) => void)[] = [];
  #resourceVersion = 1000;

  constructor(readonly options: ApiServerOptions) {
    this.recorder = new EventRecorder(options.clock, options.random, options.node.name);
  }

  /**
   * Decodes, defaults, admits, validates and stores an object, as a POST does.
   * The given object is not changed; refusals are also kept in `errors`.
   */
  create(written: KubernetesObject): { object: KubernetesObject } | { error: ApiError } {
    const result = this.#create(written);
    if ('error' in result) this.errors.push(result.error);
    return result;
  }

  #create(written: KubernetesObject): { object: KubernetesObject } | { error: ApiError } {
    const decoded = decode(written);
    if ('error' in decoded) return decoded;
    const { clock, random, store, namespace } = this.options;
    const kind = decoded.object.kind ?? '';
    const object = storedForm(decoded.object, kind);
    const known = kindOf(kind);
    object.apiVersion = written.apiVersion ?? known?.apiVersion ?? 'v1';
    object.kind = kind;
    const metadata = (object.metadata = { ...object.metadata });
    if (known?.namespaced !== false) metadata.namespace ??= namespace;
    const context: AdmissionContext = {
      store,
      random,
      namespace: metadata.namespace ?? '',
      namespaceLabels: this.options.namespaceLabels,
    };
    const refused = isPod(object) && object.spec ? admitPod(object, context) : undefined;
    if (refused) return { error: refused };
    metadata.uid = random.uid();
    prepareForCreate(object, this.options);
    metadata.resourceVersion = this.#next();
    metadata.creationTimestamp = time(clock.now());
    const wrong = validate(object, store);
    if (wrong.length > 0) return { error: invalid(kind, metadata.name || metadata.generateName || '', wrong) };
    const denied = isPod(object) ? validatePodAdmission(object, context) : undefined;
    if (denied) return { error: denied };
    if (store.get(kind, metadata.namespace ?? '', metadata.name ?? '')) {
      const message = `${known?.resource ?? kind} "${metadata.name}" already exists`;
      return {
        error: { code: 409, reason: 'AlreadyExists', message, kind, ...(metadata.name && { name: metadata.name }) },
      };
    }
    store.put(object);
    if (isPod(object)) this.#tell('ADDED', object);
    return { object };
  }

  getPod(namespace: string, name: string): Pod | undefined {
    return this.options.store.get<Pod>('Pod', namespace, name);
  }

  /** The scheduler's binding: sets the node and the condition PodScheduled. */
  bind(pod: Pod, nodeName: string): void {
    this.#modify(pod, (stored) => {
      const condition = {
        type: 'PodScheduled',
        status: 'True',
        lastProbeTime: null,
        lastTransitionTime: time(this.options.clock.now()),
      };
      const others = (stored.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
      return {
        ...stored,
        spec: { ...stored.spec!, nodeName },
        status: {
          ...stored.status,
          conditions: [...others, condition as unknown as NonNullable<PodStatus['conditions']>[number]],
        },
      };
    });
  }

  /** Replaces a pod's status; nothing happens to a pod that is gone. */
  updatePodStatus(namespace: string, name: string, status: PodStatus): void {
    const pod = this.getPod(namespace, name);
    if (pod) this.#modify(pod, (stored) => ({ ...stored, status }));
  }

  /** Changes a pod's metadata: what controllers do to it later (finalizers, labels). */
  updatePodMetadata(pod: Pod, change: Partial<NonNullable<Pod['metadata']>>): void {
    this.#modify(pod, (stored) => ({ ...stored, metadata: { ...stored.metadata, ...change } }));
  }

  /**
   * Deletes a pod as `kubectl delete` does: gracefully where it runs on a node, at once where it was never scheduled
   * or has ended (pkg/registry/core/pod/strategy.go CheckGracefulDelete, 1.37).
   */
  deletePod(namespace: string, name: string, gracePeriodSeconds?: number): void {
    const pod = this.getPod(namespace, name);
    if (!pod || pod.metadata?.deletionTimestamp) return;
    const ended = pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded';
    const wanted = gracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30;
    const period = !pod.spec?.nodeName || ended ? 0 : wanted < 0 ? 1 : wanted;
    if (period === 0 && !pod.metadata?.finalizers?.length) return this.removePod(namespace, name);
    this.#modify(pod, (stored) => ({
      ...stored,
      metadata: {
        ...stored.metadata,
        generation: (stored.metadata?.generation ?? 1) + 1,
        deletionTimestamp: time(this.options.clock.now() + period * 1000),
        deletionGracePeriodSeconds: period,
      },
    }));
  }

  /** The kubelet's last word on a pod: it is gone. */
  removePod(namespace: string, name: string): void {
    const pod = this.getPod(namespace, name);
    if (!pod) return;
    if (pod.metadata?.finalizers?.length) return;
    this.options.store.delete('Pod', namespace, name);
    this.#tell('DELETED', { ...pod, metadata: { ...pod.metadata, resourceVersion: this.#next() } });
  }

  /** What `kubectl debug` does: adds ephemeral containers to a running pod. */
  addEphemeralContainers(namespace: string, name: string, containers: EphemeralContainer[]): void {
    const pod = this.getPod(namespace, name);
    if (!pod) return;
    const added = containers.map((container) => storedForm(container, 'EphemeralContainer'));
    this.#modify(pod, (stored) => ({
      ...stored,
      metadata: { ...stored.metadata, generation: (stored.metadata?.generation ?? 1) + 1 },
      spec: { ...stored.spec!, ephemeralContainers: [...(stored.spec?.ephemeralContainers ?? []), ...added] },
    }));
  }

  recordEvent(event: RecordedEvent): void {
    this.recorder.record(event);
  }

  /** Calls the listener for each change of a pod, in order. */
  onWatch(listener: (event: WatchEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** What the API shows now. */
  view(): ApiView {
    return { pods: this.options.store.list<Pod>('Pod'), events: this.recorder.events, errors: this.errors };
  }

  #modify(pod: Pod, change: (stored: Pod) => Pod): void {
    const { namespace = '', name = '', uid } = pod.metadata ?? {};
    const stored = this.getPod(namespace, name);
    if (!stored || stored.metadata?.uid !== uid) return;
    const changed = change(stored);
    changed.metadata = { ...changed.metadata, resourceVersion: this.#next() };
    this.options.store.put(changed);
    this.#tell('MODIFIED', changed);
  }

  #tell(type: WatchEvent['type'], object: Pod): void {
    const event: WatchEvent = { at: this.options.clock.now(), type, object };
    for (const listener of this.#listeners) listener(event);
  }

  #next(): string {
    return String(++this.#resourceVersion);
  }
}

function isPod(object: KubernetesObject): object is Pod {
  return object.kind === 'Pod';
}
