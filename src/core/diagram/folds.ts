import { repeatsOf, type Between, type Repeats, type Unit } from '../trace/repeats';
import type { Message } from '../trace/trace';
import type { Leg } from './legs';

/** Calls that are made again and again, as one. */
export interface Fold {
  /** The ids of all messages that it stands for. */
  messages: string[];
  times: number;
}

/** What of a diagram's calls is folded. */
export interface Folds {
  /** By the id of the first of each. */
  first: ReadonlyMap<string, Fold>;
  /** The ids of the others. */
  absorbed: ReadonlySet<string>;
}

interface LegUnit extends Unit {
  inside: readonly Leg[];
}

/** Folds calls that are made again and again without other news between them. */
export function foldsOf(legs: readonly Leg[], between: Between): Folds {
  const first = new Map<string, Fold>();
  const absorbed = new Set<string>();
  const fold = (of: readonly Leg[]): void => {
    for (const repeats of repeatsOf(unitsOf(of), between)) {
      if (repeats.units.length > 1 || repeats.times > 1) add(repeats);
      else fold(repeats.unit.inside);
    }
  };
  const add = ({ unit, units, times }: Repeats<LegUnit>): void => {
    first.set(unit.message.id, { messages: units.map(({ message }) => message.id), times });
    for (const [at, { id }] of unit.inner.entries())
      first.set(id, { messages: units.flatMap(({ inner }) => inner[at]?.id ?? []), times });
    for (const { message, inner } of units.slice(1)) for (const { id } of [message, ...inner]) absorbed.add(id);
  };
  fold(legs);
  return { first, absorbed };
}

/** Each call with what happens inside of it; where other things happen until its answer, its legs stand alone. */
function unitsOf(legs: readonly Leg[]): LegUnit[] {
  const answers = new Map(
    legs.flatMap(({ message, kind }, at) => (kind === 'response' ? [[message.id, at] as const] : [])),
  );
  const units: LegUnit[] = [];
  for (let i = 0; i < legs.length; i++) {
    const { message, kind } = legs[i]!;
    const answer = kind === 'request' ? answers.get(message.id) : undefined;
    const inside = answer === undefined ? [] : legs.slice(i + 1, answer);
    const isWhole = answer !== undefined && isAllOf(inside, message);
    units.push({ message, inner: isWhole ? requestsOf(inside) : [], isWhole, inside: isWhole ? inside : [] });
    if (isWhole) i = answer;
  }
  return units;
}

function isAllOf(legs: readonly Leg[], { id }: Message): boolean {
  const known = new Set([id]);
  return legs.every(({ message }) => {
    if (message.parent === undefined || !known.has(message.parent)) return false;
    known.add(message.id);
    return true;
  });
}

function requestsOf(legs: readonly Leg[]): Message[] {
  return legs.flatMap(({ message, kind }) => (kind === 'request' ? [message] : []));
}
