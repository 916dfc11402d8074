import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sortedDeep } from '../simulate/unknowable';
import { expectCases, expectOnlyNamed } from '../simulate/namedExceptions';
import { answerOfOurs } from './answerOfOurs';
import type { Case } from './cases';
import { exceptions } from './exceptions';
import { digestOf, recordedAnswers, rooms, tablesIn, type Answer } from './tables';

const tables = tablesIn(new URL('.', import.meta.url).pathname);
const answers = recordedAnswers();

/** Without what nobody can know: uids, the names that are drawn for tokens, times, addresses and ports. */
function known(answer: Answer, { manifest }: Case): unknown {
  const { generateName = '' } = manifest.metadata as { generateName?: string };
  const text = JSON.stringify(sortedDeep(answer))
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replaceAll(generateName ? new RegExp(`\\b${generateName}\\w{5}\\b`, 'g') : /^$/g, '<name>')
    .replace(/kube-api-access-\w{5}/g, 'kube-api-access-<x>')
    .replace(/\b10\.96\.\d+\.\d+/g, '<address>')
    .replace(/"(nodePort|healthCheckNodePort)":3\d{4}/g, '"$1":"<port>"')
    .replace(/"(lastTransitionTime|lastPhaseTransitionTime)":"[^"]*"/g, '"$1":"<time>"');
  return JSON.parse(text) as unknown;
}

// Every field of what is stored, every word of what is refused.
describe('the API server answers as a real one did', () => {
  describe.each(tables.map((table) => [table.name, table] as const))('%s', (name, { cases }) => {
    test('each case', () => {
      const wrong = cases.flatMap((one) => {
        const recorded = answers[digestOf(one.key)];
        if (!recorded) return [`${one.key}: not recorded; node tools/record-validation.mjs does it`];
        const [made, wanted] = [answerOfOurs(one), recorded].map((answer) => known(answer, one));
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
