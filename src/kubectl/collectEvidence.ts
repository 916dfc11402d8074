import { setMaxListeners } from 'node:events';
import type { Event, Pod } from '../core/api/types';
import type { KubernetesObject } from '../core/api/kubernetesObject';
import { isSecretKind } from '../core/manifest/mayBeSecret';
import type { Evidence } from '../core/observe/evidence/evidence';
import { KeptVersions } from '../core/observe/evidence/keptVersions';
import { deniedEvidence, isForbidden } from './deniedEvidence';
import type { EvidenceScope } from './evidenceScope';
import type { Kubectl } from './kubectl';
import { KubectlError } from './kubectlError';
import {
  checkedText,
  kubectlArgs,
  namespaceName,
  objectName,
  typeOfKind,
  type Checked,
  type KubectlArgs,
} from './kubectlArgs';
import { isMap } from '../core/isMap';
import { NodeEvidence } from './nodeEvidence';
import { poll } from './poll';
import { Turns } from './turns';
import { listOnce, pause, watch, type WatchNews, type WatchTarget } from './watch';

/** Owners and nodes that are read at once: each is a process. */
const readsAtOnce = 4;

/** Milliseconds that a watch that stands waits for nodes that are slow to answer. */
const longestWaitMs = 5_000;

/** What a collection tells beside the evidence. */
export type CollectionNews =
  /** kubectl gave a first answer. */
  | { type: 'answered' }
  /** Everything that there was has come; from now on nothing is missed. */
  | { type: 'watching' }
  /** What may not be watched is listed again and again: what happens in between is not seen. */
  | { type: 'polling'; what: string }
  | { type: 'disconnected'; reason: string; retryMs: number }
  | { type: 'connected' };

/**
 * Watches pods and their events, and reads what stands behind them (owners, nodes), until `signal` is aborted.
 * What may not be read is told as evidence of kind `denied`, and the rest goes on.
 * @throws KubectlError where the pods themselves cannot be watched
 */
