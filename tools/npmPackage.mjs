// Packages the terminal's command for npm, without the extension: `node tools/npmPackage.mjs` leaves
// out/pod-startup-VERSION.tgz, which `npx` runs and `npm publish` takes. It holds dist/'s command as it was built last.
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtFiles } from './builtFiles.mjs';
import { npm } from './cache.mjs';
import { project, root } from './project.mjs';

/** Fills a folder with what the command needs to run anywhere: its files, package.json, licences and its page. */
function terminalFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of builtFiles('dist/cli.js')) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  for (const file of ['LICENSE', 'dist/ThirdPartyNotices.txt']) copyFileSync(join(root, file), join(folder, file));
  // npm's page takes links from the repository's root on.
  const page = readFileSync(join(root, 'docs/terminal.md'), 'utf8').replace(/\]\((?=[\w-]+\.md)/g, '](docs/');
  writeFileSync(join(folder, 'README.md'), page);
  const { address: _, ...said } = project();
  const manifest = {
    ...said,
    type: 'module',
    engines: { node: '>=20' },
    // kubectl runs kubectl-startup as `kubectl startup`, and asks kubectl_complete-startup what may follow.
    bin: Object.fromEntries(
      ['pod-startup', 'kubectl-startup', 'kubectl_complete-startup'].map((bin) => [bin, 'dist/cli.js']),
    ),
    files: ['dist'],
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** Packs it as `npm publish` does; gives the package's path. */
export function packTerminal() {
  const folder = join(root, 'out/npm');
  terminalFolder(folder);
  const told = npm(['pack', '--json', '--pack-destination', join(root, 'out')], folder);
  const [{ filename }] = Object.values(JSON.parse(told));
  return join(root, 'out', filename);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = packTerminal();
  console.log(`${target}: ${(statSync(target).size / 1024).toFixed(0)} KB`);
}
