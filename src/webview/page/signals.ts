/**
 * Values that tell who reads them that they changed. Whoever runs as a reader is told of the signals that it read then. A
 * computed value is worked out when it is asked for and something that it read has another value; it stays with what it
 * reads, so it is made once, for the life of the page. Readers are told in the order in which they first read.
 */

/** A value that is read. Reading `value` makes who runs its reader, `peek` does not. */
export interface ReadonlySignal<T> {
  readonly value: T;
  peek(): T;
}

/** A value that is read and set. */
export interface Signal<T> extends ReadonlySignal<T> {
  value: T;
}

/** What is read. */
abstract class Source {
  /** Counts its values. */
  version = 0;
  readonly readers = new Set<Reader>();

  /** Makes its version the newest. */
  abstract refresh(): void;
}

/** So many times in a row what readers do may call for more. */
const mostRounds = 100;

let current: Reader | undefined;
/** How many changes are under way, after the last of which readers are told. */
let depth = 0;
let due: Watcher[] = [];

/** Who reads from now on; gives back who did before. */
function readBy(reader: Reader | undefined): Reader | undefined {
  const before = current;
  current = reader;
  return before;
}

/** Who reads. */
abstract class Reader {
  /** What it read the last time, with the versions. */
  #seen = new Map<Source, number>();

  /** Something that it read, or that goes into it, may have another value. */
  abstract notify(): void;

  /** Whether it read anything. */
  get reads(): boolean {
    return this.#seen.size > 0;
  }

  hasChanged(): boolean {
    for (const [source, version] of this.#seen) {
      source.refresh();
      if (source.version !== version) return true;
    }
    return false;
  }

  /** From now on until the end, which it gives back, what is read is read by it. */
  begin(): () => void {
    const outer = readBy(this);
    const before = this.#seen;
    this.#seen = new Map();
    return () => {
      readBy(outer);
      for (const source of before.keys()) if (!this.#seen.has(source)) source.readers.delete(this);
    };
  }

  read(source: Source): void {
    this.#seen.set(source, source.version);
    source.readers.add(this);
  }

  forget(): void {
    for (const source of this.#seen.keys()) source.readers.delete(this);
    this.#seen.clear();
  }
}

/** Who is told, once for all that changes at a time. */
export class Watcher extends Reader {
  readonly #changed: () => void;
  #isDue = false;

  constructor(changed: () => void) {
    super();
    this.#changed = changed;
  }

  notify(): void {
    if (!this.#isDue) due.push(this);
    this.#isDue = true;
  }

  /** Tells it, if what it read has another value; throws an Error instead where that has gone on for too long. */
  tell(mayGoOn: boolean): void {
    this.#isDue = false;
    if (!this.hasChanged()) return;
    if (!mayGoOn) throw new Error('what follows from a change has no end');
    this.#changed();
  }
}

class Kept<T> extends Source implements Signal<T> {
  #value: T;

  constructor(value: T) {
    super();
    this.#value = value;
  }

  refresh(): void {
    // It always is the newest.
  }

  get value(): T {
    current?.read(this);
    return this.#value;
  }

  set value(next: T) {
    if (next === this.#value) return;
    this.#value = next;
    this.version++;
    batch(() => {
      for (const reader of this.readers) reader.notify();
    });
  }

  peek(): T {
    return this.#value;
  }
}

class Computed<T> extends Source implements ReadonlySignal<T> {
  readonly #make: () => T;
  #result: { value: T } | { error: unknown } | undefined;
  #isStale = true;
  readonly #reader: Reader;

  constructor(make: () => T) {
    super();
    this.#make = make;
    const notify = (): void => {
      if (this.#isStale) return;
      this.#isStale = true;
      for (const reader of this.readers) reader.notify();
    };
    this.#reader = new (class extends Reader {
      notify = notify;
    })();
  }

  refresh(): void {
    if (!this.#isStale) return;
    this.#isStale = false;
    if (this.#result && !this.#reader.hasChanged()) return;
    const before = this.#result;
    const end = this.#reader.begin();
    try {
      this.#result = { value: this.#make() };
    } catch (error) {
      this.#result = { error };
    } finally {
      end();
    }
    const isSame = before && 'value' in before && 'value' in this.#result && before.value === this.#result.value;
    if (!isSame) this.version++;
  }

  get value(): T {
    this.refresh();
    current?.read(this);
    return this.#known();
  }

  peek(): T {
    this.refresh();
    return this.#known();
  }

  #known(): T {
    const result = this.#result!;
    if ('error' in result) throw result.error;
    return result.value;
  }
}

export function signal<T>(value: T): Signal<T> {
  return new Kept(value);
}

/** A value that is worked out of others; what working it out throws, reading it throws. */
export function computed<T>(make: () => T): ReadonlySignal<T> {
  return new Computed(make);
}

/** Does something now, and again whenever what it read has another value. Gives back what ends it. */
export function effect(run: () => void): () => void {
  const read = (): void => {
    const end = watcher.begin();
    try {
      run();
    } finally {
      end();
    }
  };
  const watcher = new Watcher(read);
  batch(read);
  return () => watcher.forget();
}

/** Makes several changes, of which readers are told when all are made. What readers throw, the first of it, is thrown then. */
export function batch<T>(change: () => T): T {
  depth++;
  try {
    return change();
  } finally {
    if (depth === 1) tellAll();
    else depth--;
  }
}

function tellAll(): void {
  const errors: unknown[] = [];
  for (let rounds = 0; due.length > 0; rounds++) {
    const now = due;
    due = [];
    for (const watcher of now) {
      try {
        watcher.tell(rounds < mostRounds);
      } catch (error) {
        errors.push(error);
      }
    }
  }
  depth--;
  if (errors.length > 0) throw errors[0];
}

/** Reads without being told of changes. */
export function untracked<T>(read: () => T): T {
  const before = readBy(undefined);
  try {
    return read();
  } finally {
    readBy(before);
  }
}
