// Builds everything into dist/, minified, each entry on its own; what went into which file goes to out/meta/.
//   node tools/build.mjs [ENTRY…]      without names: all
//   node, web         the extension's entries; the node one loads its core only when it explains something
//   webview           the panel's page; mermaid is a part of its own, loaded when something is drawn
//   cli               the terminal's command
import { build } from 'esbuild';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { mermaidSequence } from '../src/webview/diagram/mermaid/mermaidPlugin.mjs';
import { thirdPartyNotices } from './thirdPartyNotices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What draws is a file of its own, which the page loads along with its script, and so is the timeline, which it loads
 * when it has drawn: none shares a part with another, so no file waits for another.
 */
const loadedApart = {
  name: 'loaded-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/(?:drawSequence|timelinePane)$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: `./${path.split('/').pop()}.js`, external: true } : undefined,
    );
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  metafile: true,
  target: 'es2022',
  charset: 'utf8',
  logLevel: 'warning',
  legalComments: 'none',
};

// `neutral`: packages give their ES modules, and nothing of node comes in unasked.
const outsideThePage = {
  ...common,
  platform: 'neutral',
  mainFields: ['module', 'main'],
  external: ['vscode', 'node:*'],
};

const entries = {
  node: {
    ...outsideThePage,
    entryPoints: ['src/extension.node.ts'],
    format: 'esm',
    splitting: true,
    chunkNames: 'host/[name]-[hash]',
    outdir: 'dist',
  },
  // The web's extension host takes one CommonJS file, and knows it by its name: the package's files are modules.
  web: { ...outsideThePage, entryPoints: ['src/extension.web.ts'], format: 'cjs', outfile: 'dist/extension.web.cjs' },
  webview: {
    ...common,
    entryPoints: [
      { in: 'src/webview/main.ts', out: 'panel' },
      { in: 'src/webview/diagram/mermaid/drawSequence.ts', out: 'drawSequence' },
      { in: 'src/webview/timeline/timelinePane.ts', out: 'timelinePane' },
      { in: 'src/webview/panel.css', out: 'panel' },
    ],
    format: 'esm',
    assetNames: '[name]',
    outdir: 'dist/webview',
    loader: { '.ttf': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [loadedApart, mermaidSequence(join(root, 'node_modules/mermaid'))],
  },
  cli: {
    ...outsideThePage,
    entryPoints: ['src/cli.ts'],
    format: 'esm',
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
};
/** What is removed before an entry is built: files whose names change with their content. */
const stale = { node: ['dist/host'], web: [], webview: ['dist/webview'], cli: [] };

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(entries)) {
  if (!entries[name]) throw new Error(`there is no entry ${name}: ${Object.keys(entries).join(', ')}`);
  for (const path of stale[name]) rmSync(join(root, path), { recursive: true, force: true });
  const { metafile } = await build(entries[name]);
  mkdirSync(join(root, 'out/meta'), { recursive: true });
  writeFileSync(join(root, `out/meta/${name}.json`), JSON.stringify(metafile));
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    if (bytes > 1000) console.log(`${file.padEnd(60)} ${(bytes / 1024).toFixed(1).padStart(8)} KB`);
  }
  if (name === 'cli') chmodSync(join(root, 'dist/cli.js'), 0o755);
}
const metafiles = Object.keys(entries)
  .map((name) => join(root, `out/meta/${name}.json`))
  .filter((file) => existsSync(file))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')));
writeFileSync(join(root, 'dist/ThirdPartyNotices.txt'), thirdPartyNotices(root, metafiles));
