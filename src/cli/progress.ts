import type { Diagnosis } from '../core/diagnosis/facts/finding';
import { diagnose } from '../core/diagnosis/diagnosis';
import { atLevel } from '../core/trace/atLevel';
import { usualLevel, type Level } from '../core/trace/level';
import { messageLine } from '../core/story/story';
import { actors, type Message, type Trace } from '../core/trace/trace';
import { diagnosisText, whoOf } from './diagnoses';
import type { ManifestFile } from './manifestFile';

/** Milliseconds that a call is held back: one that an event tells, so that lines stand in the order of time; one that a status tells, until its events have come, which are more exact. */
const hold = { event: 200, status: 1_000 };
/** Milliseconds that something has to be waited for before it is worth a word. */
const longWait = 1_500;
/** Of the longest pair of callers that a cluster lets be seen. */
const width = `${actors.controller} → ${actors.apiserver}`.length;

/** Prints each call once, when it is as exact as it will soon be, and each cause of a stuck pod when it comes and goes. */
export class Progress {
  readonly #print: (text: string) => void;
  readonly #source: ManifestFile | undefined;
  readonly #level: Level;
  readonly #told = new Set<string>();
  /** When each was there first. */
  readonly #seen = new Map<string, number>();
  #causes = new Map<string, Diagnosis>();

  /**
   * @param source the manifest that was applied, to name its lines
   * @param level in how much detail calls are told
   */
  constructor(print: (text: string) => void, source?: ManifestFile, level: Level = usualLevel) {
    this.#print = print;
    this.#source = source;
    this.#level = level;
  }

  /**
   * Takes in what is known now.
   *
   * @param now milliseconds
   * @param isLast whether nothing more will come
   */
  tell(trace: Trace, now: number, isLast = false): void {
    const isDue = (key: string, after: number): boolean => {
      if (!this.#seen.has(key)) this.#seen.set(key, now);
      return isLast || now - (this.#seen.get(key) ?? now) >= after;
    };
    const hasSeveral = trace.view.pods.length > 1;
    for (const message of atLevel(trace, this.#level).messages) {
      const { id, end, subject } = message;
      if (this.#told.has(id) || !end || !isDue(id, holdOf(message))) continue;
      this.#told.add(id);
      const pod = hasSeveral && subject ? `  [${subject.pod}]` : '';
      this.#print(`${messageLine(message, trace.start, width)}${pod}\n`);
    }
    this.#tellCauses(trace, isDue);
  }

  #tellCauses(trace: Trace, isDue: (key: string, after: number) => boolean): void {
    const found = diagnose(trace.view, { now: trace.end }).map((one) => ({ key: keyOf(one), one }));
    const keys = new Set(found.map(({ key }) => key));
    // What was waited for but a moment is waited for anew.
    for (const key of this.#seen.keys()) if (isKey(key) && !keys.has(key)) this.#seen.delete(key);
    const due = found.filter(({ key, one }) => isDue(key, one.isWaiting ? longWait : 0));
    for (const [key, one] of this.#causes)
      if (!keys.has(key) && !one.isWaiting && !found.some(({ one: other }) => whoOf(other) === whoOf(one)))
        this.#print(`no more: ${whoOf(one)}: ${one.cause}\n`);
    for (const { key, one } of due) if (!this.#causes.has(key)) this.#print(diagnosisText(one, trace, this.#source));
    this.#causes = new Map(due.map(({ key, one }) => [key, one]));
  }
}

function holdOf({ protocol, evidence }: Message): number {
  if (protocol !== 'CRI') return hold.event;
  return evidence?.some(({ what }) => what.startsWith('event ')) ? hold.event : hold.status;
}

const mark = 'cause ';

/** Counts change without being news. */
function keyOf(one: Diagnosis): string {
  return `${mark}${whoOf(one)} ${one.isWaiting} ${one.cause}`.replaceAll(/\d+/g, '0');
}

function isKey(key: string): boolean {
  return key.startsWith(mark);
}
