import { kindOfMessage } from '../trace/messageLevels';
import type { Message, Outcome, Trace } from '../trace/trace';
import { aligned, type Place } from './alignment';
import { callKeys, type CallKeys } from './callKeys';
import { chanceOf, type Chance } from './chance';
import { comparedEnds, type ComparedEnd } from './comparedEnds';
import { comparedPods, type ComparedPods } from './comparedPods';
import { withoutNamespace } from './namespaces';
import { payloadDifferences, type FieldDifference } from './payloadDifferences';
import { differInTime, durationOf, waitsOf, type TimeDifference } from './timeDifferences';

/** In what one call of a start is otherwise than in the other. */
export type CallDifference =
  /** Only one side makes it. */
  | { type: 'only'; side: 'left' | 'right' }
  | FieldDifference
  | { type: 'outcome'; left: Outcome; right: Outcome }
  /** Both make it, before or after others that the other side has the other way round. */
  | { type: 'order' }
  | TimeDifference;

/** A call as both starts make it, or as one does. */
export interface ComparedCall {
  left?: Message;
  right?: Message;
  /** Empty where the call is the same, or where nothing tells whether the other side made it. */
  differences: CallDifference[];
}

/** How many calls differ, and in what. */
export interface ComparisonCounts {
  same: number;
  /** Both sides make them, and not alike. */
  differ: number;
  onlyLeft: number;
  onlyRight: number;
  /** One side makes them, and what is known of the other, which was observed, does not tell of such calls. */
  untold: number;
  /** Of those that differ, in what they do; a call may do so in more than one way. */
  fields: number;
  outcomes: number;
  order: number;
  time: number;
  /** Pods that end differently, or that one side alone has. */
  ends: number;
}

/** Two starts beside each other, call by call. */
export interface StartComparison {
  /** In the left start's order; what the right one alone has stands after what it has before it. */
  calls: ComparedCall[];
  /** How each pod stands at the end. */
  ends: ComparedEnd[];
  counts: ComparisonCounts;
}

/** Calls that evidence from outside a node tells of (comparison.ts has the same). */
const told = new Set([
  'CRI RunPodSandbox',
  'CRI PullImage',
  'CRI CreateContainer',
  'CRI StartContainer',
  'HTTP POST pods',
  'HTTP POST pods/binding',
]);

/**
 * Lays two starts beside each other and says in what each call differs: calls that one alone makes, fields, outcomes,
 * order, and time beyond what the evidence is exact to. Pods are paired by their owners; uids, ids, times, addresses and
 * generated names are no differences, and that a pod is in another namespace is told once. The same whichever start is the
 * left one; in steps that grow with their length.
 */
export function compareStarts(left: Trace, right: Trace): StartComparison {
  // Of two alignments that are equally good the same is taken either way round.
  if (nameOf(left) > nameOf(right)) return mirrored(compared(right, left), right, left);
  const { calls, pods } = compared(left, right);
  return outcomeOfAll(calls, left, right, pods);
}

function outcomeOfAll(calls: readonly ComparedCall[], left: Trace, right: Trace, pods: ComparedPods): StartComparison {
  const ends = comparedEnds(left, right, pods);
  return { calls: ordered(calls, left, right, pods), ends, counts: countsOf(calls, ends) };
}

function nameOf({ messages }: Trace): string {
  return JSON.stringify(messages.map((message) => [kindOfMessage(message), message.subject?.container, message.outcome.ok])); // prettier-ignore
}

interface Compared {
  calls: ComparedCall[];
  pods: ComparedPods;
}

function mirrored({ calls, pods }: Compared, left: Trace, right: Trace): StartComparison {
  const other = calls.map(mirroredCall);
  const laneOf: ComparedPods['laneOf'] = (message, side) => pods.laneOf(message, side === 0 ? 1 : 0);
  const laneOfPod: ComparedPods['laneOfPod'] = (pod, side) => pods.laneOfPod(pod, side === 0 ? 1 : 0);
  return outcomeOfAll(other, right, left, { laneOf, laneOfPod });
}

/** The same with the sides changed. */
function mirroredCall({ left, right, differences }: ComparedCall): ComparedCall {
  return {
    ...(right && { left: right }),
    ...(left && { right: left }),
    differences: differences.map((difference): CallDifference => {
      if (difference.type === 'only') return { type: 'only', side: difference.side === 'left' ? 'right' : 'left' };
      if (difference.type === 'order') return difference;
      if (difference.type === 'outcome') return { type: 'outcome', left: difference.right, right: difference.left };
      if (difference.type === 'time') return { ...difference, left: difference.right, right: difference.left };
      const { left: before, right: after, ...rest } = difference;
      return { ...rest, ...(after !== undefined && { left: after }), ...(before !== undefined && { right: before }) };
    }),
  };
}

