import { signal } from './signals';
import { tell } from './vscodeApi';

/** A part of the page that could not be drawn. */
export interface Failure {
  /** What was thrown, in words. */
  message: string;
  /** What was to be drawn: `Start of nginx`. */
  title: string;
}

/** Characters of an error that the host is told. */
const mostCharacters = 4000;
/** So many failures are told to the host; a failure may be worded anew each time. */
const mostTold = 100;

/** What failed, by the part's name; `host` is what the extension host could not do. */
export const failures = signal<ReadonlyMap<string, Failure>>(new Map());
/** What is to be drawn now, for those who read of a failure. */
export const titleNow = signal('Pod Startup');
const told = new Set<string>();
/** When each part failed last, by the page's clock. */
const failedAt = new Map<string, number>();

/** What no state draws: a person closes it, and of these the page's own go with a good state that comes later. */
export const closable: readonly string[] = ['export', 'page', 'host'];

/** Draws a part, at once as far as that goes; says whether it succeeded. What it throws is said in the part's place. */
export async function attempt(part: string, draw: () => void | Promise<void>): Promise<boolean> {
  try {
    const drawing = draw();
    if (drawing) await drawing;
    mend(part);
    return true;
  } catch (error) {
    fail(part, error);
    return false;
  }
}

/** Changes what is drawn of a part; nothing where it could not be drawn. */
export function amend(part: string, change: () => void): void {
  if (failures.peek().has(part)) return;
  try {
    change();
  } catch (error) {
    fail(part, error);
  }
}

/** Says that a part failed; the host is told once. */
export function fail(part: string, error: unknown): void {
  const message = String(error);
  const key = `${part} ${message}`;
  if (!told.has(key) && told.size < mostTold) {
    told.add(key);
    const stack = error instanceof Error ? error.stack : undefined;
    tell({ type: 'failed', part, message: (stack ?? message).slice(0, mostCharacters) });
  }
  show(part, message);
}

/** Says what the host could not do. */
export function hostFailed(message: string): void {
  show('host', message);
}

/** Takes the words away, and gives the part its place back. */
export function mend(part: string): void {
  if (!failures.peek().has(part)) return;
  failures.value = new Map([...failures.peek()].filter(([name]) => name !== part));
}

/** All of a state is drawn that began to be drawn then: what failed before it, and is no part of a state, is over. */
export function goneBy(since: number): void {
  if ([...failures.peek().keys()].some((part) => !closable.includes(part))) return;
  for (const part of ['export', 'page']) if ((failedAt.get(part) ?? since) < since) mend(part);
}

function show(part: string, message: string): void {
  failedAt.set(part, performance.now());
  if (failures.peek().get(part)?.message === message) return;
  failures.value = new Map([...failures.peek(), [part, { message, title: titleNow.peek() }]]);
}

/** What no part catches, in an event's handler or a promise, is the page's. */
export function catchTheRest(): void {
  window.addEventListener('error', ({ error, message }) => {
    // The browser says so of observers that go on in the next frame.
    if (!message.startsWith('ResizeObserver loop')) fail('page', error ?? message);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => fail('page', reason));
}
