import type { TraceParts } from './traceParts';

/** What a message or a note says of its node: nothing where all are on one. */
export type Where = (node: string | undefined) => { node?: string };

export function placesOf({ watch }: Pick<TraceParts, 'watch'>): Where {
  const used = new Set(watch.flatMap(({ object }) => object.spec?.nodeName ?? []));
  return (node) => (used.size > 1 && node !== undefined ? { node } : {});
}