export async function collectEvidence(
  kubectl: Kubectl,
  scope: EvidenceScope,
  onEvidence: (evidence: Evidence) => void,
  onNews: (news: CollectionNews) => void,
  signal: AbortSignal,
): Promise<void> {
  const namespace = namespaceName(scope.namespace);
  setMaxListeners(0, signal); // each process that runs listens
  const turns = new Turns(readsAtOnce);
  const reads = new Map<string, Promise<KubernetesObject | undefined>>();
  const denied = (what: string, error: unknown): void => {
    if (!signal.aborted) onEvidence(deniedEvidence(what, error));
  };
  /** Reads an object once, and its owners; what was out of reach is asked for again the next time. */
  const read = (key: Checked, where: KubectlArgs): Promise<KubernetesObject | undefined> => {
    const known = reads.get(key);
    if (known) return known;
    const reading = (async () => {
      try {
        const object = await turns.take(() => kubectl.namedObject(where, { signal, timeoutMs: 30_000 }));
        onEvidence({ kind: 'object', type: 'ADDED', object });
        aside(readOwner(object)); // nobody waits for it: what owns itself, in a ring or not, would wait for itself
        return object;
      } catch (error) {
        const failure = error instanceof KubectlError ? error.failure : 'failed';
        if (failure === 'unreachable' || failure === 'timedOut') reads.delete(key);
        else if (failure !== 'notFound') denied(`get ${key}`, error);
        return undefined;
      }
    })();
    reads.set(key, reading);
    return reading;
  };
  let hasFailed: (error: unknown) => void = () => undefined;
  /** Rejects with what is thrown beside the watches: that ends the collection, and is not lost. */
  const failing = new Promise<never>((_, reject) => (hasFailed = reject));
  /** Does what nobody waits for. */
  const aside = (work: Promise<unknown>): void => void work.catch(hasFailed);
  const refused = new Set<string>();
  /** Does what an object's data asks for. Names in it that are none are told once, and the rest goes on. */
  const follows = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (refused.has(what)) return undefined;
      refused.add(what);
      denied(what, error);
      return undefined;
    }
  };
  const readOwner = (object: KubernetesObject): Promise<unknown> =>
    follows(`the owner of ${object.kind} ${object.metadata?.name}`, async () => {
      const owners: unknown = object.metadata?.ownerReferences;
      const owner: unknown = Array.isArray(owners) && owners.find((one) => isMap(one) && one['controller'] === true);
      // A static pod's owner is its node, which is read anyhow; a Secret is none of ours to read.
      if (!isMap(owner) || owner['kind'] === 'Node') return;
      const type = typeOfKind(owner['apiVersion'], owner['kind']);
      if (isSecretKind(owner['kind'])) return;
      const key = checkedText`${type}/${objectName(owner['name'], type)}`;
      await read(key, kubectlArgs`get -o json --namespace=${namespace} -- ${key}`);
    });
  /** Whoever may ask may read it; where it is not told, nodes tell their own. */
  const readVersion = async (): Promise<void> => {
    try {
      const value = await turns.take(() =>
        kubectl.object(kubectlArgs`get --raw=/version`, { signal, timeoutMs: 30_000 }),
      );
      onEvidence({ kind: 'version', value });
    } catch (error) {
      if (!(error instanceof KubectlError)) throw error;
    }
  };
  const pathOfPods = checkedText`/api/v1/namespaces/${namespace}/pods`;
  const name = scope.pod === undefined ? undefined : objectName(scope.pod, 'pod');
  const nodes = new NodeEvidence(kubectl, onEvidence, signal);
  let podCount = 0;
  const pods = follow<Pod>('Pod', onEvidence, (pod) => {
    podCount++;
    aside(readOwner(pod));
    const asked: unknown = pod.spec?.nodeName;
    if (asked === undefined || asked === '') return;
    aside(
      follows(`the node of pod ${pod.metadata?.name}`, async () => {
        const node = objectName(asked, 'node');
        const key = checkedText`node/${node}`;
        const described = read(key, kubectlArgs`get -o json -- ${key}`);
        await nodes.saw(pod, node, () => described);
      }),
    );
  });
  const events = follow<Event>('Event', onEvidence);

  const listed = new Set<string>();
  const lost = new Set<string>();
  const lacking = new Set<string>();
  const isListed = (what: string): void => {
    if (listed.has(what)) return;
    if (listed.size === 0) {
      onNews({ type: 'answered' });
      aside(readVersion());
    }
    listed.add(what);
    if (listed.size < 2) return;
    // Where nothing has begun, what the nodes counted until now is the measure of what comes.
    const isBefore = podCount === 0 || scope.members?.length === 0;
    const ready = isBefore ? Promise.race([nodes.before(), pause(longestWaitMs, signal)]) : Promise.resolve();
    aside(ready.then(() => onNews({ type: 'watching' })));
  };
  const polled = new Set<string>();
  /** What was lost is back, or is done without. */
  const isBack = (what: string): void => {
    if (lost.delete(what) && lost.size === 0) onNews({ type: 'connected' });
  };
  /** Of what is listed again and again, that it is so, as soon as that is allowed. */
  const tellPolled = (what: string, news: WatchNews<KubernetesObject>): void => {
    if (news.type === 'LIST' && !polled.has(what)) {
      polled.add(what);
      isBack(what);
      onNews({ type: 'polling', what });
    }
    tell(what, news);
  };
  const tell = (what: string, news: WatchNews<KubernetesObject>): void => {
    if (news.type === 'LIST') isListed(what);
    if (news.type === 'LEFT_OUT' && !lacking.has(what)) {
      lacking.add(what);
      denied(`some ${what}`, `kubectl printed ${news.count} without a name, which are left out`);
    }
    if (news.type === 'DISCONNECTED') {
      lost.add(what);
      onNews({ type: 'disconnected', reason: news.reason, retryMs: news.retryMs });
    }
    if (news.type === 'CONNECTED') isBack(what);
  };
  /** Watches; lists again and again where only that is allowed. */
  const watchOrPoll = async <T extends KubernetesObject>(
    what: string,
    target: WatchTarget,
    take: (news: WatchNews<T>) => void,
  ): Promise<void> => {
    const took = (news: WatchNews<T>): void => {
      take(news);
      tell(what, news);
    };
    const looked = (news: WatchNews<T>): void => {
      take(news);
      tellPolled(what, news);
    };
    try {
      await watch<T>(kubectl, target, took, signal);
    } catch (error) {
      if (!isForbidden(error)) throw error;
      denied(`watch ${what}`, error);
      await poll<T>(async () => (await listOnce<T>(kubectl, target, looked, signal)).objects, looked, signal);
    }
  };
  /** Asks for one pod by its name, again and again. */
  const pollPod = async (one: Checked): Promise<void> => {
    const get = async (): Promise<Pod[]> => {
      try {
        const path = checkedText`${pathOfPods}/${one}`;
        return [await kubectl.namedObject(kubectlArgs`get --raw=${path}`, { signal, timeoutMs: 30_000 })];
      } catch (error) {
        if (error instanceof KubectlError && error.failure === 'notFound') return [];
        throw error;
      }
    };
    await poll<Pod>(
      get,
      (news) => {
        pods(news);
        tellPolled('pods', news);
      },
      signal,
    );
  };

  const { labelSelector } = scope;
  const watches = Promise.all([
    watchOrPoll<Pod>(
      'pods',
      {
        path: pathOfPods,
        ...(name !== undefined && { fieldSelector: `metadata.name=${name}` }),
        ...(labelSelector && { labelSelector }),
      },
      pods,
    ).catch((error: unknown) => {
      if (name === undefined || !isForbidden(error)) throw error;
      return pollPod(name);
    }),
    watchOrPoll<Event>(
      'events',
      {
        path: checkedText`/api/v1/namespaces/${namespace}/events`,
        ...(name !== undefined && { fieldSelector: `involvedObject.name=${name}` }),
      },
      events,
    ).catch((error: unknown) => {
      if (!isForbidden(error)) throw error;
      isBack('events');
      isListed('events');
    }),
  ]);
  await Promise.race([watches, failing]);
}

