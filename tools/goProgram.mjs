// Programs of the tests that Go builds, once a machine and outside of the checkout.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { findProgram } from './findProgram.mjs';

/** Milliseconds. */
const patience = 1_200_000;

/**
 * Builds a program where it is not there yet; gives the reason where it cannot be built, and undefined where it is there.
 * @param program the path that it is to have
 * @param what its name and version, for people
 * @param args what go is asked, with `OUT` for the folder in which the program is to land
 * @param cwd where go is asked; without it in an empty folder
 */
export function buildGoProgram(program, what, args, cwd) {
  if (existsSync(program)) return undefined;
  const go = findProgram('go');
  if (!go) return `${what} is not built: go is missing`;
  console.log(`building ${what} (once a machine)`);
  const folder = dirname(program);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    const env = { ...process.env, GOBIN: unfinished, GOFLAGS: cwd ? '-mod=readonly' : '-mod=mod', CGO_ENABLED: '0' };
    const stdio = ['ignore', 'ignore', 'pipe'];
    const asked = args.map((arg) => arg.replace('OUT', unfinished));
    execFileSync(go, asked, { cwd: cwd ?? unfinished, env, stdio, timeout: patience });
    if (!existsSync(join(unfinished, basename(program)))) throw new Error('go built nothing');
    if (!existsSync(folder)) renameSync(unfinished, folder);
    return undefined;
  } catch (error) {
    const why = error.code === 'ETIMEDOUT' ? `not within ${patience / 60_000} minutes` : (error.stderr ?? error);
    return `${what} could not be built: ${String(why).trim().slice(-300)}`;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** The same as a program of its own, beside which others run: they come first, and the reason is told. */
export function buildBeside(...program) {
  setPriority(10);
  const missing = buildGoProgram(...program);
  if (missing === undefined) return;
  console.log(missing);
  process.exitCode = 1;
}

/**
 * The path of a program, built if it is not there yet, or why there is none.
 * @param module its package with a version: `sigs.k8s.io/krew/cmd/krew@v0.4.3`
 */
export function goProgram(module) {
  const [name, version] = basename(module).split('@');
  const path = join(cacheFolder, `${name}-${version}`, name);
  const missing = buildGoProgram(path, `${name} ${version}`, ['install', '-ldflags=-s -w', module]);
  return missing === undefined ? { path } : { missing };
}
