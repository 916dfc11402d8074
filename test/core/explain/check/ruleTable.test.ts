import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownRules, ruleNamed, rulePage, ruleText } from '../../../../src/core/explain/check/ruleTable';
import { knownKeys } from '../../../../src/core/knownKeys';

test('docs/check.md explains each rule that is no cause, in its own words', () => {
  const page = readFileSync(new URL('../../../../docs/check.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ');
  for (const name of knownKeys(ownRules)) {
    expect(page).toContain(`### ${name} ${ruleText(name)}`);
    expect(rulePage(name)).toBe(`docs/check.md#${name}`);
  }
  expect(rulePage('image-not-found')).toBe('docs/causes.md#image-not-found');
});

test('each code of a hint is a rule, or comes with its cause', () => {
  const folder = new URL('../../../../src/core/explain/hints/', import.meta.url);
  const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const codes = sources.flatMap((source) =>
    [...source.matchAll(/(?:code(?: =|:)|hint\('\w+',) '([a-z-]+)'/g)].map(([, code = '']) => code),
  );
  const caused = [...new Set(codes)].filter((code) => ruleNamed(code) === undefined).toSorted();
  expect(caused).toEqual(['selector-chooses-nothing']);
});
