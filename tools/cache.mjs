// What is downloaded or built once a machine lies outside of the checkout, so that a new clone finds it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder: `$POD_STARTUP_CACHE`, else `pod-startup` in the user's cache folder. */
export const cacheFolder =
  process.env.POD_STARTUP_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'pod-startup');

/**
 * A folder with exactly these npm packages (`name@version`) in its node_modules, installed without their scripts
 * the first time. `finish(folder)` does what else has to be done once. A run that is cut off leaves nothing behind.
 */
export function packagesFolder(name, packages, finish = () => {}) {
  const folder = join(cacheFolder, `${name}-${packages.join('+').replaceAll(/[^\w.+-]+/g, '_')}`);
  if (existsSync(folder)) return folder;
  console.log(`installing ${packages.join(', ')} (once a machine)`);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'package.json'), JSON.stringify({ name, private: true }));
  npm(['install', '--no-save', '--save-exact', ...packages], unfinished);
  finish(unfinished);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another run was faster
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Runs npm in a folder without any package's scripts; gives its output, and shows it only if it fails. */
export function npm(args, cwd) {
  const program = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' };
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  try {
    return execFileSync(program, [...args, ...quiet], options);
  } catch (error) {
    throw new Error(`npm ${args.join(' ')} failed: ${error.stderr || error.message}`, { cause: error });
  }
}
