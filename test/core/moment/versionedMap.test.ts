import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/core/random';
import { VersionedMap } from '../../../src/core/moment/versionedMap';

test('each version stays as it was, with its keys in the order in which they came', () => {
  const random = seededRandom(7);
  const plain: Map<string, number>[] = [new Map()];
  const versions = [VersionedMap.empty<number>()];
  for (let i = 0; i < 3000; i++) {
    const key = `k${random.int(1500)}`;
    plain.push(new Map([...plain.at(-1)!, [key, i]]));
    versions.push(versions.at(-1)!.with(key, i));
  }
  for (let i = 0; i < versions.length; i += 97) {
    expect([...versions[i]!]).toEqual([...plain[i]!]);
    expect(versions[i]!.size).toBe(plain[i]!.size);
    for (const key of ['k0', 'k7', 'constructor', '__proto__']) {
      expect(versions[i]!.get(key)).toBe(plain[i]!.get(key));
      expect(versions[i]!.has(key)).toBe(plain[i]!.has(key));
    }
  }
});

test('a version more takes little', () => {
  let map = VersionedMap.empty<number>();
  const kept = [];
  for (let i = 0; i < 200_000; i++) kept.push((map = map.with(`k${i}`, i)));
  expect(kept.at(-1)?.get('k199999')).toBe(199_999);
  expect(kept[1000]?.has('k1001')).toBe(false);
});
