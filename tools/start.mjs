// `npm start`: installs, builds and opens VS Code with the extension and samples/nginx.yaml. The VS Code is the `code`
// on PATH; where there is none (or with --browser), code-server's in the browser, whose address is printed.
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from './findProgram.mjs';
import { ensureInstalled } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const samples = join(root, 'samples');
const sample = join(samples, 'nginx.yaml');

ensureInstalled();
execFileSync(process.execPath, [join(root, 'tools/build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });

const code = process.argv.includes('--browser') ? undefined : findProgram('code', 'code-insiders', 'codium');
if (code) {
  const args = [`--extensionDevelopmentPath=${root}`, samples, sample];
  spawn(code, args, { stdio: 'ignore', detached: true, shell: process.platform === 'win32' }).unref();
  console.log(`VS Code opens with samples/nginx.yaml: run "Pod Startup: Explain This Manifest" from the palette.`);
} else {
  const { startServer, workbenchUrl, whyNoServer } = await import('./vscodeServer.mjs');
  const reason = whyNoServer();
  if (reason) {
    console.error(reason);
    process.exit(1);
  }
  const { cacheFolder } = await import('./cache.mjs');
  const server = await startServer({ keep: join(cacheFolder, 'start-profile') });
  const address = workbenchUrl(server, { folder: samples, file: sample, extension: root.replace(/\/$/, '') });
  console.log(`VS Code with the extension and samples/nginx.yaml is at\n\n  ${address}\n
Run "Pod Startup: Explain This Manifest" from the palette (F1). Ctrl+C ends it.`);
  const opener = findProgram(process.platform === 'darwin' ? 'open' : 'xdg-open');
  if (opener && (process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.platform === 'darwin'))
    spawn(opener, [address], { stdio: 'ignore', detached: true }).unref();
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
}