/** A watch's news as evidence. A new list after a gap tells by what it lacks what was deleted. */
function follow<T extends Pod | Event>(
  kind: string,
  onEvidence: (evidence: Evidence) => void,
  onObject?: (object: T) => void,
): (news: WatchNews<T & KubernetesObject>) => void {
  /** By uid, the resourceVersion that was told last. */
  const told = new Map<string, string | undefined>();
  /** Whose end a list may tell by lacking them; events end after an hour, which says nothing. */
  const there = new Map<string, T & KubernetesObject>();
  const versions = new KeptVersions();
  return (news) => {
    const tell = (type: 'ADDED' | 'MODIFIED' | 'DELETED', bare: T & KubernetesObject): void => {
      const uid = bare.metadata?.uid ?? '';
      // The items of a list leave out what they are.
      const whole = { apiVersion: 'v1', ...bare, kind };
      const object = kind === 'Pod' ? versions.keep(kind, there.get(uid), whole) : whole;
      if (type === 'DELETED') told.delete(uid);
      else told.set(uid, object.metadata?.resourceVersion);
      if (type === 'DELETED') there.delete(uid);
      else if (kind === 'Pod') there.set(uid, object);
      // What a list has is there for long perhaps; what it lacks is gone.
      onEvidence({
        kind: 'object',
        type,
        object,
        ...((news.type !== 'LIST' || type === 'DELETED') && { arrived: { at: news.at, precision: 0 } }),
      });
      onObject?.(object);
    };
    if (news.type === 'LIST') {
      const listed = new Set(news.objects.map(({ metadata }) => metadata?.uid));
      for (const [uid, object] of there) if (!listed.has(uid)) tell('DELETED', object);
      for (const object of news.objects) {
        const uid = object.metadata?.uid ?? '';
        if (!told.has(uid)) tell('ADDED', object);
        else if (told.get(uid) !== object.metadata?.resourceVersion) tell('MODIFIED', object);
      }
    } else if (news.type === 'ADDED' || news.type === 'MODIFIED' || news.type === 'DELETED') {
      tell(news.type, news.object);
    }
  };
}
