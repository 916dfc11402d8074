import { callKey } from './callKey';
import type { Labels } from './labels';
import type { Message } from './trace';

/** A call with all that happened inside of it, in their order. */
export interface Unit {
  message: Message;
  inner: readonly Message[];
  /** Nothing else happened between its beginning and its end. */
  isWhole: boolean;
}

/** What keeps like calls apart. */
export interface Between {
  labels: Labels;
  /** Whether something worth saying stands after a message. */
  isFollowed: (id: string) => boolean;
  /** Calls of different groups are not put together. */
  groupOf?: ((id: string) => unknown) | undefined;
}

/** A call that was made again and again without other news: the first with what is inside of it, and the others. */
export interface Repeats<U extends Unit> {
  unit: U;
  /** The units that it stands for, the first among them. */
  units: U[];
  times: number;
}

/**
 * Puts calls together that are made again and again without other news between them. Attempts of probes are put together
 * across those of other probes too: each goes on in its own rhythm.
 */
export function repeatsOf<U extends Unit>(units: readonly U[], { labels, isFollowed, groupOf }: Between): Repeats<U>[] {
  const all: Repeats<U>[] = [];
  /** What may still be repeated, by what tells the same calls. */
  let open = new Map<string, Repeats<U>>();
  for (const unit of units) {
    const key = unit.isWhole ? keyOf(unit, labels) : undefined;
    const known = key === undefined ? undefined : open.get(key);
    const times = unit.message.times ?? 1;
    if (known && groupOf?.(known.unit.message.id) === groupOf?.(unit.message.id)) {
      known.units.push(unit);
      known.times += times;
      if (isFollowed(unit.message.id)) open.delete(key!);
      continue;
    }
    const found = { unit, units: [unit], times };
    all.push(found);
    open = stillOpen(open, unit.message);
    if (key !== undefined && !isFollowed(unit.message.id)) open.set(key, found);
  }
  return all;
}

/** Of what may be repeated, what a call that is another one does not end. An attempt ends only what is none, and those of its own probe. */
function stillOpen<U extends Unit>(open: ReadonlyMap<string, Repeats<U>>, next: Message): Map<string, Repeats<U>> {
  const probe = probeOf(next);
  if (probe === undefined) return new Map();
  const isOther = ({ unit }: Repeats<U>): boolean => {
    const other = probeOf(unit.message);
    return other !== undefined && other !== probe;
  };
  return new Map([...open].filter(([, repeats]) => isOther(repeats)));
}

function keyOf({ message, inner }: Unit, labels: Labels): string {
  return [message, ...inner].map((one) => callKey(one, labels)).join();
}

/** Which probe a call is an attempt of; undefined where it is none. */
function probeOf({ protocol, method, because, subject }: Message): string | undefined {
  if (protocol !== 'probe' && because?.type !== 'probe') return undefined;
  const kind = because?.type === 'probe' ? because.probe : method;
  return JSON.stringify([subject?.namespace, subject?.pod, subject?.container, kind.split(' ')[0]]);
}
