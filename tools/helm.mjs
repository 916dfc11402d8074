// The helm of the tests: that of PATH, else one that is built from its public Go module once a machine.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { findProgram } from './findProgram.mjs';

const version = 'v3.18.4';

/** The path of a helm 3, or why there is none. */
export function helmProgram() {
  const known = findProgram('helm');
  if (known) return { path: known };
  const path = join(cacheFolder, `helm-${version}`, 'helm');
  if (existsSync(path)) return { path };
  const go = findProgram('go') ?? ['/usr/local/go/bin/go'].find((place) => existsSync(place));
  if (!go) return { missing: 'there is no helm on PATH, and no Go to build it with' };
  console.log(`building helm ${version} (once a machine)`);
  const folder = `${dirname(path)}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync(go, ['install', '-ldflags=-s -w', `helm.sh/helm/v3/cmd/helm@${version}`], {
      cwd: folder,
      env: {
        ...process.env,
        PATH: `${dirname(go)}${delimiter}${process.env.PATH ?? ''}`,
        GOBIN: folder,
        GOFLAGS: '-mod=mod',
        CGO_ENABLED: '0',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 600_000,
    });
    if (!existsSync(path)) renameSync(folder, dirname(path));
  } catch (error) {
    return { missing: `helm could not be built: ${String(error.stderr ?? error).slice(-300)}` };
  }
  return { path };
}
