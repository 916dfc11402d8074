import { defaultPullPolicy } from '../cluster/apiserver/defaults/containerDefaults';
import type { ImageUse, KubeletBecause } from '../trace/because';
import { textAt } from '../trace/payload';
import { readPulled } from '../trace/pulledMessage';
import type { Message, Trace } from '../trace/trace';
import type { ImageDecision, PullReason } from './imageDecision';
import { imageNaming } from './imageNaming';
import { accessible, withAccess } from './pullAccess';
import { withEstimates } from './pullEstimate';
import { withQueue } from './pullQueue';
import { containerOf, keyOf, pullRecordOf, type PullRecord } from './pullRecord';
import { addTry, failuresIn } from './pullTry';

const known = new WeakMap<Trace, readonly ImageDecision[]>();

/**
 * What kubelets decided about the images of a start: of a simulated one each decision, of an observed one what calls tell,
 * and then what events tell of images that were not pulled.
 */
export function pullsOf(trace: Trace): readonly ImageDecision[] {
  let decisions = known.get(trace);
  if (!decisions) known.set(trace, (decisions = withEstimates(withQueue(withAccess(trace, decided(trace))))));
  return decisions;
}

const byMessage = new WeakMap<readonly ImageDecision[], ReadonlyMap<string, ImageDecision>>();

/** The decision that a call ImageStatus or PullImage belongs to. */
export function decisionOf(trace: Trace, message: string): ImageDecision | undefined {
  const decisions = pullsOf(trace);
  let found = byMessage.get(decisions);
  if (!found) {
    found = new Map(decisions.flatMap((decision) => decision.messages.map((id) => [id, decision])));
    byMessage.set(decisions, found);
  }
  return found.get(message);
}

function decided(trace: Trace): ImageDecision[] {
  const reader = new DecisionReader(trace);
  for (const message of trace.messages) reader.add(message);
  return trace.source === 'simulated' ? reader.all() : [...reader.all(), ...notPulled(trace, reader.policies)];
}

/** Reads decisions from calls, one after the other. */
class DecisionReader {
  readonly policies: Policies;
  readonly #trace: Trace;
  readonly #record: PullRecord;
  readonly #made: ImageDecision[] = [];
  /** The newest of each container and volume. */
  readonly #last = new Map<string, ImageDecision>();

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#record = pullRecordOf(trace);
    this.policies = new Policies(trace);
  }

  add(message: Message): void {
    const { because, method, subject } = message;
    if (!subject) return;
    if (because?.type === 'checkImage') this.#checked(message, because.policy, because.use);
    if (method !== 'PullImage' || message.protocol !== 'CRI') return;
    const pull = because?.type === 'pullImage' ? because : undefined;
    const use = pull?.use ?? { container: subject.container ?? '' };
    const image = askedImage(message);
    const decision = this.#open(message, use, image, pull?.policy ?? this.policies.of(message, use));
    decision.reason = pullReason(pull ?? {}, decision.policy);
    decision.source = pull?.found === undefined && decision.policy !== 'Always' ? 'inferred' : this.#trace.source;
    addTry({ trace: this.#trace, record: this.#record }, decision, message);
  }

  #checked(message: Message, policy: string, use: ImageUse): void {
    const isThere = textAt(message.response, 'image', 'id') !== undefined;
    const decision = this.#open(message, use, askedImage(message), policy, isThere);
    if (decision.tries.length > 0) return;
    const { namespace, pod, container } = decision;
    const key = keyOf({ namespace, pod, container });
    const isRefused = policy === 'Never' && isThere && this.#record.refused.has(key);
    const there = this.#record.accessible.has(key) ? 'accessible' : 'present';
    decision.reason = isRefused ? 'neverUnproven' : isThere ? there : 'never';
  }

  /**
   * The decision that goes on, as the last pull failed or nothing was pulled yet; else a new one. `came`: the image that
   * was not there before is.
   */
  #open({ id, subject }: Message, use: ImageUse, image: string, policy: string, came = false): ImageDecision {
    const { namespace = '', pod = '' } = subject ?? {};
    const user = 'volume' in use ? { volume: use.volume } : { container: use.container };
    const key = JSON.stringify([namespace, pod, user]);
    const last = this.#last.get(key);
    const isOpen = last?.image === image && (last.tries.length === 0 || failuresIn(last) > 0);
    if (last && isOpen && !(came && last.reason === 'absent')) {
      last.messages.push(id);
      return last;
    }
    const node = this.policies.nodeOf(namespace, pod);
    const written = this.policies.writtenImage(namespace, pod, user) ?? image;
    const decision: ImageDecision = {
      namespace,
      pod,
      ...(node !== undefined && { node }),
      ...user,
      image,
      policy,
      isDefault: policy === defaultPullPolicy(written),
      namedBy: imageNaming(image).namedBy,
      reason: 'absent',
      source: this.#trace.source,
      messages: [id],
      tries: [],
    };
    this.#last.set(key, decision);
    this.#made.push(decision);
    return decision;
  }

  all(): ImageDecision[] {
    return this.#made;
  }
}

