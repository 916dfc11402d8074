import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { definitionOf } from '../../../../src/core/api/definition';
import type { WrittenObject } from '../../../../src/core/api/kubernetesObject';
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

const runs = (objects: readonly WrittenObject[]) => {
  start({ objects, circumstances: { seconds: 3 } });
  manifestHints(parseManifest(objects.map((object) => JSON.stringify(object)).join('\n---\n')), {});
};

// In YAML, a key with nothing after it, as somebody has it who is still writing: `annotations:`.
test.each(readdirSync(samples))('in %s, any value may be null', (file) => {
  const { objects } = parseManifest(readFileSync(join(samples, file), 'utf8'));
  const written = objects.map(({ value }) => value);
  for (const path of placesIn(written).filter(({ length }) => length > 1)) {
    const changed = withValue(written, path, null);
    expect(() => runs(changed), path.join('.')).not.toThrow();
  }
});

test.each<[definition: string, path: Path]>([
  ['ObjectMeta', ['metadata']],
  ['PodSpec', ['spec']],
  ['PodSecurityContext', ['spec', 'securityContext']],
  ['Container', ['spec', 'containers', 0]],
  ['SecurityContext', ['spec', 'containers', 0, 'securityContext']],
  ['ResourceRequirements', ['spec', 'containers', 0, 'resources']],
])('any field of %s may be null', (definition, path) => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ image: 'nginx' }] } };
  for (const field of definitionOf(definition).keys()) {
    expect(() => runs([withValue(pod, [...path, field], null)]), field).not.toThrow();
  }
});
