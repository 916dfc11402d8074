// Programs for the tests that are built from their public Go modules, once a machine and outside of the checkout.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { findProgram } from './findProgram.mjs';

/** Milliseconds. */
const patience = 1_200_000;

/**
 * The path of a program, built if it is not there yet, or why it cannot be: without Go, or where the build fails.
 * @param module its package with a version: `sigs.k8s.io/krew/cmd/krew@v0.4.3`
 */
export function goProgram(module) {
  const [path, version] = module.split('@');
  const name = basename(path);
  const folder = join(cacheFolder, `${name}-${version}`);
  if (existsSync(join(folder, name))) return { path: join(folder, name) };
  const go = findProgram('go');
  if (!go) return { missing: `${name} cannot be built: go is missing` };
  console.log(`building ${name} ${version} (once a machine)`);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    const env = { ...process.env, GOBIN: unfinished, GOFLAGS: '-mod=mod', CGO_ENABLED: '0' };
    const stdio = ['ignore', 'ignore', 'pipe'];
    execFileSync(go, ['install', '-ldflags=-s -w', module], { cwd: unfinished, env, stdio, timeout: patience });
    if (!existsSync(folder)) renameSync(unfinished, folder);
    return { path: join(folder, name) };
  } catch (error) {
    return {
      missing: `${name} could not be built: ${String(error.stderr ?? error)
        .trim()
        .slice(-300)}`,
    };
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
