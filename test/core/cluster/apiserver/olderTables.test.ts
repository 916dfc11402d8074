import { describe, expect, test } from 'vitest';
import { versions } from '../../../../src/core/release/differences';
import { expectOnlyNamed } from '../simulate/namedExceptions';
import { answerOfOurs } from './answerOfOurs';
import { exceptions, olderExceptions } from './exceptions';
import { knowable } from './knowable';
import { digestOf, olderAnswers, recordedAnswers, tablesIn } from './tables';

const cases = tablesIn(new URL('.', import.meta.url).pathname).flatMap(({ name, cases: ofTable }) =>
  ofTable.map((one) => ({ name, one })),
);
const newest = recordedAnswers();
const older = olderAnswers();

// Every answer of an older API server, those that 1.37 gives as well among them.
describe('an API server of an older release answers as a real one did', () => {
  test.each(versions.filter((version) => Object.hasOwn(older, version)))('%s', (version) => {
    const named = [...exceptions, ...olderExceptions];
    const wrong = cases.flatMap(({ name, one }) => {
      const digest = digestOf(one.key);
      const own = older[version]?.[digest];
      if (own === null) return [];
      const recorded = own ?? newest[digest];
      if (!recorded) return [`${one.key}: not recorded; node tools/record-validation.mjs does it`];
      const isNamed = named.some(
        (exception) => exception.case === name && exception.where.some((place) => one.key.includes(place)),
      );
      if (isNamed) return [];
      const [made, wanted] = [answerOfOurs(one, version), recorded].map((answer) => knowable(answer, one));
      return JSON.stringify(made) === JSON.stringify(wanted)
        ? []
        : [`${one.key} gives\n${JSON.stringify(made)}\nnot\n${JSON.stringify(wanted)}`];
    });
    expectOnlyNamed(version, wrong, []);
  });

  test('of each release between, answers differ from those of 1.37', () => {
    const counts = Object.values(older).map((answers) => Object.keys(answers).length);
    expect(counts.every((count) => count > 100)).toBe(true);
  });
});
