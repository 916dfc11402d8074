// Builds everything into dist/, minified, each entry on its own; what went into which file goes to out/meta/.
//   node tools/build.mjs [ENTRY…]      without names: all
//   node, web         the extension's entries; the node one loads its core only when it explains something
//   webview           the panel's page; mermaid is a part of its own, loaded when something is drawn
//   cli               the terminal's command
import { build } from 'esbuild';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { thirdPartyNotices } from './thirdPartyNotices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * `mermaid/sequence`: of Mermaid only the sequence diagram, with what it needs, from the chunks that the package is
 * made of. The whole of it, with a frame for all diagrams, takes twice as long to load.
 */
const mermaidSequence = {
  name: 'mermaid-sequence',
  setup({ onResolve, onLoad }) {
    const chunks = join(root, 'node_modules/mermaid/dist/chunks/mermaid.core');
    onResolve({ filter: /^mermaid\/sequence$/ }, ({ path }) => ({ path, namespace: 'mermaid-sequence' }));
    onLoad({ filter: /.*/, namespace: 'mermaid-sequence' }, () => {
      const diagram = readdirSync(chunks).find((file) => /^sequenceDiagram-\w+\.mjs$/.test(file));
      const text = readFileSync(join(chunks, diagram), 'utf8');
      const parts = [...text.matchAll(/from "\.\/(chunk-\w+\.mjs)"/g)].map(([, file]) => file);
      const exporting = (name) => {
        const isIn = (file) =>
          new RegExp(`^ {2}${name},?$`, 'm').test(readFileSync(join(chunks, file), 'utf8').slice(-9000));
        return `export { ${name} } from './${parts.find(isIn)}';`;
      };
      const names = ['setSiteConfig', 'encodeEntities', 'utils_default'];
      const contents = [`export { diagram } from './${diagram}';`, ...names.map(exporting)].join('\n');
      return { contents, resolveDir: chunks };
    });
    // It copies its whole configuration, to a depth of two, for every word that it looks at: half of the drawing's time.
    const slow = 'return assignWithDepth_default({}, currentConfig);';
    const quick = 'return { ...currentConfig, sequence: { ...currentConfig.sequence } };';
    onLoad({ filter: /[\\/]mermaid\.core[\\/]chunk-\w+\.mjs$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8');
      return contents.includes(slow) ? { contents: contents.replace(slow, quick) } : undefined;
    });
    onResolve({ filter: /^katex$/ }, () => ({ path: 'katex', namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'export {}' }));
  },
};

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

/**
 * What activation loads is one file. Left alone, esbuild makes a file for each set of parts that share something, and
 * activation would wait for seven, four of them with a `vscode` of their own. As each part that is loaded later imports
 * the entry, which is there by then, all of the entry is shared in the same way.
 */
const loadedAtOnce = {
  name: 'loaded-at-once',
  setup({ onLoad, onResolve }) {
    const entry = join(root, 'src/extension.node.ts');
    const later = new Set();
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      if (kind === 'dynamic-import') later.add(`${join(resolveDir, path)}.ts`);
      return undefined;
    });
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!later.has(path)) return undefined;
      return { contents: `import ${JSON.stringify(entry)};\n${readFileSync(path, 'utf8')}`, loader: 'ts' };
    });
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
    plugins: [loadedAtOnce],
  },
  // The web's extension host takes one CommonJS file, and knows it by its name: the package's files are modules.
  web: { ...outsideThePage, entryPoints: ['src/extension.web.ts'], format: 'cjs', outfile: 'dist/extension.web.cjs' },
  webview: {
    ...common,
    entryPoints: [
      { in: 'src/webview/main.ts', out: 'panel' },
      { in: 'src/webview/diagram/drawSequence.ts', out: 'drawSequence' },
      { in: 'src/webview/timeline/timelinePane.ts', out: 'timelinePane' },
      { in: 'src/webview/panel.css', out: 'panel' },
    ],
    format: 'esm',
    assetNames: '[name]',
    outdir: 'dist/webview',
    loader: { '.ttf': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [loadedApart, mermaidSequence],
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