/** One side of the comparison. */
interface Side {
  trace: Trace;
  chance: Chance;
  waits: ReadonlyMap<Message, TimeDifference['left']>;
  /** The messages of each lane, with what tells them. */
  lanes: ReadonlyMap<string, { message: Message; keys: CallKeys }[]>;
  /** The kinds of its calls to the runtime. */
  kinds: ReadonlySet<string>;
}

function sideOf(trace: Trace, laneOf: (message: Message) => string): Side {
  const chance = chanceOf(trace);
  const lanes = new Map<string, { message: Message; keys: CallKeys }[]>();
  for (const message of trace.messages) {
    const lane = laneOf(message);
    const own = { message, keys: callKeys(message, chance) };
    const known = lanes.get(lane);
    if (known) known.push(own);
    else lanes.set(lane, [own]);
  }
  const kinds = new Set(trace.messages.filter(({ protocol }) => protocol === 'CRI').map(kindOfMessage));
  return { trace, chance, lanes, kinds, waits: waitsOf(trace.messages, laneOf) };
}

function compared(left: Trace, right: Trace): Compared {
  const pods = comparedPods(left, right);
  const sides = [
    sideOf(left, (message) => pods.laneOf(message, 0)),
    sideOf(right, (message) => pods.laneOf(message, 1)),
  ] as const;
  const [mine, theirs] = sides;
  const calls = [...new Set([...mine.lanes.keys(), ...theirs.lanes.keys()])].flatMap((lane) => ofLane(lane, sides));
  return { calls, pods };
}

function ofLane(lane: string, [mine, theirs]: readonly [Side, Side]): ComparedCall[] {
  const [left, right] = [mine.lanes.get(lane) ?? [], theirs.lanes.get(lane) ?? []];
  const exact = (list: typeof left): string[] => list.map(({ keys }) => keys.exact);
  const kinds = (list: typeof left): string[] => list.map(({ keys }) => keys.kind);
  const { steady, moved } = aligned([exact(left), exact(right)], [kinds(left), kinds(right)]);
  const messages = [left.map(({ message }) => message), right.map(({ message }) => message)] as const;
  const inOtherOrder = new Set(moved.filter((place) => isOtherOrder(place, steady, messages)));
  const repeats = new Set<string>();
  const pairs = [...steady, ...moved].sort(([a], [b]) => a - b);
  const calls = pairs.map((place): ComparedCall => {
    const [one, other] = [messages[0][place[0]]!, messages[1][place[1]]!];
    const order: CallDifference[] = inOtherOrder.has(place) ? [{ type: 'order' }] : [];
    const chances = [mine.chance, theirs.chance] as const;
    const fields = fieldsOf(one, other, chances).filter((field) => isNews(field, [one, other], chances, repeats));
    const differences = [
      ...outcomeOf(one, other, mine, theirs),
      ...fields,
      ...order,
      ...timeOf(one, other, mine, theirs),
    ];
    return { left: one, right: other, differences };
  });
  const only = (side: 'left' | 'right', own: readonly Message[], other: Side, base: Side): ComparedCall[] => {
    const taken = new Set(pairs.map((pair) => pair[side === 'left' ? 0 : 1]));
    return own.flatMap((message, i): ComparedCall[] =>
      taken.has(i)
        ? []
        : [{ [side]: message, differences: isTold(message, other, base) ? [{ type: 'only', side }] : [] }],
    );
  };
  return [...calls, ...only('left', messages[0], theirs, mine), ...only('right', messages[1], mine, theirs)];
}

/** Whether the other side would show the call if it had been made there. */
function isTold(message: Message, { trace, kinds }: Side, own: Side): boolean {
  if (trace.source === 'simulated') return true;
  const kind = kindOfMessage(message);
  if (!told.has(kind) && !kinds.has(kind)) return false;
  const after = message.start && message.start.at - message.start.precision - own.trace.start;
  return after === undefined || after <= trace.end - trace.start;
}

/**
 * Whether a call that is moved surely is: of those that it passes, the nearest on either side stands clear of it in both
 * starts, beyond what the evidence is exact to.
 */