/** What the specs of a trace's pods say of images, by pod. */
class Policies {
  readonly #pods: ReadonlyMap<string, Trace['view']['pods'][number]>;

  constructor({ view }: Trace) {
    this.#pods = new Map(
      view.pods.map((pod) => [`${pod.metadata?.namespace ?? 'default'}/${pod.metadata?.name}`, pod]),
    );
  }

  nodeOf(namespace: string, pod: string): string | undefined {
    return this.#pods.get(`${namespace}/${pod}`)?.spec?.nodeName;
  }

  of({ subject }: Message, use: ImageUse): string {
    const { spec } = this.#pods.get(`${subject?.namespace}/${subject?.pod}`) ?? {};
    if ('volume' in use) return spec?.volumes?.find(({ name }) => name === use.volume)?.image?.pullPolicy ?? '';
    return this.container(subject?.namespace ?? '', subject?.pod ?? '', use.container)?.imagePullPolicy ?? '';
  }

  container(namespace: string, pod: string, name: string): { image?: string; imagePullPolicy?: string } | undefined {
    const {
      initContainers = [],
      containers = [],
      ephemeralContainers = [],
    } = this.#pods.get(`${namespace}/${pod}`)?.spec ?? {};
    return [...initContainers, ...containers, ...ephemeralContainers].find((one) => one.name === name);
  }

  volumeOf(namespace: string, pod: string, image: string): string | undefined {
    const { volumes = [] } = this.#pods.get(`${namespace}/${pod}`)?.spec ?? {};
    return volumes.find((volume) => volume.image?.reference === image)?.name;
  }

  writtenImage(namespace: string, pod: string, user: { container?: string; volume?: string }): string | undefined {
    if (user.container !== undefined) return this.container(namespace, pod, user.container)?.image;
    const { volumes = [] } = this.#pods.get(`${namespace}/${pod}`)?.spec ?? {};
    return volumes.find(({ name }) => name === user.volume)?.image?.reference;
  }
}

/** As the kubelet asks for it, with a tag. */
function askedImage({ request }: Message): string {
  return imageNaming(textAt(request, 'image', 'image') ?? '').tagged;
}

type PullBecause = Partial<Extract<KubeletBecause, { type: 'pullImage' }>>;

/** Without knowing whether the image was there, a pull under another policy than Always tells that it was not. */
function pullReason({ found, isUnrecorded }: PullBecause, policy: string): PullReason {
  if (policy === 'Always') return 'always';
  if (isUnrecorded) return 'unrecorded';
  return found ? 'unproven' : 'absent';
}

/** In an observed start, only an event shows that an image was not pulled. */
function notPulled(trace: Trace, policies: Policies): ImageDecision[] {
  return trace.view.events.flatMap((event): ImageDecision[] => {
    const { reason, message = '', involvedObject } = event;
    const { kind, name: pod = '', namespace = 'default' } = involvedObject;
    const isNever = reason === 'ErrImageNeverPull';
    const { image, present } = readPulled(message);
    if (kind !== 'Pod' || image === '' || !(isNever || (reason === 'Pulled' && present))) return [];
    const container = containerOf(event);
    const volume = container === undefined ? policies.volumeOf(namespace, pod, image) : undefined;
    const user = container === undefined ? { ...(volume !== undefined && { volume }) } : { container };
    const stored = container === undefined ? undefined : policies.container(namespace, pod, container);
    const policy = isNever ? 'Never' : (stored?.imagePullPolicy ?? '');
    const node = policies.nodeOf(namespace, pod);
    return [
      {
        namespace,
        pod,
        ...(node !== undefined && { node }),
        ...user,
        image: imageNaming(image).tagged,
        policy,
        isDefault: policy === defaultPullPolicy(image),
        namedBy: imageNaming(image).namedBy,
        reason: isNever ? 'never' : message.endsWith(accessible) ? 'accessible' : 'present',
        source: 'observed',
        messages: [],
        tries: [],
      },
    ];
  });
}
