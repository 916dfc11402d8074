import { describe, expect, it } from 'vitest';
import type { Path } from '../../src/core/path';
import { parseManifest } from '../../src/core/manifest/parseManifest';
import { seededRandom } from '../../src/core/random';
import { manifestOf, namedObjects, placesOf } from './anyObject';
import { changed } from './changed';
import { showManifest } from './faces';
import { failureOf } from './failures';
import { wrongValues } from './wrongValues';

// POD_STARTUP_ATTACKS=20 tries all values at each place, which takes a quarter of an hour; by default a third of the
// places has one. Another seed takes others.
const each = Number(process.env['POD_STARTUP_ATTACKS'] ?? 1 / 3);
const seed = Number(process.env['POD_STARTUP_SEED'] ?? 1);

/** Offsets on a place and on what holds it. */
export function offsetsAt(text: string, path: Path): number[] {
  const [object] = parseManifest(text).objects;
  const places = [path, path.slice(0, -1), path.slice(0, 2)].map((at) => object?.rangeOf(at));
  const taker = text.indexOf('"envFrom"');
  const offsets = places.flatMap((place) =>
    place ? [place.key?.start ?? place.value.start, place.value.start + 1] : [],
  );
  return taker < 0 ? offsets : [...offsets, taker + 1];
}

describe(`values of wrong types at the places of each field, seed ${seed}`, () => {
  const random = seededRandom(seed);
  it.each(namedObjects())('$name: no face throws, and none says what it cannot mean', ({ object }) => {
    const failures = placesOf(object).flatMap((path) => {
      const first = random.int(wrongValues.length);
      const tries = each < 1 ? Number(random.int(1000) < each * 1000) : Math.min(each, wrongValues.length);
      return Array.from({ length: tries }, (_, i) => {
        const value = wrongValues[(first + i) % wrongValues.length];
        const text = manifestOf(changed(object, path, value));
        return failureOf(`${path.join('.')} = ${JSON.stringify(value)}`, () =>
          showManifest(text, offsetsAt(text, path)),
        );
      }).flat();
    });
    expect(failures).toEqual([]);
  });
});
