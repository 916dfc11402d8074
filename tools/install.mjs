// Installs the project's packages where they are missing or not those of package.json.
import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);

/** Uses nothing but Node itself, so that it works in a fresh clone. */
export function ensureInstalled() {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  const isThere = ([name, version]) => {
    try {
      return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, root), 'utf8')).version === version;
    } catch {
      return false;
    }
  };
  if (Object.entries({ ...dependencies, ...devDependencies }).every(isThere)) return;
  console.log('installing packages: npm ci');
  execSync('npm ci', { cwd: fileURLToPath(root), stdio: 'inherit' });
}
