import { describe, expect, it } from 'vitest';
import { versions } from '../../../src/core/release/differences';
import { keepsField, knowsField, releaseOf } from '../../../src/core/release/kubernetesRelease';
import { differingRows, mixedRelease, rowNames, valueOfRow } from '../../../src/core/release/mixedRelease';

const [older, newer] = [releaseOf('1.32'), releaseOf('1.37')];

describe('a mixed release', () => {
  it('has the rows that are named as the other release, and all else as the base', () => {
    const mixed = mixedRelease(older, newer, ['behaviours.startedEvents', 'gates.HostnameOverride']);
    expect(mixed.startedEvents).toBe('plain');
    expect(mixed.gates).toEqual({ ...older.gates, HostnameOverride: true });
    expect(mixed.version).toBe('1.32');
    expect(older.startedEvents).toBe('colon');
    expect(differingRows(older, mixed)).toEqual(['behaviours.startedEvents', 'gates.HostnameOverride']);
  });

  it('knows a field by its row, and keeps it when its gate is on, too', () => {
    const field = 'youngFields.PodSpec.hostnameOverride';
    const [known, kept] = [[field], [field, 'gates.HostnameOverride']].map((rows) => mixedRelease(older, newer, rows));
    expect(knowsField(older, 'PodSpec', 'hostnameOverride')).toBe(false);
    expect(knowsField(known!, 'PodSpec', 'hostnameOverride')).toBe(true);
    expect(keepsField(known!, 'PodSpec', 'hostnameOverride')).toBe(false);
    expect(keepsField(kept!, 'PodSpec', 'hostnameOverride')).toBe(true);
  });

  it('is the other release when it has all rows in which that differs', () => {
    for (const version of versions) {
      const other = releaseOf(version);
      expect(mixedRelease(newer, other, differingRows(newer, other))).toEqual(other);
    }
  });

  it('has a value in each row, and refuses a row that is none', () => {
    for (const row of rowNames) expect(valueOfRow(newer, row), row).toBeDefined();
    expect(() => mixedRelease(older, newer, ['behaviours.version'])).toThrow('no table of differences has the row');
  });
});
