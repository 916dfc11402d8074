import type { Diagnosis } from '../core/diagnosis/facts/finding';
import { diagnose } from '../core/diagnosis/diagnosis';
import { atLevel } from '../core/trace/atLevel';
import { usualLevel, type Level } from '../core/trace/level';
import { messageLine } from '../core/story/story';
import { podProgress } from '../core/observe/podProgress';
import { onOneLine } from '../core/onOneLine';
import { podKey } from '../core/trace/messagesByPod';
import { actors, type Message, type Trace } from '../core/trace/trace';
import { whoOf } from '../core/diagnosis/diagnosisText';
import { diagnosisText } from './diagnoses';
import type { ManifestFile } from './manifestFile';

/** Milliseconds that a call is held back: one that an event tells, so that lines stand in the order of time; one that a status tells, until its events have come, which are more exact. */
const hold = { event: 200, status: 1_000 };
/** Milliseconds that something has to be waited for before it is worth a word. */
const longWait = 1_500;
/** Milliseconds that a cause has to stay away before it is told to be gone: it comes and goes with each retry. */
const awayFor = 1_000;
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
  /** The pods whose calls are not told, by namespace and name. */
  readonly #passed = new Set<string>();
  /** The causes that were told, and since when each was not found any more. */
  readonly #causes = new Map<string, { one: Diagnosis; text: string; away?: number }>();

  /**
   * @param source the manifest that was applied, to name its lines
   * @param level in how much detail calls are told
   */
  constructor(print: (text: string) => void, source?: ManifestFile, level: Level = usualLevel) {
    this.#print = print;
    this.#source = source;
    this.#level = level;
  }

  /** No longer prints calls of pods that have already started. */
  passOver({ view }: Trace): void {
    for (const pod of view.pods) if (podProgress(pod) === 'started') this.#passed.add(podKey(pod));
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
    const found = new Map(diagnose(trace.view, { now: trace.end }).map((one) => [keyOf(one), one]));
    const hasSeveral = trace.view.pods.length > 1;
    for (const message of atLevel(trace, this.#level).messages) {
      const { id, end, subject } = message;
      if (this.#told.has(id) || !end || !isDue(id, holdOf(message))) continue;
      this.#told.add(id);
      if (subject && this.#passed.has(`${subject.namespace}/${subject.pod}`)) continue;
      // It got on: what kept it is over before.
      if (message.method === 'CreateContainer' && message.outcome.ok) this.#release(`pod ${subject?.pod}`, found);
      const pod = hasSeveral && subject ? `  [${subject.pod}]` : '';
      this.#print(`${messageLine(message, { zero: trace.start, width })}${pod}\n`);
    }
    for (const { metadata: { uid = '', name = '' } = {} } of trace.view.pods) {
      const key = `deleted ${uid}`;
      if (!trace.view.deleted?.includes(uid) || this.#told.has(key)) continue;
      this.#told.add(key);
      this.#print(`pod ${onOneLine(name)} was deleted\n`);
    }
    this.#tellCauses(trace, found, now, isLast, isDue);
  }

  /** Whether a cause was told in these words, and nothing that took it back. */
  hasTold(text: string): boolean {
    return [...this.#causes.values()].some((cause) => cause.text === text);
  }

  #tellCauses(
    trace: Trace,
    found: ReadonlyMap<string, Diagnosis>,
    now: number,
    isLast: boolean,
    isDue: (key: string, after: number) => boolean,
  ): void {
    // What was waited for but a moment is waited for anew.
    for (const key of this.#seen.keys()) if (isKey(key) && !found.has(key)) this.#seen.delete(key);
    const current = [...found.values()].map(subjectOf);
    for (const [key, cause] of this.#causes) {
      if (found.has(key)) {
        delete cause.away;
        continue;
      }
      cause.away ??= now;
      // Another cause of the same takes its place.
      const isReplaced = current.includes(subjectOf(cause.one));
      if (!isLast && !isReplaced && !cause.one.isWaiting && now - cause.away < awayFor) continue;
      this.#causes.delete(key);
      if (!isReplaced) this.#tellOver(cause.one);
    }
    for (const [key, one] of found) {
      if (this.#causes.has(key) || !isDue(key, one.isWaiting ? longWait : 0)) continue;
      const text = diagnosisText(one, trace, this.#source);
      this.#print(text);
      this.#causes.set(key, { one, text });
    }
  }

  /** Tells what of a pod's causes is not found any more, without waiting for it to come back. */
  #release(subject: string, found: ReadonlyMap<string, Diagnosis>): void {
    for (const [key, { one }] of this.#causes) {
      if (one.subject !== subject || found.has(key)) continue;
      this.#causes.delete(key);
      this.#tellOver(one);
    }
  }

  #tellOver(one: Diagnosis): void {
    if (!one.isWaiting) this.#print(`resolved: ${whoOf(one)}: ${one.cause}\n`);
  }
}

function holdOf({ protocol, evidence }: Message): number {
  if (protocol !== 'CRI') return hold.event;
  return evidence?.some(({ what }) => what.startsWith('event ')) ? hold.event : hold.status;
}

const mark = 'cause ';

/** Counts change without being news, in the words and of those that are alike. */
function keyOf(one: Diagnosis): string {
  return `${mark}${subjectOf(one)} ${one.isWaiting} ${one.cause.replaceAll(/\d+/g, '0')}`;
}

function subjectOf({ subject, container }: Diagnosis): string {
  return `${subject} ${container}`;
}

function isKey(key: string): boolean {
  return key.startsWith(mark);
}
