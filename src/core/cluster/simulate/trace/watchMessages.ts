import type { Pod } from '../../../api/types';
import type { Actor } from '../../../trace/trace';
import type { WatchEvent } from '../../apiserver/objectEvent';
import { ok, type Draft } from './draft';
import type { Where } from './places';

/** From a change to the news of it, in milliseconds: nobody acts on it before. */
const newsMs = 1;

/** What the watches of scheduler and kubelet bring them, and what they act on: a new pod, and its node. */
export function watchMessages(watch: readonly WatchEvent[], where: Where): Draft[] {
  const before = new Map<string, Pod>();
  return watch.flatMap(({ at, type, object }): Draft[] => {
    const { uid = '', namespace = '', name = '' } = object.metadata ?? {};
    const previous = before.get(uid);
    before.set(uid, object);
    const isBound = object.spec?.nodeName !== undefined && object.spec.nodeName !== '';
    if (type === 'DELETED' || (type === 'MODIFIED' && (!isBound || previous?.spec?.nodeName))) return [];
    const to: Actor = isBound ? 'kubelet' : 'scheduler';
    return [
      {
        from: 'apiserver',
        to,
        protocol: 'HTTP',
        method: `WATCH ${type} /api/v1/namespaces/${namespace}/pods/${name}`,
        subject: { namespace, pod: name },
        ...(isBound && where(object.spec?.nodeName)),
        response: object,
        at: at + newsMs,
        until: at + newsMs,
        outcome: ok,
      },
    ];
  });
}
