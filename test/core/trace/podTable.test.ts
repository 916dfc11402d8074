import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { shown } from '../../../src/cli/print';
import type { Pod } from '../../../src/core/api/types';
import { podTable } from '../../../src/core/trace/podTable';
import { recordings } from '../../recordings/recordings';
import { podTableCases } from './podTableCases';

describe('podTable prints what the real kubectl printed', () => {
  const packed = readFileSync(new URL('podTables.json.br', import.meta.url));
  const printed = JSON.parse(brotliDecompressSync(packed).toString('utf8')) as string[];
  const cases = podTableCases([...recordings('own'), ...recordings('containerd')]);

  it('for as many lists as were recorded', () => {
    expect(cases.length).toBe(printed.length);
  });

  it.each(cases.map((one, index) => [index, one.args.join(' '), one, printed[index]] as const))(
    'list %i: kubectl get pods %s',
    (_index, _args, { now, pods, args }, expected) => {
      const options = {
        now: Date.parse(now),
        wide: args.includes('wide'),
        noHeaders: args.includes('--no-headers'),
        namespace: args.includes('-A') || args.includes('--all-namespaces'),
      };
      expect(podTable(pods, options)).toBe(expected);
    },
  );

  it.each(['a\u001b[31mb', 'a\u202eb', 'a\u0085b', 'a\u200bb', 'web'])(
    'the columns of %j stand under each other',
    (name) => {
      const pods = [{ metadata: { name } }, { metadata: { name: 'other' } }] as Pod[];
      const lines = podTable(pods, { now: 0 }).trimEnd().split('\n');
      expect(lines[0]?.indexOf('READY')).toBe(lines[1]?.indexOf('0/0'));
      expect(lines[2]?.indexOf('0/0')).toBe(lines[1]?.indexOf('0/0'));
      expect(lines.map(shown)).toEqual(lines);
    },
  );

  it('prints nothing for no pods', () => {
    expect(podTable([], { now: 0, wide: true })).toBe('');
  });
});
