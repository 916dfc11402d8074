import type { Path } from '../path';

/** The line that asks for something: a field of one of the manifest's objects. */
export interface AskingPlace {
  kind: string;
  name: string;
  /** As it is written; undefined where the object names none. */
  namespace?: string;
  /** From the object on; what stands there is the field that asks, or holds what does. */
  path: Path;
}

/** One thing that a start takes for granted. */
export interface Assumption {
  /** Unique in a start, and the same as long as the manifest asks for the same: `ConfigMap shop/api-settings`. */
  id: string;
  /** In words: `ConfigMap api-settings with the key mode`. */
  what: string;
  place: AskingPlace;
  /** What follows for the start without it, as far as that is known before it is tried. */
  consequence?: string;
}