function isOtherOrder(
  [a, b]: Place,
  steady: readonly Place[],
  [left, right]: readonly [readonly Message[], readonly Message[]],
): boolean {
  const after = (side: 0 | 1, place: number): number => {
    let [low, high] = [0, steady.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steady[middle]![side] < place) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const [mine, theirs] = [after(0, a), after(1, b)];
  const passed = mine < theirs ? [mine, theirs - 1] : mine > theirs ? [theirs, mine - 1] : [];
  const isClear = (one: Message, other: Message): boolean =>
    one.start !== undefined &&
    other.start !== undefined &&
    Math.abs(one.start.at - other.start.at) >= one.start.precision + other.start.precision;
  return passed.some((i) => {
    const [one, other] = steady[i]!;
    return isClear(left[a]!, left[one]!) && isClear(right[b]!, right[other]!);
  });
}

function fieldsOf(left: Message, right: Message, chance: readonly [Chance, Chance]): FieldDifference[] {
  const isPartial = left.source !== 'simulated' || right.source !== 'simulated';
  return (['request', 'response'] as const).flatMap((part) =>
    (part === 'response' && !(left.outcome.ok && right.outcome.ok)) ||
    (isPartial && (left[part] === undefined || right[part] === undefined))
      ? []
      : payloadDifferences(left[part], right[part], { part, chance, isPartial }),
  );
}

/** What a stored object repeats of what was asked before is told once, and so is another namespace. */
function isNews(
  { field, left, right }: FieldDifference,
  [one, other]: readonly [Message, Message],
  [mine, theirs]: readonly [Chance, Chance],
  repeats: Set<string>,
): boolean {
  const [here, there] = [one.subject?.namespace, other.subject?.namespace];
  const isOfNamespace =
    here !== there &&
    typeof left === 'string' &&
    typeof right === 'string' &&
    withoutNamespace(mine.without(left), here) === withoutNamespace(theirs.without(right), there);
  if (one.protocol !== 'HTTP' && !isOfNamespace) return true;
  const key = isOfNamespace ? 'namespace' : JSON.stringify([field.replace(/^status\./, ''), left, right]);
  if (repeats.has(key)) return false;
  repeats.add(key);
  return true;
}

function outcomeOf(
  { outcome: left, subject: here }: Message,
  { outcome: right, subject: there }: Message,
  mine: Side,
  theirs: Side,
): CallDifference[] {
  const isSame =
    left.ok || right.ok
      ? left.ok === right.ok
      : left.code === right.code &&
        withoutNamespace(mine.chance.without(left.text), here?.namespace) ===
          withoutNamespace(theirs.chance.without(right.text), there?.namespace);
  return isSame ? [] : [{ type: 'outcome', left, right }];
}

function timeOf(one: Message, other: Message, mine: Side, theirs: Side): TimeDifference[] {
  const spans = [
    ['duration', durationOf(one), durationOf(other)],
    ['wait', mine.waits.get(one), theirs.waits.get(other)],
  ] as const;
  return spans.flatMap(([what, left, right]): TimeDifference[] =>
    left && right && differInTime(left, right) ? [{ type: 'time', what, left, right }] : [],
  );
}

function ordered(
  calls: readonly ComparedCall[],
  left: Trace,
  right: Trace,
  { laneOf }: Pick<ComparedPods, 'laneOf'>,
): ComparedCall[] {
  const byLeft = new Map(calls.flatMap((call) => (call.left ? [[call.left, call] as const] : [])));
  const byRight = new Map(calls.flatMap((call) => (call.right ? [[call.right, call] as const] : [])));
  const place = new Map(left.messages.map((message, i) => [message, i]));
  /** What the right start alone has, by the call of the left one after which it stands; -1 is before all. */
  const after = new Map<number, ComparedCall[]>();
  const latest = new Map<string, number>();
  for (const message of right.messages) {
    const call = byRight.get(message)!;
    const lane = laneOf(message, 1);
    const last = latest.get(lane) ?? latest.get('any') ?? -1;
    if (call.left) {
      const here = place.get(call.left)!;
      if (here < last) continue; // it is moved
      latest.set(lane, here);
      latest.set('any', here);
    } else {
      const known = after.get(last);
      if (known) known.push(call);
      else after.set(last, [call]);
    }
  }
  return [...(after.get(-1) ?? []), ...left.messages.flatMap((message, i) => [byLeft.get(message)!, ...(after.get(i) ?? [])])]; // prettier-ignore
}

function countsOf(calls: readonly ComparedCall[], ends: readonly ComparedEnd[]): ComparisonCounts {
  const count = (fits: (call: ComparedCall) => boolean): number => calls.filter(fits).length;
  const differsIn = (type: CallDifference['type']): number =>
    count(({ differences }) => differences.some((one) => one.type === type));
  const isOnly = ({ differences: [first] }: ComparedCall, side: 'left' | 'right'): boolean =>
    first?.type === 'only' && first.side === side;
  const isPair = ({ left, right }: ComparedCall): boolean => left !== undefined && right !== undefined;
  return {
    same: count((call) => isPair(call) && call.differences.length === 0),
    differ: count((call) => isPair(call) && call.differences.length > 0),
    onlyLeft: count((call) => isOnly(call, 'left')),
    onlyRight: count((call) => isOnly(call, 'right')),
    untold: count((call) => !isPair(call) && call.differences.length === 0),
    fields: differsIn('field'),
    outcomes: differsIn('outcome'),
    order: differsIn('order'),
    time: differsIn('time'),
    ends: ends.filter(({ differences }) => differences.length > 0).length,
  };
}
