import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli } from './buildCli';

const root = join(import.meta.dirname, '../..');
let folder: string;
let program: string;
beforeAll(async () => {
  ({ folder, program } = await buildCli('input'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(process.platform === 'win32')('standard input that does not wait is read when it comes', async () => {
  // Node makes a pipe that it reads one that does not wait, for all that share it.
  const script = `
    (sleep 1; head -3 samples/nginx.yaml; sleep 0.3; tail -n +4 samples/nginx.yaml) | {
      "$node" -e 'process.stdin.pause(); setTimeout(() => {}, 10000)' <&0 & other=$!
      sleep 0.5
      "$node" -e 'try { require("fs").readSync(0, Buffer.alloc(1)) } catch ({ code }) { console.log(code) }'
      "$node" "$program" explain -
      kill $other
    }`;
  const env = { ...process.env, node: process.execPath, program };
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: root, env });
  expect(stdout).toMatch(/^EAGAIN\n/);
  expect(stdout).toContain('StartContainer nginx');
});
