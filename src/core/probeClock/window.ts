/** The earliest and the latest moment at which something happens, in seconds. */
export interface Window {
  readonly earliest: number;
  readonly latest: number;
}

/** A window later by what takes at least and at most so many seconds. */
export function later({ earliest, latest }: Window, least: number, most = least): Window {
  return { earliest: earliest + least, latest: latest + most };
}

/** The first moment in each window at which both have come. */
export function whenBoth(one: Window, other: Window): Window {
  return { earliest: Math.max(one.earliest, other.earliest), latest: Math.max(one.latest, other.latest) };
}
