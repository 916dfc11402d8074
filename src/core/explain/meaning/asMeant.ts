import type { WrittenObject } from '../../api/kubernetesObject';
import { revealed, withoutSecrets } from '../../manifest/secretMask';
import { filledIn, type FilledValue } from './filledIn';
import { isSaved, madeAnew } from './madeAnew';
import type { TemplateWords } from './templateWords';

/** An object as the person means it who starts its pods, and how it differs from what is written. */
export interface Reading<T extends WrittenObject = WrittenObject> {
  object: T;
  /** Whether it was read from a cluster, and is made anew. */
  isSaved: boolean;
  placeholders: readonly FilledValue[];
  /** What the words in the object stand for. */
  words: TemplateWords;
}

const readings = new WeakMap<WrittenObject, Reading>();

/**
 * An object as it is started: what was read from a cluster is made anew, and something stands in for template expressions
 * and placeholders. Each time the same for the same. Where a scenario says what the world is like, objects are started as
 * they are written instead.
 */
export function readingOf<T extends WrittenObject>(written: T): Reading<T> {
  const known = readings.get(written);
  if (known) return known as Reading<T>;
  const whole = revealed(written);
  const { object, placeholders, words } = filledIn(madeAnew(whole));
  const reading = {
    object: object === whole ? written : withoutSecrets(object),
    isSaved: isSaved(whole),
    placeholders,
    words,
  };
  readings.set(written, reading);
  // What was read is not read again.
  readings.set(reading.object, reading);
  return reading;
}

/** The object of `readingOf`. The same object where it is written so. */
export function asMeant<T extends WrittenObject>(written: T): T {
  return readingOf(written).object;
}

/** What the words in objects stand for, whether they are given as written or as they are meant. */
export function wordsOf(objects: readonly WrittenObject[]): TemplateWords {
  const [first, ...more] = objects.map((object) => readingOf(object).words).filter(({ size }) => size > 0);
  if (!first) return new Map();
  return more.length === 0 ? first : new Map([first, ...more].flatMap((words) => [...words]));
}
