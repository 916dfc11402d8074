import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { causesPage, causeTable } from '../../../src/core/diagnosis/facts/causeTable';

const root = fileURLToPath(new URL('../../../', import.meta.url));

test('docs/causes.md is made from the table: toMatchFileSnapshot writes it with vitest -u', async () => {
  await expect(causesPage()).toMatchFileSnapshot(`${root}docs/causes.md`);
});

test('every cause of the table is told somewhere', () => {
  const folder = `${root}src/core/diagnosis`;
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('causeTable.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n');
  const isTold = (name: string): boolean => {
    const ofProbe = /^(?:liveness|startup|readiness)(-probe-\w+)$/.exec(name)?.[1];
    return sources.includes(`'${name}'`) || (ofProbe !== undefined && sources.includes(`}${ofProbe}`));
  };
  expect(Object.keys(causeTable).filter((name) => !isTold(name))).toEqual([]);
});
