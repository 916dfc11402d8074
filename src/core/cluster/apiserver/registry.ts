import type { ApiServerOptions } from './apiServerOptions';
import type { ObjectEvent, WatchEvent } from './objectEvent';
import type { ApiError } from '../../api/status';
import type {
  ConfigMap,
  EphemeralContainer,
  ObjectMeta,
  Pod,
  PodStatus,
  ResourceQuota,
  ResourceQuotaStatus,
} from '../../api/types';
import { mayBeSecret } from '../../manifest/mayBeSecret';
import { maskOf, revealed, withoutSecrets } from '../../manifest/secretMask';
import { seededRandom } from '../../random';
import type { AdmissionContext } from './admission/admission';
import { chargeOf, quotaStatus } from './quotaStatus';
import { podSecurityWarnings } from './admission/podSecurity';
import { appArmorWarnings } from './warnings/appArmorAnnotations';
import { admit, validateAdmission } from './admission/chain';
import { declaredObject } from '../../api/asDeclared';
import { decode } from '../../api/decode';
import { deprecationWarning } from '../../api/servedVersions';
import { EventRecorder } from './eventRecorder';
import { harmlessCause, harmlessWords } from './harmlessWords';
import { groupResource, kindOf } from '../../api/kinds';
import type { KubernetesObject, WrittenObject } from '../../api/kubernetesObject';
import { bindingOfDeleted, boundPod } from './podBinding';
import { deletionOf, finalDeletionOf } from './podDeletion';
import { defaultPodLevelResources } from './defaults/podLevelResources';
import { prepareForCreate } from './prepareForCreate';
import { sizeError } from './sizeError';
import { storedForm } from './storedForm';
import type { FieldValidation } from '../../scenario/fieldValidation';
import { time } from '../../api/timestamps';
import { invalid } from './validation/invalid';
import { validateAddedContainers } from './validation/ephemeralContainers';
import { validate } from './validation/validate';
import { droppedFields, type DroppedField } from './droppedFields';
import { warningsOf } from './warnings/warningsOf';
import type { ApiWarning } from '../../api/view';

/** What was stored, with what the API server warned of and what it dropped without a word, or why it was refused. */
export type Created =
  { object: KubernetesObject; warnings?: readonly string[]; dropped?: readonly DroppedField[] } | { error: ApiError };

/** What a quota says of itself after an object came. */
export interface Charge {
  quota: ResourceQuota;
  status: ResourceQuotaStatus;
}

/** The longest base of a generated name (apiserver/pkg/storage/names/generate.go, 0.37). */
const longestGenerateName = 58;

/** What becomes of a request: the part of the API server's registry (pkg/registry, 1.37) that a pod's start goes through. */
export class Registry {
  readonly errors: ApiError[] = [];
  readonly warnings: ApiWarning[] = [];
  readonly recorder: EventRecorder;
  readonly #podListeners: ((event: WatchEvent) => void)[] = [];
  readonly #objectListeners: ((event: ObjectEvent) => void)[] = [];
  readonly #namespaces = new Set<string>();
  #resourceVersion = 1000;

  constructor(readonly options: ApiServerOptions) {
    this.recorder = new EventRecorder(options.clock, seededRandom(options.random.int(2 ** 32)), options.node.name, () =>
      this.#next(),
    );
  }

