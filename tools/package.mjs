// Packages the extension as pod-startup.vsix: `node tools/package.mjs [ADDRESS]`, where ADDRESS is that of the folder in
// which the marketplace finds the README's pictures and pages. vsce needs Node 22 or later: it runs with the one that npm carries,
// where this one is older.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagesFolder } from './cache.mjs';
import { node24Path } from './vscodeServer.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Packages what is in dist/; gives the package's path. The README's relative addresses are made absolute: those of
 * package.json's repository, which vsce knows for GitHub and GitLab, or below `address`. With neither they stay.
 */
export function packageExtension(address) {
  const target = join(root, 'pod-startup.vsix');
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const vsce = join(packagesFolder('vsce', ['@vscode/vsce@4.1.0']), 'node_modules/@vscode/vsce/vsce');
  const node = Number(process.versions.node.split('.')[0]) >= 22 ? process.execPath : node24Path();
  const args = [
    vsce,
    'package',
    '--no-dependencies',
    ...(repository ? [] : ['--allow-missing-repository']),
    ...(address ? ['--baseContentUrl', address, '--baseImagesUrl', address] : []),
    ...(repository || address ? [] : ['--no-rewrite-relative-links']),
    '--out',
    target,
  ];
  execFileSync(node, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  return target;
}

/** The paths of the files in the package. */
export function packagedFiles() {
  const vsce = join(packagesFolder('vsce', ['@vscode/vsce@4.1.0']), 'node_modules/@vscode/vsce/vsce');
  const node = Number(process.versions.node.split('.')[0]) >= 22 ? process.execPath : node24Path();
  return execFileSync(node, [vsce, 'ls', '--no-dependencies'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = packageExtension(process.argv[2]);
  console.log(`${target}: ${(statSync(target).size / 1024).toFixed(0)} KB`);
}
