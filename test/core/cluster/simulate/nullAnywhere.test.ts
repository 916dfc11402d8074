import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withValue } from '../../../../src/core/changedValue';
import { start } from '../../../../src/core/circumstances/start';
import { manifestHints } from '../../../../src/core/explain/hints/manifestHints';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import type { Path } from '../../../../src/core/path';

const samples = join(import.meta.dirname, '../../../../samples');

/** Each place in a value, the outer one before those in it. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, entry]) => placesIn(entry, [...path, key]))];
}

// In YAML, a key with nothing after it, as somebody has it who is still writing: `annotations:`.
test.each(readdirSync(samples))('in %s, any value may be null', (file) => {
  const { objects } = parseManifest(readFileSync(join(samples, file), 'utf8'));
  const written = objects.map(({ value }) => value);
  for (const path of placesIn(written).filter(({ length }) => length > 1)) {
    const changed = withValue(written, path, null);
    const run = () => {
      start({ objects: changed, circumstances: { seconds: 3 } });
      manifestHints(parseManifest(changed.map((object) => JSON.stringify(object)).join('\n---\n')), {});
    };
    expect(run, path.join('.')).not.toThrow();
  }
});
