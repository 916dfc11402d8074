import { titleOfNames } from '../../../trace/titleOfNames';
import { declaredObject } from '../../../api/asDeclared';
import { withoutSecrets } from '../../../manifest/secretMask';
import { levelOf } from '../../../trace/messageLevels';
import { podTable } from '../../../trace/podTable';
import type { Message, Trace } from '../../../trace/trace';
import { apiMessages } from './apiMessages';
import { criMessages } from './criMessages';
import { moment, type Draft } from './draft';
import { MessageIds } from './messageIds';
import { placesOf } from './places';
import { probeMessages } from './probeMessages';
import { processMessages } from './processMessages';
import { traceNotes } from './traceNotes';
import type { TraceParts } from './traceParts';
import { watchMessages } from './watchMessages';

/** The simulation as messages between the components, in the order of time. */
export function traceOf(parts: TraceParts): Trace {
  const { apiCalls, ends, attempts, watch, view, start, end, kubernetes, assumptions, missing } = parts;
  const where = placesOf(parts);
  const runtimeCalls = criMessages(parts, where);
  const messages = messagesOf([
    // What is heard and what is done for it in the same millisecond stand in this order.
    ...watchMessages(watch, where),
    ...apiMessages(apiCalls, where),
    ...runtimeCalls,
    ...probeMessages(attempts, where),
    ...processMessages(ends, runtimeCalls, where),
  ]);
  return {
    title: titleOf(parts),
    source: 'simulated',
    kubernetes,
    messages,
    notes: traceNotes(parts, messages, where),
    assumptions: [...assumptions],
    missing: [...missing],
    view,
    table: podTable(view.pods, { wide: true, now: end }),
    start,
    end,
  };
}

/** In the order of time, with ids; what holds another stands before it. */
function messagesOf(drafts: readonly Draft[]): Message[] {
  const ids = new MessageIds();
  const idOf = new Map<Draft, string>();
  return [...drafts]
    .sort((a, b) => a.at - b.at)
    .map((draft) => {
      const { at, until, isOpen, outer, ...rest } = draft;
      const id = ids.next(draft);
      idOf.set(draft, id);
      const parent = outer && idOf.get(outer);
      return {
        id,
        ...rest,
        level: levelOf(draft),
        source: 'simulated',
        start: moment(at),
        ...(!isOpen && { end: moment(until) }),
        ...(parent !== undefined && { parent }),
      };
    });
}

/** What a person applied. */
function titleOf({ apiCalls }: TraceParts): string {
  const created = apiCalls.filter(({ caller, verb }) => caller === 'kubectl' && verb === 'create');
  return titleOfNames(
    created.map(({ body = {} }) => {
      const { kind, metadata } = declaredObject(withoutSecrets(body));
      return `${kind ?? 'Object'} ${metadata?.name ?? metadata?.generateName ?? ''}`.trimEnd();
    }),
  );
}
