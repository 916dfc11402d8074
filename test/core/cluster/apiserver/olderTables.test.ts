import { describe, expect, test } from 'vitest';
import { versions } from '../../../../src/core/release/differences';
import { releaseOf } from '../../../../src/core/release/kubernetesRelease';
import { differingRows, mixedRelease } from '../../../../src/core/release/mixedRelease';
import { expectOnlyNamed } from '../simulate/namedExceptions';
import { answerOfOurs } from './answerOfOurs';
import { exceptions, olderExceptions } from './exceptions';
import { knowable } from './knowable';
import { rowsProvedByAnswers } from './rowsProvedByAnswers';
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
      const [made, wanted] = [answerOfOurs(one, releaseOf(version)), recorded].map((answer) => knowable(answer, one));
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

// A row counts as proved where a server of the later release, with this one row as the earlier one has it, answers a case
// otherwise for which the two real ones differ.
test('what differs between two releases is seen in what real servers of both answered', () => {
  const recorded = versions.filter((version) => version === '1.37' || Object.hasOwn(older, version));
  const proved = new Set<string>();
  for (const [i, version] of recorded.slice(1).entries()) {
    const before = recorded[i]!;
    const [from, to] = [releaseOf(before), releaseOf(version)];
    const differing = cases.filter(({ one }) => {
      const digest = digestOf(one.key);
      const [a, b] = [older[before]?.[digest], older[version]?.[digest]];
      return a !== null && b !== null && JSON.stringify(a ?? newest[digest]) !== JSON.stringify(b ?? newest[digest]);
    });
    const answers = differing.map(({ one }) => JSON.stringify(answerOfOurs(one, to)));
    for (const row of differingRows(from, to)) {
      const mixed = mixedRelease(to, from, [row]);
      if (differing.some(({ one }, j) => JSON.stringify(answerOfOurs(one, mixed)) !== answers[j])) proved.add(row);
    }
  }
  expect([...proved].sort()).toEqual(rowsProvedByAnswers);
});
