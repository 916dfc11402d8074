import { describe, test } from 'vitest';
import { expectCases, expectOnlyNamed } from '../../cluster/simulate/namedExceptions';
import { differences } from './differences';
import { exceptions } from './exceptions';
import { hostileTexts } from './texts';

const kinds = [...new Set(hostileTexts.map(({ kind }) => kind))];

describe('a hostile text is read as by kubectl, and answered as by the API server', () => {
  test.each(kinds)('%s', (kind) => {
    const wrong = hostileTexts.filter((hostile) => hostile.kind === kind).flatMap(differences);
    expectOnlyNamed(kind, wrong, exceptions);
  });
});

test('each exception is about a kind of text', () => {
  expectCases(exceptions, kinds);
});
