// Programs of the tests that Go builds, once a machine and outside of the checkout.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { findProgram } from './findProgram.mjs';

/** Milliseconds. */
const patience = 1_200_000;

/**
 * Builds a program where it is not there yet, and says why it cannot be.
 * @param program the path that it is to have
 * @param what its name and version, for people
 * @param args what go is asked, with `OUT` for the folder in which the program is to land
 * @param cwd where go is asked; without it in an empty folder
 */
export function buildGoProgram(program, what, args, cwd) {
  if (existsSync(program)) return;
  const go = findProgram('go');
  if (!go) {
    console.log(`${what} is not built: go is missing`);
    return;
  }
  console.log(`building ${what} (once a machine)`);
  setPriority(10); // what it runs beside comes first
  const folder = dirname(program);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    execFileSync(go, args.map((arg) => arg.replace('OUT', unfinished)), {
      cwd: cwd ?? unfinished,
      env: { ...process.env, GOBIN: unfinished, GOFLAGS: cwd ? '-mod=readonly' : '-mod=mod', CGO_ENABLED: '0' },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: patience,
    }); // prettier-ignore
    const name = program.slice(folder.length + 1);
    if (!existsSync(join(unfinished, name))) throw new Error('go built nothing');
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } catch (error) {
    const why = error.code === 'ETIMEDOUT' ? `not within ${patience / 60_000} minutes` : (error.stderr ?? error);
    console.log(`${what} could not be built: ${String(why).trim().slice(-300)}`);
    process.exitCode = 1;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
