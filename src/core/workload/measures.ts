import { knownKeys } from '../knownKeys';
import { pathKinds, type Span } from '../trace/pathPart';
import type { PodStart } from './podStarts';

/** One thing that takes its time in the starts of several pods. */
export interface Measure {
  /** `image pull`; where several containers have it, `image pull of app`. */
  name: string;
  /** The pods that have it, by their places in the sample, and how long each takes. */
  places: readonly number[];
  spans: readonly Span[];
}

/** What the whole start is called by where the pods came to. */
export function wholeName(starts: readonly PodStart[]): string {
  if (starts.every(({ reached }) => reached === 'Ready')) return 'Ready';
  return starts.every(({ reached }) => reached === 'Succeeded') ? 'done' : 'Ready or done';
}

/** The whole start, and each phase of it in the order of a start. */
export function measures(starts: readonly PodStart[]): Measure[] {
  const found = new Map<string, { places: number[]; spans: Span[] }>();
  const kinds = new Map<string, Map<string, string>>();
  for (const [place, { phases }] of starts.entries())
    for (const [key, { kind, container = '', milliseconds, precision }] of phases) {
      const keys = kinds.get(kind) ?? new Map<string, string>();
      kinds.set(kind, keys.set(key, container));
      const one = found.get(key) ?? { places: [], spans: [] };
      found.set(key, one);
      one.places.push(place);
      one.spans.push({ milliseconds, precision });
    }
  const phases = knownKeys(pathKinds).flatMap((kind) => {
    const keys = kinds.get(kind) ?? new Map<string, string>();
    return [...keys].map(([key, container]): Measure => {
      const isOfOne = keys.size === 1 || container === '';
      return { name: isOfOne ? pathKinds[kind] : `${pathKinds[kind]} of ${container}`, ...found.get(key)! };
    });
  });
  const whole = {
    name: wholeName(starts),
    places: starts.map((_, place) => place),
    spans: starts.map((one) => one.whole),
  };
  return [whole, ...phases];
}
