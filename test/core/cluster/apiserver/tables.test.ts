import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expectCases, expectOnlyNamed } from '../simulate/namedExceptions';
import { answerOfOurs } from './answerOfOurs';
import { exceptions } from './exceptions';
import { knowable } from './knowable';
import { digestOf, recordedAnswers, rooms, tablesIn } from './tables';

const tables = tablesIn(new URL('.', import.meta.url).pathname);
const answers = recordedAnswers();

// Every field of what is stored, every word of what is refused.
describe('the API server answers as a real one did', () => {
  describe.each(tables.map((table) => [table.name, table] as const))('%s', (name, { cases }) => {
    test('each case', () => {
      const wrong = cases.flatMap((one) => {
        const recorded = answers[digestOf(one.key)];
        if (!recorded) return [`${one.key}: not recorded; node tools/record-validation.mjs does it`];
        const [made, wanted] = [answerOfOurs(one), recorded].map((answer) => knowable(answer, one));
        return JSON.stringify(made) === JSON.stringify(wanted)
          ? []
          : [`${one.key} gives\n${JSON.stringify(made)}\nnot\n${JSON.stringify(wanted)}`];
      });
      expectOnlyNamed(name, wrong, exceptions);
    });
  });
});

test('each exception is about a table', () => {
  expectCases(
    exceptions,
    tables.map(({ name }) => name),
  );
});

test('each file of rules has a table', () => {
  const source = new URL('../../../../src/core/cluster/apiserver/', import.meta.url).pathname;
  const files = rooms.flatMap((room) =>
    readdirSync(`${source}${room}`, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${room}/${entry.name.replace(/\.ts$/, '')}`),
  );
  const written = tables.map(({ name }) => name);
  expect(files.filter((file) => !written.includes(file))).toEqual([]);
  expect(written.filter((name) => !name.startsWith('generated/') && !files.includes(name))).toEqual([]);
});

test.each(tables.filter(({ name }) => name.startsWith('validation/')))(
  '$name has what is refused and what is taken',
  ({ cases }) => {
    const kinds = new Set(cases.map((one) => 'object' in (answers[digestOf(one.key)] ?? {})));
    expect(kinds).toEqual(new Set([true, false]));
  },
);
