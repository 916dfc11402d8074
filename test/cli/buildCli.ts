import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** The terminal's program, built into a folder of its own in out/, whose name begins as is said. */
export async function buildCli(prefix: string): Promise<{ folder: string; program: string }> {
  mkdirSync(join(root, 'out'), { recursive: true });
  const folder = mkdtempSync(join(root, `out/${prefix}-`));
  const program = join(folder, 'cli.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/cli.ts'],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:*'],
    outfile: program,
    logLevel: 'silent',
  });
  return { folder, program };
}
