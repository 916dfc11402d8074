// The helm of the tests: that of PATH, else the one that tools/buildHelm.mjs builds once a machine.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { findProgram } from './findProgram.mjs';

export const helmVersion = 'v3.18.4';
/** Where the built one lies. */
export const builtHelm = join(cacheFolder, `helm-${helmVersion}`, 'helm');

/** The path of a helm 3, or why there is none. */
export function helmProgram() {
  const path = findProgram('helm') ?? (existsSync(builtHelm) ? builtHelm : undefined);
  return path ? { path } : { missing: 'there is no helm on PATH, and `node tools/buildHelm.mjs` has not built one' };
}
