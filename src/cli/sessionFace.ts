import type { Evidence } from '../core/observe/evidence/evidence';
import { everyKind } from '../core/everyKind';
import type { Level } from '../core/trace/level';
import type { Trace } from '../core/trace/trace';
import type { SessionState } from '../kubectl/session/sessionState';
import { deniedWords } from '../kubectl/session/sessionWords';
import type { SessionNews } from '../kubectl/session/sessionSnapshot';
import type { WatchedSession } from '../kubectl/session/watchedSession';
import type { ManifestFile } from './manifestFile';
import { warn } from './print';
import { Progress } from './progress';

/** Milliseconds between two looks at what is new. */
const pace = 50;
/** Milliseconds without news after which only one of `slowly` looks is taken: time alone changes little. */
const quiet = 1_500;
const slowly = 10;

const telling = {
  name: 'progress',
  what: 'Printing what is new',
  next: 'It is printed with the next change, or at the end.',
};

/** A watched session as the terminal tells it: its calls and causes on standard output, how it stands on standard error. */
export class SessionFace {
  readonly #session: WatchedSession;
  readonly #progress: Progress;
  readonly #isApplied: boolean;
  /** What it was before. */
  #before: SessionState['name'] = 'starting';
  /** How it stood, as it was told last. */
  #told?: string;
  #newsAt = Date.now();

  /**
   * @param source the manifest that is applied, to name its lines
   * @param level in how much detail calls are told
   */
  constructor(session: WatchedSession, print: (text: string) => void, source?: ManifestFile, level?: Level) {
    this.#session = session;
    this.#progress = new Progress(print, source, level);
    this.#isApplied = source !== undefined;
    session.listen((news) => this.#take(news));
  }

  /** Tells what comes until the session is over; its last news are left to the caller. */
  async tellUntilOver(): ReturnType<WatchedSession['whenOver']> {
    let looks = 0;
    let nextLook = 0;
    const timer = setInterval(() => {
      const now = Date.now();
      if (now < nextLook || (now - this.#newsAt > quiet && looks++ % slowly > 0)) return;
      const { trace } = this.#session.snapshot();
      if (trace) this.tell(trace);
      nextLook = now + 4 * (Date.now() - now); // hundreds of pods take their time
    }, pace);
    try {
      return await this.#session.whenOver();
    } finally {
      clearInterval(timer);
    }
  }

  /** Tells what is new in a trace. `isLast`: nothing more will come. */
  tell(trace: Trace, isLast = false): void {
    // Without news, nothing is known about a wait.
    const now = this.#session.heardUntil;
    this.#session.steps.attempt(telling, () => this.#progress.tell(trace, now, isLast), undefined);
  }

  /** No longer prints calls of pods that have already started. */
  passOver(): void {
    const { trace } = this.#session.snapshot();
    if (trace) this.#progress.passOver(trace);
  }

  /** Whether a cause was told in these words and still stands. */
  hasTold(text: string): boolean {
    return this.#progress.hasTold(text);
  }

  #take(news: SessionNews): void {
    switch (news.type) {
      case 'state':
        if (this.#isWorthTelling(news.state) && news.text !== this.#told) {
          warn(`${news.text}\n`);
          this.#told = news.text;
        }
        this.#before = news.state.name;
        break;
      case 'evidence':
        this.#newsAt = Date.now();
        if (news.evidence.kind === 'denied') warn(`${goesOnWithout(news.evidence)}\n`);
        break;
      case 'problem':
        warn(`${news.problem.message}\n`);
        break;
      case 'changed':
        break; // the next look tells it
      default:
        everyKind(news);
    }
  }

  /** What a person waits for, or has been told otherwise before; how it ends is told with the story. */
  #isWorthTelling({ name }: SessionState): boolean {
    switch (name) {
      case 'reconnecting':
        return true;
      case 'polling':
        return this.#before !== 'polling';
      case 'watching':
        return this.#before === 'reconnecting' || (!this.#isApplied && this.#session.pods.length === 0);
      case 'starting':
      case 'ended':
      case 'failed':
        return false;
      default:
        return everyKind(name);
    }
  }
}

/** That something is not read, and why: kubectl's words where rights are lacking. */
function goesOnWithout({ what, text, lacksRights }: Evidence & { kind: 'denied' }): string {
  if (lacksRights) return `continues without what may not be read: ${deniedWords({ what, text })}`;
  return `continues without ${/^(?:get|watch) /.test(what) ? 'the answer to ' : ''}${deniedWords({ what, text })}`;
}
