import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, strong, words, type Run } from '../../src/core/textRuns';
import { markdown } from '../../src/core/explain/text/markdown';
import { visibleText } from '../../src/core/visibleText';
import { hostileTexts, unseen } from './hostileTexts';
import { readMarkdown } from './readMarkdown';

const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The run's text as it is to be seen. */
function seen(run: Run): string {
  if (typeof run === 'string') return visibleText(run);
  if ('link' in run) return run.link;
  if ('code' in run) {
    const shown = visibleText(run.code.replaceAll('`', 'ˋ'));
    return shown.trim() === '' ? JSON.stringify(shown) : shown;
  }
  return /^\s|\s$|^$/.test(visibleText(run.strong)) ? JSON.stringify(visibleText(run.strong)) : visibleText(run.strong);
}

const marks = Array.from('[]()!<>`*_~\\#&;:/.@-+=|$ \r\nawxh1');

/** Parts of hostile texts, and all that Markdown knows, in any order. */
const fragment = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: fc.constantFrom(...marks, 'www.', 'https://', 'command:') }),
);
const text = fc.array(fragment, { maxLength: 4 }).map((parts) => parts.join(''));
const run: fc.Arbitrary<Run> = fc.oneof(
  text,
  text.map((each) => ({ code: each })),
  text.map((each) => ({ strong: each })),
  fc.constant({ link: 'Show request', address: 'command:podStartup.showRequest?%22x)"' }),
);
const line = fc.array(run, { minLength: 1, maxLength: 5 });

describe('what is no link of ours is text, whatever it holds', () => {
  it.each(hostileTexts)('in plain text, in code and in bold: %j', (hostile) => {
    for (const part of [
      words`${hostile}`,
      words`A ${hostile} b`,
      code(hostile),
      words`${strong(hostile)} of ${code(hostile)}: c`,
    ]) {
      const read = readMarkdown(markdown([{ lines: [part, part] }, { lines: [['Then']], items: [part] }]));
      expect(read).toMatchObject({ links: [], others: [] });
      expect(read.text).not.toMatch(unseen);
      expect(read.text.replaceAll('ˋ', '`').split(spaced(visibleText(hostile))).length).toBeGreaterThan(2);
    }
  });

  it('in any order', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), fc.array(line, { maxLength: 3 }), (lines, items) => {
        // Two marks that touch are told apart by what stands between them.
        const apart = (runs: Run[]): Run[] => runs.flatMap((each) => [each, ' · ']);
        const shown = [...lines, ...items].map(apart);
        const read = readMarkdown(
          markdown([{ lines: shown.slice(0, lines.length) }, { items: shown.slice(lines.length) }]),
        );
        expect(read.others).toEqual([]);
        const meant = shown.flat().filter((each) => typeof each === 'object' && 'link' in each);
        expect(read.links).toEqual(
          meant.map(() => ({ text: 'Show request', href: 'command:podStartup.showRequest?%22x%29%22' })),
        );
        expect(read.text).toBe(spaced(shown.map((each) => each.map(seen).join('')).join(' ')));
        expect(read.text).not.toMatch(unseen);
      }),
      { numRuns: 10_000 },
    );
  });

  it('is cut where it is longer than anybody reads', () => {
    expect(markdown([{ lines: [code('x'.repeat(9_000_000))] }]).length).toBeLessThan(5_000);
  });
});
