/** Values that stand together: of a version that differs in one of them, so many are copied on each of a few levels. */
const width = 32;

/** Nodes of a tree, or at its leaves the values. */
type Node = readonly unknown[];

/**
 * A map that is not changed: `with` gives another version, which shares with this one all but a few of its values. Each
 * moment of a start has its version of all pods, so that a copy of the whole for each would take their number squared.
 * Versions follow one another: a new key is given to the latest one only. Keys come in the order in which they were given first.
 */
export class VersionedMap<T> implements ReadonlyMap<string, T> {
  readonly #places: Map<string, number>;
  readonly #root: Node;
  readonly #depth: number;
  readonly size: number;

  private constructor(places: Map<string, number>, root: Node, depth: number, size: number) {
    this.#places = places;
    this.#root = root;
    this.#depth = depth;
    this.size = size;
  }

  static empty<T>(): VersionedMap<T> {
    return new VersionedMap(new Map(), [], 1, 0);
  }

  get(key: string): T | undefined {
    const place = this.#placeOf(key);
    return place === undefined ? undefined : this.#at(place);
  }

  has(key: string): boolean {
    return this.#placeOf(key) !== undefined;
  }

  /** The version in which a key has this value. */
  with(key: string, value: T): VersionedMap<T> {
    const known = this.#placeOf(key);
    const place = known ?? this.size;
    if (known === undefined) this.#places.set(key, place);
    const isFull = place >= width ** this.#depth;
    const root = isFull ? [this.#root] : this.#root;
    const depth = isFull ? this.#depth + 1 : this.#depth;
    return new VersionedMap(this.#places, replaced(root, depth, place, value), depth, Math.max(this.size, place + 1));
  }

  *entries(): MapIterator<[string, T]> {
    let place = 0;
    for (const key of this.#places.keys()) {
      if (place >= this.size) return;
      yield [key, this.#at(place++)];
    }
  }

  *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<T> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }

  forEach(visit: (value: T, key: string, map: ReadonlyMap<string, T>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }

  /** A key that only a later version has does not belong to this one. */
  #placeOf(key: string): number | undefined {
    const place = this.#places.get(key);
    return place !== undefined && place < this.size ? place : undefined;
  }

  #at(place: number): T {
    let node: Node = this.#root;
    for (let level = this.#depth - 1; level > 0; level--) node = node[stepOf(place, level)] as Node;
    return node[stepOf(place, 0)] as T;
  }
}

/** A tree in which a place has this value: copied along the way to it, the rest is shared. */
function replaced(node: Node, depth: number, place: number, value: unknown): Node {
  const copy = [...node];
  const step = stepOf(place, depth - 1);
  copy[step] = depth === 1 ? value : replaced((node[step] as Node | undefined) ?? [], depth - 1, place, value);
  return copy;
}

function stepOf(place: number, level: number): number {
  return Math.floor(place / width ** level) % width;
}
