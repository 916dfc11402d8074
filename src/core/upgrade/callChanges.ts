import type { Chance } from '../comparison/chance';
import { callName, effectsBetween, isFieldEffect, madeCalls, type MadeCalls } from '../explain/difference/effects';
import { changeOf, type Change } from './change';
import type { PodCall, PodOfStart } from './shownStart';

/** How the calls to the runtime differ between two starts of a pod: fields, number, order, and results. */
export function callChanges(
  [mine, theirs]: readonly [PodOfStart, PodOfStart],
  [here, there]: readonly [Chance, Chance],
): Change[] {
  const [before, after] = [made(mine), made(theirs)];
  const effects = effectsBetween(before, after).flatMap((effect): Change[] => {
    if (!isFieldEffect(effect)) return [changeOf('call', effect.call, effect.madeWithout, effect.madeWith)];
    const { call, field, without, with: other } = effect;
    const isSame =
      typeof without === 'string' && typeof other === 'string' && here.without(without) === there.without(other);
    return isSame ? [] : [changeOf('field', `${call} ${field}`, without, other)];
  });
  return [...effects, ...orderChange(before, after), ...errorChanges([before, after], [mine, theirs], [here, there])];
}

function made({ calls, first, last }: PodOfStart): MadeCalls {
  return madeCalls(calls, first.metadata?.uid ?? '', [first, last]);
}

/** Of those that both make, in the order in which each is made first. */
function orderChange(before: MadeCalls, after: MadeCalls): Change[] {
  const [one, other] = [
    [...before.keys()].filter((name) => after.has(name)),
    [...after.keys()].filter((name) => before.has(name)),
  ];
  const moved = one.flatMap((name, i) => (other[i] === name ? [] : [i]));
  const textOf = (names: readonly string[]): string => moved.map((i) => names[i]).join(', ');
  return moved.length === 0 ? [] : [changeOf('call', 'order', textOf(one), textOf(other))];
}

/** Of the calls that are compared: those that only look are not. */
function errorChanges(
  calls: readonly [MadeCalls, MadeCalls],
  [mine, theirs]: readonly [PodOfStart, PodOfStart],
  [here, there]: readonly [Chance, Chance],
): Change[] {
  const [before, after] = [errorsOf(mine.calls, here), errorsOf(theirs.calls, there)];
  return [...new Set(calls.flatMap((own) => [...own.keys()]))].flatMap((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    return one === other ? [] : [changeOf('call', `answer to ${name}`, one ?? 'ok', other ?? 'ok')];
  });
}

/** By call, what the runtime refuses it with. */
function errorsOf(calls: readonly PodCall[], chance: Chance): Map<string, string> {
  const errors = new Map<string, string>();
  for (const call of calls) if (call.error) errors.set(callName(call), chance.without(call.error.message));
  return errors;
}