  /**
   * Decodes, defaults, admits, validates and stores an object, as a POST does.
   * The given object is not changed; refusals are also kept in `errors`. Of a Secret, what is stored and what is said
   * has no values.
   */
  create(given: WrittenObject, fieldValidation: FieldValidation = 'Ignore'): Created {
    const isSecret = mayBeSecret(given);
    const written = isSecret ? revealed(given) : withoutSecrets(given);
    const oversize = sizeError(written);
    const decoded = oversize
      ? { error: oversize }
      : decode(written, this.options.release, fieldValidation === 'Strict');
    const isMasked = isSecret && !this.options.revealSecrets;
    const result = 'error' in decoded ? decoded : this.#create(decoded.object, isMasked);
    const early = 'object' in decoded ? this.#earlyWarnings(decoded.object, result) : [];
    if (!('error' in result)) {
      const { kind = '', metadata: { name = '' } = {} } = result.object;
      // One answer has each text once (apiserver/pkg/endpoints/filters/warning.go, 0.37).
      const warnings = [
        ...new Set([
          ...early,
          ...warningsOf(result.object, this.options.release),
          ...podSecurityWarnings(result.object, this.#admissionContext(result.object.metadata?.namespace)),
        ]),
      ];
      this.warnings.push(...warnings.map((message) => ({ kind, name, message })));
      const dropped = droppedFields(given, this.options.release);
      return { ...result, ...(warnings.length > 0 && { warnings }), ...(dropped.length > 0 && { dropped }) };
    }
    const { kind = '', name = '' } = result.error;
    this.warnings.push(...early.map((message) => ({ kind, name, message })));
    const { kubelet } = this.options;
    const refusal =
      kubelet === undefined || result.error.release === undefined ? result.error : { ...result.error, kubelet };
    const error = isMasked ? ofSecret(refusal, given) : refusal;
    this.errors.push(error);
    return { error };
  }

  /**
   * What is warned of before an object is validated, so of one that validation refuses, too: its version
   * (endpoints/deprecation, 0.37), and what a pod has in old annotations (pkg/registry/core/pod/strategy.go, 1.37).
   */
  #earlyWarnings(object: KubernetesObject, result: Created): string[] {
    const { apiVersion = '', kind = '' } = object;
    const { release } = this.options;
    const deprecated = deprecationWarning(kind, apiVersion, release.version);
    const isPrepared = !('error' in result) || result.error.code === 422;
    return [
      ...(deprecated === undefined ? [] : [deprecated]),
      ...(kind === 'Pod' && isPrepared ? appArmorWarnings(storedForm(object, kind, release), release) : []),
    ];
  }

  /** Stores what a controller makes. Its refusal is no answer to a person: it is not kept in `errors`. */
  createByController(object: KubernetesObject): Created {
    return this.#create(object);
  }

  #create(written: KubernetesObject, isMasked = false): Created {
    const { clock, random, store, namespace } = this.options;
    const kind = written.kind ?? '';
    const known = kindOf(kind);
    const object = known && !known.isOpaque ? storedForm(written, kind, this.options.release) : { ...written };
    object.apiVersion = written.apiVersion ?? known?.apiVersion ?? 'v1';
    object.kind = kind;
    const metadata = (object.metadata = this.#metadata(object.metadata ?? {}));
    if (known?.namespaced === false) delete metadata.namespace;
    else metadata.namespace ??= namespace;
    this.#fillNamespace(metadata.namespace);
    // What a pod asks for as a whole; since PodLevelResourcesFixDefaulting it is filled in after admission (podStrategy.ts).
    const { release } = this.options;
    if (kind === 'Pod' && !release.gates.PodLevelResourcesFixDefaulting) defaultPodLevelResources(object, release);
    const context = this.#admissionContext(metadata.namespace);
    const refused = admit(object, context);
    if (refused) return { error: refused };
    metadata.uid = random.uid();
    metadata.creationTimestamp = time(clock.now());
    if (!metadata.name && metadata.generateName)
      metadata.name = `${metadata.generateName.slice(0, longestGenerateName)}${random.suffix(5)}`;
    prepareForCreate(object, this.options);
    const wrong = validate(object, this.options.release);
    if (wrong.length > 0) return { error: invalid(kind, metadata.name ?? '', wrong) };
    const denied = validateAdmission(object, context);
    if (denied) return { error: denied };
    // Of an object that was read from a cluster (apiserver/pkg/storage/etcd3/store.go Create, 0.37).
    if (Number(written.metadata?.resourceVersion) > 0) {
      const message = 'resourceVersion should not be set on objects to be created';
      return { error: { code: 500, message, kind, name: metadata.name ?? '' } };
    }
    if (store.get(kind, metadata.namespace ?? '', metadata.name ?? ''))
      return { error: alreadyExists(kind, metadata.name ?? '') };
    const failed = this.failure(`create/${kindOf(kind)?.resource ?? ''}`, kind, metadata.name ?? '');
    if (failed) return { error: failed };
    metadata.resourceVersion = this.#next();
    const stored = isMasked ? maskOf(object) : object;
    store.put(stored);
    this.#tell('ADDED', stored);
    return { object: stored };
  }

  /** A failure of the server itself, which an error of its database becomes; @param name of what it is about, of a token the pod */
  failure(request: string, kind: string, name: string): ApiError | undefined {
    const message = this.options.failureOf?.(request, name);
    return message === undefined ? undefined : { code: 500, message, kind, name };
  }

  /** The object as it is stored; undefined where it is gone, or another has its name. */
  stored<T extends KubernetesObject>({ kind = '', metadata }: T): T | undefined {
    const { namespace = '', name = '', uid } = metadata ?? {};
    const stored = this.options.store.get<T>(kind, namespace, name);
    return stored?.metadata?.uid === uid ? stored : undefined;
  }

