import type { Event, Pod } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';
import type { Diagnosis } from './finding';

/** What is told already, and what else was seen. */
export interface Around {
  told: readonly Diagnosis[];
  /** Those of what is no pod, each once, in the order of time. */
  events: readonly Event[];
  now: number | undefined;
  /** All pods that are there. */
  pods: readonly Pod[];
  ownership: Ownership;
  /** The pods that are Ready: news of them may be younger than their owner's status. */
  ready: readonly Pod[];
}

/** What belongs to which workload: by controllers and their controllers; where none is named, by the names that workloads give. */
export class Ownership {
  readonly #byUid: ReadonlyMap<string, KubernetesObject>;
  /** By the uid of a workload, what is told of what belongs to it. */
  readonly #told = new Map<string, Diagnosis[]>();
  readonly #toldByName = new Map<string, Diagnosis[]>();
  /** Told of what was not seen itself. */
  readonly #toldOfUnseen: Diagnosis[] = [];
  readonly #ready = new Map<string, number>();
  /** Names and namespaces of Ready pods whose controllers are not known to their end. */
  readonly #readyOfUnknown: { name: string; namespace: string; isOwned: boolean }[] = [];

  constructor(
    told: readonly Diagnosis[],
    pods: readonly Pod[],
    ready: readonly Pod[],
    objects: readonly KubernetesObject[],
  ) {
    this.#byUid = new Map(objects.flatMap((one) => (one.metadata?.uid ? [[one.metadata.uid, one]] : [])));
    const seen = new Map<string, KubernetesObject>();
    for (const one of [...objects, ...pods])
      seen.set(keyOf(one.kind ?? 'Pod', one.metadata?.name, one.metadata?.namespace), one);
    for (const one of told) {
      const [kind = '', name = ''] = one.subject.split(' ', 2);
      add(this.#toldByName, name, one);
      const object = seen.get(keyOf(kind, name, one.namespace));
      const { uids, isWhole } = object ? this.#controllersOf(object) : { uids: [], isWhole: false };
      for (const uid of uids) add(this.#told, uid, one);
      if (!isWhole) this.#toldOfUnseen.push(one);
    }
    for (const pod of ready) {
      const { uids, isWhole } = this.#controllersOf(pod);
      for (const uid of uids) this.#ready.set(uid, (this.#ready.get(uid) ?? 0) + 1);
      const { name = '', namespace = 'default' } = pod.metadata ?? {};
      if (!isWhole) this.#readyOfUnknown.push({ name, namespace, isOwned: uids.length > 0 });
    }
  }

  /** What is told of the workload, or of what belongs to it. */
  toldOf(owner: KubernetesObject): Diagnosis[] {
    const { name = '', namespace, uid = '' } = owner.metadata ?? {};
    const isThere = (one: Diagnosis): boolean =>
      one.namespace === undefined || namespace === undefined || one.namespace === namespace;
    return [
      ...(this.#told.get(uid) ?? []),
      ...(this.#toldByName.get(name) ?? []).filter(isThere),
      ...this.#toldOfUnseen.filter(
        (one) => isThere(one) && one.subject.slice(one.subject.indexOf(' ') + 1).startsWith(`${name}-`),
      ),
    ];
  }

  /** How many of the pods that belong to the workload are Ready. */
  readyOf(owner: KubernetesObject): number {
    const { name = '', namespace = 'default', uid = '' } = owner.metadata ?? {};
    const own = this.#ready.get(uid) ?? 0;
    return own + this.#readyOfUnknown.filter((one) => one.namespace === namespace && one.name.startsWith(`${name}-`) && !(own > 0 && one.isOwned)).length; // prettier-ignore
  }

  /** The uids of an object's controller and of that one's, and whether the last of them has none itself. */
  #controllersOf(object: KubernetesObject): { uids: string[]; isWhole: boolean } {
    const uids: string[] = [];
    let isWhole = false;
    for (let one: KubernetesObject | undefined = object; one && uids.length < deepest;) {
      const uid: string | undefined = one.metadata?.ownerReferences?.find(({ controller }) => controller)?.uid;
      if (uid === undefined) {
        isWhole = one !== object || one.metadata?.ownerReferences !== undefined;
        break;
      }
      uids.push(uid);
      one = this.#byUid.get(uid);
    }
    return { uids, isWhole };
  }
}

/** No controller has so many above it. */
const deepest = 10;

function keyOf(kind: string, name = '', namespace = 'default'): string {
  return `${kind.toLowerCase()} ${namespace} ${name}`;
}

function add(map: Map<string, Diagnosis[]>, key: string, one: Diagnosis): void {
  const own = map.get(key);
  if (own) own.push(one);
  else map.set(key, [one]);
}
