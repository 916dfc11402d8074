import type { Event, Pod } from '../core/api/types';
import type { KubernetesObject } from '../core/apiserver/objectStore';
import type { Evidence } from '../core/observe/evidence';
import type { EvidenceScope } from './evidenceScope';
import { KubectlError, type Kubectl } from './kubectl';
import { watch, type WatchNews } from './watch';

/** What a collection tells beside the evidence. */
export type CollectionNews =
  /** Everything that there was has come; from now on nothing is missed. */
  { type: 'watching' } | { type: 'disconnected'; reason: string; retryMs: number } | { type: 'connected' };

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
  const base = `/api/v1/namespaces/${scope.namespace}`;
  const asked = new Set<string>();
  const listed = new Set<string>();
  const isListed = (what: string): void => {
    if (listed.has(what)) return;
    listed.add(what);
    if (listed.size === 2) onNews({ type: 'watching' });
  };
  const denied = (what: string, error: unknown): void => {
    if (!signal.aborted)
      onEvidence({ kind: 'denied', what, text: error instanceof Error ? error.message : String(error) });
  };
  /** Reads an object once; those that follow from it, too. */
  const read = async (type: string, name: string, namespace?: string): Promise<void> => {
    const key = `${type}/${name}`;
    if (asked.has(key)) return;
    asked.add(key);
    try {
      const where = namespace === undefined ? [] : ['-n', namespace];
      const text = await kubectl.run(['get', key, ...where, '-o', 'json'], { signal, timeoutMs: 30_000 });
      const object = JSON.parse(text) as KubernetesObject;
      onEvidence({ kind: 'object', type: 'ADDED', object });
      await readOwner(object);
    } catch (error) {
      denied(`get ${key}`, error);
    }
  };
  const readOwner = async ({ metadata }: { metadata?: KubernetesObject['metadata'] }): Promise<void> => {
    const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
    // A static pod's owner is its node, which is read anyhow.
    if (owner && owner.kind !== 'Node') await read(typeOf(owner), owner.name, scope.namespace);
  };

  const pods = follow<Pod>('Pod', onEvidence, (pod) => {
    void readOwner(pod);
    if (pod.spec?.nodeName) void read('node', pod.spec.nodeName);
  });
  const events = follow<Event>('Event', onEvidence);
  const podTarget = {
    path: `${base}/pods`,
    ...(scope.pod !== undefined && { fieldSelector: `metadata.name=${scope.pod}` }),
    ...(scope.labelSelector && { labelSelector: scope.labelSelector }),
  };
  const eventTarget = {
    path: `${base}/events`,
    ...(scope.pod !== undefined && { fieldSelector: `involvedObject.name=${scope.pod}` }),
  };
  const tell = (what: string, news: WatchNews<KubernetesObject>): void => {
    if (news.type === 'LIST') isListed(what);
    if (news.type === 'DISCONNECTED') onNews({ type: 'disconnected', reason: news.reason, retryMs: news.retryMs });
    if (news.type === 'CONNECTED') onNews({ type: 'connected' });
  };
  await Promise.all([
    watch<Pod & KubernetesObject>(
      kubectl,
      podTarget,
      (news) => {
        pods(news);
        tell('pods', news);
      },
      signal,
    ),
    watch<Event & KubernetesObject>(
      kubectl,
      eventTarget,
      (news) => {
        events(news);
        tell('events', news);
      },
      signal,
    ).catch((error: unknown) => {
      if (!(error instanceof KubectlError) || error.failure !== 'forbidden') throw error;
      denied('watch events', error);
      isListed('events');
    }),
  ]);
}

/** A watch's news as evidence. A new list after a gap tells by what it lacks what was deleted. */
function follow<T extends Pod | Event>(
  kind: string,
  onEvidence: (evidence: Evidence) => void,
  onObject?: (object: T) => void,
): (news: WatchNews<T & KubernetesObject>) => void {
  const known = new Map<string, T & KubernetesObject>();
  return (news) => {
    const tell = (type: 'ADDED' | 'MODIFIED' | 'DELETED', bare: T & KubernetesObject): void => {
      // The items of a list leave out what they are.
      const object = { apiVersion: 'v1', ...bare, kind };
      const uid = object.metadata?.uid ?? '';
      if (type === 'DELETED') known.delete(uid);
      else known.set(uid, object);
      onEvidence({ kind: 'object', type, object, arrived: { at: news.at, precision: 0 } });
      onObject?.(object);
    };
    if (news.type === 'LIST') {
      const there = new Set(news.objects.map(({ metadata }) => metadata?.uid));
      // Events end after an hour: that they are gone says nothing.
      if (kind === 'Pod') for (const [uid, object] of known) if (!there.has(uid)) tell('DELETED', object);
      for (const object of news.objects) tell('ADDED', object);
    } else if (news.type === 'ADDED' || news.type === 'MODIFIED' || news.type === 'DELETED') {
      tell(news.type, news.object);
    }
  };
}

/** `ReplicaSet` of `apps/v1` → `replicaset.v1.apps`, which no other kind of the same name is mistaken for. */
function typeOf({ kind, apiVersion }: { kind: string; apiVersion: string }): string {
  const [group = '', version] = apiVersion.includes('/') ? apiVersion.split('/', 2) : ['', apiVersion];
  return group ? `${kind.toLowerCase()}.${version}.${group}` : kind.toLowerCase();
}
