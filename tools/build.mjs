// Builds everything into dist/, minified, each entry on its own; what went into which file goes to out/meta/.
//   node tools/build.mjs [ENTRY…]      without names: all
//   node, web         the extension's entries; the node one loads its core only when it explains something
//   webview           the panel's page; mermaid is a part of its own, loaded when something is drawn
//   cli               the terminal's command
import { build } from 'esbuild';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { thirdPartyNotices } from './thirdPartyNotices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Of Mermaid's diagrams only the sequence diagram is ever drawn: the others, and what they load, stay out. */
const sequenceDiagramsOnly = {
  name: 'sequence-diagrams-only',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(katex$|\.)/ }, ({ kind, importer, path }) => {
      if (kind !== 'dynamic-import' || !/[\\/]mermaid[\\/]dist[\\/]/.test(importer)) return undefined;
      return /sequenceDiagram-/.test(path) ? undefined : { path: 'left-out', namespace: 'left-out' };
    });
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'export {}' }));
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
  // The web's extension host takes one CommonJS file.
  web: { ...outsideThePage, entryPoints: ['src/extension.web.ts'], format: 'cjs', outfile: 'dist/extension.web.js' },
  webview: {
    ...common,
    entryPoints: [
      { in: 'src/webview/main.ts', out: 'panel' },
      { in: 'src/webview/panel.css', out: 'panel' },
    ],
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    assetNames: '[name]',
    outdir: 'dist/webview',
    loader: { '.ttf': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [sequenceDiagramsOnly],
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
