import { words, type Runs } from '../textRuns';
import type { Outcome } from '../trace/trace';
import { named } from './named';
import { sentences } from './sentences';

/** That a call failed, in the words of who answered it, and what follows. */
export function failure(outcome: Extract<Outcome, { ok: false }>, follows?: Runs): Runs {
  const { code, text } = outcome;
  const isNamed = code !== '' && code.toLowerCase() !== 'unknown';
  const how = isNamed ? words`It fails with ${named(code)}` : words`It fails`;
  return sentences(text === '' ? words`${how}.` : words`${how}: ${named(text)}.`, follows);
}

/** The sentence for a call of which no end is known. */
export const unended: Runs = ['Nothing shows that it has ended: it may still be in progress.'];
