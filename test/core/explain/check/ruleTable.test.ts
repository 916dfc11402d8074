import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownRules, rulePage, ruleText } from '../../../../src/core/explain/check/ruleTable';
import { knownKeys } from '../../../../src/core/knownKeys';

test('docs/check.md explains each rule that is no cause, in its own words', () => {
  const page = readFileSync(new URL('../../../../docs/check.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ');
  for (const name of knownKeys(ownRules)) {
    expect(page).toContain(`### ${name} ${ruleText(name)}`);
    expect(rulePage(name)).toBe(`docs/check.md#${name}`);
  }
  expect(rulePage('image-not-found')).toBe('docs/causes.md#image-not-found');
});