  /** What admission writes down of the quotas that limit a new object (apiserver/pkg/admission/plugin/resourcequota, 0.37). */
  chargesFor(object: KubernetesObject): Charge[] {
    const { store } = this.options;
    return store
      .list<ResourceQuota>('ResourceQuota', object.metadata?.namespace ?? '')
      .filter((quota) => quota.metadata?.uid !== object.metadata?.uid && chargeOf(quota, object).size > 0)
      .map((quota) => ({ quota, status: quotaStatus(quota, store) }));
  }

  getPod(namespace: string, name: string): Pod | undefined {
    return this.options.store.get<Pod>('Pod', namespace, name);
  }

  /**
   * The scheduler's binding: sets the node and the condition PodScheduled. Refuses a pod that is being deleted; undefined
   * where the pod is gone.
   */
  bind(pod: Pod, nodeName: string): { object: Pod } | { error: ApiError } | undefined {
    const stored = this.stored(pod);
    if (!stored) return undefined;
    if (stored.metadata?.deletionTimestamp) return { error: bindingOfDeleted(stored) };
    const failed = this.failure('create/pods/binding', 'Pod', stored.metadata?.name ?? '');
    if (failed) return { error: failed };
    const { clock, release } = this.options;
    const labels = release.gates.PodTopologyLabelsAdmission ? this.#nodeLabels(nodeName) : undefined;
    const bound = boundPod(stored, nodeName, labels, clock.now());
    return { object: this.modify(stored, () => bound) ?? bound };
  }

  /** Replaces a pod's status; nothing happens to a pod that is gone. */
  updatePodStatus(namespace: string, name: string, status: PodStatus): Pod | undefined {
    const pod = this.getPod(namespace, name);
    return pod && this.modify(pod, (stored) => ({ ...stored, status }));
  }

  /**
   * Replaces a stored object by what `change` makes of it, and tells the watches. An object that was to be deleted goes
   * with its last finalizer. Returns what is stored; undefined where the object is gone or another has its name.
   */
  modify<T extends KubernetesObject>(object: T, change: (stored: T) => T): T | undefined {
    const stored = this.stored(object);
    if (!stored) return undefined;
    const changed = change(stored);
    if (changed === stored) return stored;
    changed.metadata = { ...changed.metadata, resourceVersion: this.#next() };
    this.options.store.put(changed);
    this.#tell('MODIFIED', changed, stored);
    const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = changed.metadata;
    const wasKept = (stored.metadata?.finalizers?.length ?? 0) > 0;
    if (deletionTimestamp && !deletionGracePeriodSeconds && wasKept && !finalizers?.length) this.delete(changed);
    return changed;
  }

  /**
   * Takes an object out of the store: at once, or when the last of its finalizers is gone
   * (apiserver/pkg/registry/generic/registry/store.go Delete, 0.37).
   * @param isForeground what it owns goes first
   */
  delete(object: KubernetesObject, isForeground = false): void {
    const stored = this.stored(object);
    if (!stored) return;
    const finalizers = [...(stored.metadata?.finalizers ?? []), ...(isForeground ? ['foregroundDeletion'] : [])];
    if (finalizers.length > 0) {
      if (stored.metadata?.deletionTimestamp) return;
      const deletion = { deletionTimestamp: time(this.options.clock.now()), deletionGracePeriodSeconds: 0, finalizers };
      this.modify(stored, () => ({ ...stored, metadata: { ...stored.metadata, ...deletion } }));
      return;
    }
    const { kind = '', metadata: { namespace = '', name = '' } = {} } = stored;
    this.options.store.delete(kind, namespace, name);
    this.#tell('DELETED', { ...stored, metadata: { ...stored.metadata, resourceVersion: this.#next() } }, stored);
  }

  /** Deletes a pod as `kubectl delete` does: gracefully where it runs on a node, else at once. */
  deletePod(namespace: string, name: string, gracePeriodSeconds?: number): void {
    const pod = this.getPod(namespace, name);
    if (!pod) return;
    const deletion = deletionOf(pod, gracePeriodSeconds, this.options.clock.now());
    if (deletion) this.#deletePod(pod, deletion);
  }

  /** The kubelet's last word on a pod: it is gone. */
  removePod(namespace: string, name: string): void {
    const pod = this.getPod(namespace, name);
    if (pod) this.#deletePod(pod, finalDeletionOf(pod, this.options.clock.now()));
  }

  #deletePod(pod: Pod, deletion: Partial<ObjectMeta>): void {
    const changed = this.modify(pod, (stored) => ({ ...stored, metadata: { ...stored.metadata, ...deletion } }));
    if (changed && deletion.deletionGracePeriodSeconds === 0 && !changed.metadata?.finalizers?.length)
      this.delete(changed);
  }

