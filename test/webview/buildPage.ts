import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds the page's bundle, once a run: a test that built it again would take it from those that run beside it. */
export default function buildPage(): void {
  const root = join(import.meta.dirname, '../..');
  execFileSync(process.execPath, ['tools/build.mjs', 'webview'], { cwd: root, stdio: 'pipe' });
}
