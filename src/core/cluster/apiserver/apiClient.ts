import type { EphemeralContainer, ObjectMeta, Pod, PodStatus } from '../../api/types';
import { answerMs, type ApiCall, type ApiVerb, type Caller } from './apiCall';
import type { ApiError } from '../../api/status';
import { declaredObject } from '../../api/asDeclared';
import { kindOf } from '../../api/kinds';
import type { ApiBecause } from '../../trace/because';
import type { RecordedEvent } from './eventRecorder';
import type { KubernetesObject, WrittenObject } from '../../api/kubernetesObject';
import type { FieldValidation } from '../../scenario/fieldValidation';
import type { Created, Registry } from './registry';

interface CreateOptions {
  asked?: number;
  fieldValidation?: FieldValidation;
}

/** One caller's handle of the API server: asks for changes, and records each with its answer. */
export class ApiClient {
  readonly #registry: Registry;
  readonly #calls: ApiCall[];

  /** @param node of a kubelet */
  constructor(
    registry: Registry,
    calls: ApiCall[],
    readonly caller: Caller,
    readonly node: string | undefined,
  ) {
    this.#registry = registry;
    this.#calls = calls;
  }

  /**
   * Creates what somebody wrote; what is refused is also in the API's `errors`.
   * @param how `asked`: when it was sent, in milliseconds since the epoch, where the answer took that long
   */
  createWritten(written: WrittenObject, { asked, fieldValidation = 'Ignore' }: CreateOptions = {}): Created {
    const made = this.#registry.create(written, fieldValidation);
    const { kind = '', metadata } = 'object' in made ? made.object : declaredObject(written);
    const isNamespaced = kindOf(kind)?.namespaced !== false;
    const namespace = isNamespaced ? (metadata?.namespace ?? this.#registry.options.namespace) : '';
    const because = { type: 'person' } as const;
    const call = {
      verb: 'create',
      kind,
      namespace,
      name: declaredObject(written).metadata?.name ?? '',
      because,
    } as const;
    const end = asked === undefined ? undefined : this.#now;
    this.#record({ ...call, body: written, answer: made, ...(asked !== undefined && { start: asked }) }, end);
    this.#charge(made);
    return made;
  }

  /** Creates what a controller makes: its refusal is no answer to a person. */
  create(object: KubernetesObject, because?: ApiBecause): Created {
    const { kind = '', metadata } = object;
    const made = this.#registry.createByController(object);
    const namespace = metadata?.namespace ?? '';
    const call = { verb: 'create', kind, namespace, name: metadata?.name ?? '', body: object } as const;
    this.#record({ ...call, answer: made, ...(because && { because }) });
    this.#charge(made);
    return made;
  }

  /** The scheduler's binding: sets the node and the condition PodScheduled. Undefined where the pod is gone. */
  bind(pod: Pod, nodeName: string, because: ApiBecause): Created | undefined {
    const { namespace = '', name = '' } = pod.metadata ?? {};
    const body = { kind: 'Binding', target: { kind: 'Node', name: nodeName } };
    const answer = this.#registry.bind(pod, nodeName);
    const call = { verb: 'create', kind: 'Pod', subresource: 'binding', namespace, name } as const;
    if (answer) this.#record({ ...call, body, because, answer });
    return answer;
  }

  /** Replaces a pod's status; nothing happens to a pod that is gone. Returns why it failed, where it did. */
  patchPodStatus(namespace: string, name: string, status: PodStatus, because?: ApiBecause): ApiError | undefined {
    const before = this.#registry.getPod(namespace, name)?.status ?? {};
    const error = this.#registry.failure('patch/pods/status', 'Pod', name);
    if (error) {
      const call = {
        verb: 'patch',
        kind: 'Pod',
        subresource: 'status',
        namespace,
        name,
        body: status,
        before,
      } as const;
      this.#record({ ...call, answer: { error }, ...(because && { because }) });
      return error;
    }
    const changed = this.#registry.updatePodStatus(namespace, name, status);
    if (changed)
      this.#recordChange('patch', changed, {
        subresource: 'status',
        body: status,
        before,
        ...(because && { because }),
      });
    return undefined;
  }

  /** Changes a pod's metadata: what controllers do to it later (finalizers, labels). */
  patchPodMetadata(pod: Pod, metadata: Partial<ObjectMeta>): void {
    const changed = this.#registry.modify(pod, (stored) => ({
      ...stored,
      metadata: { ...stored.metadata, ...metadata },
    }));
    if (changed) this.#recordChange('patch', changed, { body: { metadata } });
  }

  /**
   * Replaces a stored object by what `change` makes of it. Returns what is stored; undefined where the object is gone.
   * Nothing is asked where nothing changes.
   */
  update<T extends KubernetesObject>(object: T, change: (stored: T) => T, subresource?: 'status'): T | undefined {
    return this.#modify('update', object, change, subresource);
  }

  /** As `update`, where only the difference is sent. */
  patch<T extends KubernetesObject>(object: T, change: (stored: T) => T, subresource?: 'status'): T | undefined {
    return this.#modify('patch', object, change, subresource);
  }

  /** Asks for an update that changes nothing: the API server answers it, and stores nothing. */
  resend(object: KubernetesObject, subresource?: 'status'): void {
    const stored = this.#registry.stored(object);
    if (stored) this.#recordChange('update', stored, { ...(subresource && { subresource }), body: object });
  }

  #modify<T extends KubernetesObject>(
    verb: 'update' | 'patch',
    object: T,
    change: (stored: T) => T,
    subresource: 'status' | undefined,
  ): T | undefined {
    const before = this.#registry.stored(object);
    const changed = this.#registry.modify(object, change);
    if (changed && changed !== before)
      this.#recordChange(verb, changed, { ...(subresource && { subresource }), body: changed });
    return changed;
  }

  /**
   * Takes an object out of the store, at once or, with finalizers, when the last of them goes.
   * @param isForeground what it owns goes first
   */
  delete(object: KubernetesObject, isForeground = false): void {
    const stored = this.#registry.stored(object);
    if (!stored) return;
    this.#registry.delete(object, isForeground);
    this.#recordChange('delete', stored);
  }

  /** Deletes a pod as `kubectl delete` does: gracefully where it runs on a node, else at once. */
  deletePod(namespace: string, name: string, because: ApiBecause, gracePeriodSeconds?: number): void {
    const pod = this.#registry.getPod(namespace, name);
    if (!pod) return;
    this.#registry.deletePod(namespace, name, gracePeriodSeconds);
    this.#recordChange('delete', pod, { because });
  }

  /** The kubelet's last word on a pod: it is gone. */
  removePod(namespace: string, name: string): void {
    const pod = this.#registry.getPod(namespace, name);
    if (!pod) return;
    this.#registry.removePod(namespace, name);
    this.#recordChange('delete', pod, { because: { type: 'podStopped' } });
  }

  /** What `kubectl debug` does: adds ephemeral containers to a running pod; none where one of them is invalid. */
  addEphemeralContainers(namespace: string, name: string, containers: EphemeralContainer[]): void {
    const changed = this.#registry.addEphemeralContainers(namespace, name, containers);
    const body = { spec: { ephemeralContainers: containers } };
    if (changed)
      this.#recordChange('patch', changed, { subresource: 'ephemeralcontainers', body, because: { type: 'person' } });
  }

  /**
   * Asks for a token of a service account, as the kubelet does for a pod that mounts one (authentication/v1 TokenRequest).
   * Returns why it failed, where it did.
   */
  requestToken(
    serviceAccount: string,
    pod: Pod,
    audience: string | undefined,
    expirationSeconds: number,
  ): ApiError | undefined {
    const { namespace = '', name, uid } = pod.metadata ?? {};
    const body = {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      spec: {
        audiences: audience === undefined ? [] : [audience],
        expirationSeconds,
        boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name, uid },
      },
    };
    const call = { verb: 'create', kind: 'ServiceAccount', subresource: 'token', namespace } as const;
    const error = this.#registry.failure('create/serviceaccounts/token', 'ServiceAccount', name ?? '');
    this.#record({ ...call, name: serviceAccount, body, answer: error ? { error } : {} });
    return error;
  }

  /** Tells of an event: the first of its kind is created, a like one patched. */
  recordEvent(event: RecordedEvent): void {
    this.#registry.recorder.record(event, this.caller, this.node);
  }

  /** The API server itself counts in quotas what it takes in. */
  #charge(made: Created): void {
    if ('error' in made || this.caller === 'apiserver') return;
    const charges = this.#registry.chargesFor(made.object);
    if (charges.length === 0) return;
    const own = new ApiClient(this.#registry, this.#calls, 'apiserver', undefined);
    for (const { quota, status } of charges) own.update(quota, (stored) => ({ ...stored, status }), 'status');
  }

  get #now(): number {
    return this.#registry.options.clock.now();
  }

  #recordChange(
    verb: ApiVerb,
    object: KubernetesObject,
    more: Pick<ApiCall, 'subresource' | 'body' | 'because' | 'before'> = {},
  ): void {
    const { kind = '', metadata: { namespace = '', name = '' } = {} } = object;
    this.#record({ verb, kind, namespace, name, answer: { object }, ...more });
  }

  #record(call: Omit<ApiCall, 'caller' | 'node' | 'start' | 'end'> & { start?: number }, end?: number): void {
    const start = call.start ?? this.#now;
    const who = { caller: this.caller, ...(this.node !== undefined && { node: this.node }) };
    this.#calls.push({ ...who, ...call, start, end: end ?? start + answerMs });
  }
}
