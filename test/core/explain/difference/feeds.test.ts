import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { feeds } from '../../../../src/core/explain/difference/feeds';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { formatPath } from '../../../../src/core/path';

/** What of a sample's first object feeds fields of a call: path, field. */
function fedIn(sample: string, call: string): string[] {
  const manifest = parseManifest(readFileSync(join(import.meta.dirname, '../../../../samples', sample), 'utf8'));
  const [object] = manifest.objects;
  if (!object) throw new Error(`${sample} has no object`);
  return feeds(manifest, object, {}, { call }).flatMap(({ path, field }) =>
    field === undefined ? [] : [`${formatPath(path)} ${field}`],
  );
}

test('the image feeds the call that is named by it', () => {
  expect(fedIn('nginx.yaml', 'PullImage nginx:latest')).toEqual(['spec.containers[0].image image.image']);
  const migrate = 'registry.example/orders/migrate:2.1';
  expect(fedIn('init-and-sidecar.yaml', `ImageStatus ${migrate}`)).toEqual([
    'spec.initContainers[0].image image.image',
  ]);
});

test('the command of a probe feeds the call that is named by it, and its period does not', () => {
  expect(fedIn('init-and-sidecar.yaml', 'ExecSync cat /tmp/started')).toEqual([
    'spec.initContainers[1].startupProbe.exec.command[0] cmd[0]',
    'spec.initContainers[1].startupProbe.exec.command[1] cmd[1]',
  ]);
});
