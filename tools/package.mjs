// Packages the extension as pod-startup.vsix: `node tools/package.mjs [ADDRESS]`, where ADDRESS is that of the folder in
// which the marketplace finds the README's pictures and pages. vsce needs Node 22 or later: it runs with the one that npm carries,
// where this one is older.
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtFiles } from './builtFiles.mjs';
import { packagesFolder } from './cache.mjs';
import { project, root } from './project.mjs';
import { node24Path } from './vscodeServer.mjs';

/**
 * Packages what is in dist/, with the project's addresses in its package.json; gives the package's path. The README's
 * relative addresses are made absolute: those of the project's repository, which vsce knows for GitHub and GitLab, or below
 * `address`. With neither they stay.
 */
export function packageExtension(address) {
  const target = join(root, 'pod-startup.vsix');
  const { repository } = filledFolder();
  const args = [
    'package',
    '--no-dependencies',
    ...(repository ? [] : ['--allow-missing-repository']),
    ...(address ? ['--baseContentUrl', address, '--baseImagesUrl', address] : []),
    ...(repository || address ? [] : ['--no-rewrite-relative-links']),
    '--out',
    target,
  ];
  vsce(args, folder, ['ignore', 'ignore', 'inherit']);
  return target;
}

/** The paths of the files in the package: of what the terminal has of its own, none. */
export function packagedFiles() {
  const ofExtension = new Set(builtFiles('dist/extension.node.js', 'dist/mcp.js'));
  const ofTerminal = new Set(builtFiles('dist/cli.js').filter((file) => !ofExtension.has(file)));
  return vsce(['ls', '--no-dependencies'], root)
    .trim()
    .split('\n')
    .filter((file) => !ofTerminal.has(file));
}

const folder = join(root, 'out/vsix');

/** Fills the folder that is packaged: the files, and package.json with what project.mjs says and without what only developers need. */
function filledFolder() {
  rmSync(folder, { recursive: true, force: true });
  for (const file of packagedFiles()) cpSync(join(root, file), join(folder, file));
  const {
    scripts: _,
    devDependencies: __,
    bin: ___,
    ...manifest
  } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { address: ____, ...said } = project();
  const filled = { ...manifest, ...said };
  copyFileSync(join(root, '.vscodeignore'), join(folder, '.vscodeignore'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(filled, undefined, 2)}\n`);
  return filled;
}

function vsce(args, cwd, stdio = ['ignore', 'pipe', 'inherit']) {
  const program = join(packagesFolder('vsce', ['@vscode/vsce@4.1.0']), 'node_modules/@vscode/vsce/vsce');
  return execFileSync(newNode(), [program, ...args], { cwd, stdio, encoding: 'utf8' });
}

/** A Node of version 22 or later. */
export function newNode() {
  return Number(process.versions.node.split('.')[0]) >= 22 ? process.execPath : node24Path();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = packageExtension(process.argv[2]);
  console.log(`${target}: ${(statSync(target).size / 1024).toFixed(0)} KB`);
}
