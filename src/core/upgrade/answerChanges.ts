import { lostText, type DroppedField } from '../cluster/apiserver/droppedFields';
import { changeOf, type Change } from './change';
import type { Side } from './shownStart';

/** How the answers of the API server differ: refusals and warnings. */
export function answerChanges([mine, theirs]: readonly [Side, Side]): Change[] {
  return [...refusals(mine, theirs), ...warnings(mine, theirs)];
}

function refusals(mine: Side, theirs: Side): Change[] {
  const [before, after] = [mine, theirs].map(
    ({ shown, chance }) =>
      new Map(
        shown.errors.map(({ kind = '', name = '', message }) => [chance.without(`${kind} ${name}`.trim()), message]),
      ),
  );
  return [...new Set([...before!.keys(), ...after!.keys()])].flatMap((object): Change[] => {
    const [one, other] = [before!.get(object), after!.get(object)];
    if (one === other) return [];
    if (other !== undefined) return [changeOf('refused', object, one, other)];
    // Of what is accepted, what is lost without a word.
    const lost = droppedOf(theirs, object);
    return [changeOf('accepted', object, one, lost.length > 0 ? `without ${lostText(lost)}` : undefined)];
  });
}

function droppedOf({ shown, chance }: Side, object: string): readonly DroppedField[] {
  const calls = shown.apiCalls?.() ?? [];
  return calls.flatMap(({ kind, name, answer }) =>
    'dropped' in answer && answer.dropped && chance.without(`${kind} ${name}`.trim()) === object ? answer.dropped : [],
  );
}

function warnings(mine: Side, theirs: Side): Change[] {
  const [before, after] = [mine, theirs].map(
    ({ shown }) => new Set((shown.warnings ?? []).map(({ kind, name, message }) => `${kind} ${name}\n${message}`)),
  );
  const changes = (of: ReadonlySet<string>, other: ReadonlySet<string>, side: 'before' | 'after'): Change[] =>
    [...of].flatMap((warning) => {
      const [what = '', message = ''] = warning.split('\n', 2);
      return other.has(warning) ? [] : [{ kind: 'warning' as const, what, [side]: message }];
    });
  return [...changes(before!, after!, 'before'), ...changes(after!, before!, 'after')];
}
