// Builds the helm of the tests from its public Go module, once a machine and outside of the checkout; `tools/test.mjs` does
// that beside the first suites. With an empty cache of Go it takes two minutes and three quarters of one core.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { findProgram } from './findProgram.mjs';
import { builtHelm, helmProgram, helmVersion } from './helm.mjs';

/** Milliseconds. */
const patience = 1_200_000;

if (helmProgram().missing !== undefined) {
  const go = findProgram('go');
  if (go) build(go);
  else console.log('helm is not built: go is missing');
}

function build(go) {
  console.log(`building helm ${helmVersion} (once a machine)`);
  setPriority(10); // what it runs beside comes first
  const folder = dirname(builtHelm);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    execFileSync(go, ['install', '-ldflags=-s -w', `helm.sh/helm/v3/cmd/helm@${helmVersion}`], {
      cwd: unfinished,
      env: { ...process.env, GOBIN: unfinished, GOFLAGS: '-mod=mod', CGO_ENABLED: '0' },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: patience,
    });
    if (!existsSync(join(unfinished, 'helm'))) throw new Error('go built nothing');
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } catch (error) {
    const why = error.code === 'ETIMEDOUT' ? `not within ${patience / 60_000} minutes` : (error.stderr ?? error);
    console.log(`helm could not be built: ${String(why).trim().slice(-300)}`);
    process.exitCode = 1;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