  /** What `kubectl debug` does: adds ephemeral containers to a running pod; none where one of them is invalid. */
  addEphemeralContainers(namespace: string, name: string, containers: EphemeralContainer[]): Pod | undefined {
    const pod = this.getPod(namespace, name);
    if (!pod) return undefined;
    const added = containers.map((container) => storedForm(container, 'EphemeralContainer', this.options.release));
    if (validateAddedContainers(pod, added, this.options.release).length > 0) return undefined;
    return this.modify(pod, (stored) => ({
      ...stored,
      metadata: {
        ...stored.metadata,
        ...(this.options.release.countsPodGenerations && { generation: (stored.metadata?.generation ?? 1) + 1 }),
      },
      spec: { ...stored.spec!, ephemeralContainers: [...(stored.spec?.ephemeralContainers ?? []), ...added] },
    }));
  }

  /** Calls the listener for each change of a pod, in order. */
  onWatch(listener: (event: WatchEvent) => void): void {
    this.#podListeners.push(listener);
  }

  /** Calls the listener for each change of any object, in order. */
  onObject(listener: (event: ObjectEvent) => void): void {
    this.#objectListeners.push(listener);
  }

  /** Only what a person may set; the rest is the API server's own. */
  #metadata({
    name,
    generateName,
    namespace,
    labels,
    annotations,
    ownerReferences,
    finalizers,
  }: ObjectMeta): ObjectMeta {
    return {
      ...(name && { name }),
      ...(generateName && { generateName }),
      ...(namespace && { namespace }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(ownerReferences && { ownerReferences }),
      ...(finalizers && { finalizers }),
    };
  }

  /** What controllers put into each namespace: the account `default` and the API server's certificate. */
  #fillNamespace(namespace: string | undefined): void {
    if (!namespace || this.#namespaces.has(namespace)) return;
    this.#namespaces.add(namespace);
    const { store, random, clock } = this.options;
    const add = (object: KubernetesObject, name: string): void => {
      if (store.get(object.kind ?? '', namespace, name)) return;
      const metadata = { name, namespace, uid: random.uid(), resourceVersion: this.#next() };
      store.put({ ...object, metadata: { ...metadata, creationTimestamp: time(clock.now()) } });
    };
    add({ apiVersion: 'v1', kind: 'ServiceAccount' }, 'default');
    const rootCertificate: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', data: { 'ca.crt': '' } };
    add(rootCertificate, 'kube-root-ca.crt');
  }

  #admissionContext(namespace = ''): AdmissionContext {
    const { store, random, namespaceLabels, release } = this.options;
    return { store, random, namespace, namespaceLabels, release, nodeLabels: (name) => this.#nodeLabels(name) };
  }

  #nodeLabels(name: string): Readonly<Record<string, string>> | undefined {
    return this.options.store.get('Node', '', name)?.metadata?.labels;
  }

  #tell(type: ObjectEvent['type'], object: KubernetesObject, old?: KubernetesObject): void {
    if (object.kind === 'Pod') {
      const event: WatchEvent = { at: this.options.clock.now(), type, object };
      for (const listener of this.#podListeners) listener(event);
    }
    for (const listener of this.#objectListeners) listener({ type, object, ...(old && { old }) });
  }

  #next(): string {
    return String(++this.#resourceVersion);
  }
}

/** A refusal of a Secret without what it quotes of it. */
function ofSecret({ code, reason, message, causes, release }: ApiError, secret: WrittenObject): ApiError {
  const { kind = '', metadata } = declaredObject(withoutSecrets(secret));
  const words =
    harmlessWords(message) ??
    `the API server refuses ${kind} "${metadata?.name ?? ''}" for a reason that may quote its values`;
  // Of what is wrong only the place: the rest may quote a value.
  const places = (causes ?? []).map(harmlessCause);
  const told = places.length > 0 && { causes: places };
  return {
    code,
    ...(reason && { reason }),
    message: words,
    kind,
    name: metadata?.name ?? '',
    ...(release && { release }),
    ...told,
  };
}

function alreadyExists(kind: string, name: string): ApiError {
  const message = `${groupResource(kind)} "${name}" already exists`;
  return { code: 409, reason: 'AlreadyExists', message, kind, name };
}
