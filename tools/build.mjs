// Builds everything into dist/, minified, each entry on its own; what went into which file goes to out/meta/.
//   node tools/build.mjs [ENTRY…]      without names: all
//   node, web         the extension's entries; the node one loads its core only when it explains something, and shares it
//                     with the terminal's command and the MCP server
//   webview           the panel's page: what draws, all else, and the styles
import { build } from 'esbuild';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { mermaidSequence } from '../src/webview/diagram/mermaid/mermaidPlugin.mjs';
import { keepUsedIcons } from './usedIcons.mjs';
import { thirdPartyNotices } from './thirdPartyNotices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Parts that the host loads when something was explained, or that load all that explains. */
const afterExplainer = new Set(
  [
    'core/panel/answersTo',
    'core/panel/toldDiagram',
    'host/cluster/commands',
    'host/commands/estimateWhatIf',
    'host/commands/exportForCrictl',
    'host/commands/savedOutput',
    'host/panel/explainedComparable',
    'host/panel/exportDiagram',
    'host/panel/observedComparable',
    'host/panel/panelComparison',
    'host/panel/savedStartFile',
  ].map((part) => join(root, `src/${part}.ts`)),
);

/**
 * Files as few as can be. Left alone, esbuild makes one for each set of parts that share something: activation would wait
 * for seven, four of them with a `vscode` of their own, and the terminal for a hundred. As each part that is loaded later
 * imports the one that is there before it, all of that one is shared in the same way.
 */
const loadedBefore = {
  name: 'loaded-before',
  setup({ onLoad, onResolve }) {
    const [entry, explainer, explain] = ['extension.node', 'host/explainer', 'cli/explain'].map((part) =>
      join(root, `src/${part}.ts`),
    );
    const before = new Map([[explainer, entry]]);
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir, importer }) => {
      if (kind !== 'dynamic-import') return undefined;
      const later = `${join(resolveDir, path)}.ts`;
      // What the terminal has knows nothing of VS Code.
      if (later.startsWith(join(root, 'src/cli/'))) {
        if (later !== explain) before.set(later, explain);
      } else if (importer === entry || importer.startsWith(join(root, 'src/host/')))
        before.set(later, afterExplainer.has(later) ? explainer : entry);
      return undefined;
    });
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const first = before.get(path);
      if (first === undefined) return undefined;
      return { contents: `import ${JSON.stringify(first)};\n${readFileSync(path, 'utf8')}`, loader: 'ts' };
    });
  },
};

/** The MCP SDK brings a validator for what its server asks clients for. Ours asks for nothing, and it is half of the SDK. */
const withoutValidator = {
  name: 'without-validator',
  setup({ onLoad }) {
    const contents = 'export class AjvJsonSchemaValidator {}';
    onLoad({ filter: /[\\/]sdk[\\/]dist[\\/]esm[\\/]validation[\\/]ajv-provider\.js$/ }, () => ({ contents }));
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

const page = {
  ...common,
  format: 'esm',
  outdir: 'dist/webview',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** Each is built at once, or in parts. */
const entries = {
  node: {
    ...outsideThePage,
    entryPoints: ['src/extension.node.ts', 'src/mcp.ts', { in: 'src/terminal.ts', out: 'cli' }],
    format: 'esm',
    splitting: true,
    chunkNames: 'host/[hash]',
    outdir: 'dist',
    plugins: [loadedBefore, withoutValidator],
  },
  // The web's extension host takes one CommonJS file, and knows it by its name: the package's files are modules.
  web: { ...outsideThePage, entryPoints: ['src/extension.web.ts'], format: 'cjs', outfile: 'dist/extension.web.cjs' },
  // What draws, and all else: the host writes both into the page's HTML, so that nothing is left to load.
  webview: [
    {
      ...page,
      entryPoints: [{ in: 'src/webview/diagram/mermaid/drawSequence.ts', out: 'drawSequence' }],
      format: 'iife',
      globalName: 'podStartupDrawing',
      plugins: [mermaidSequence(join(root, 'node_modules/mermaid'))],
    },
    {
      ...page,
      // Children as arguments of each element are some kilobytes less than as a property of it, as tsc has them.
      tsconfigRaw: {
        compilerOptions: {
          jsx: 'react',
          jsxFactory: 'createElement',
          jsxFragmentFactory: 'Fragment',
          verbatimModuleSyntax: true,
        },
      },
      inject: [join(root, 'node_modules/preact/dist/preact.mjs')],
      entryPoints: [
        { in: 'src/webview/main.tsx', out: 'panel' },
        { in: 'src/webview/panel.css', out: 'panel' },
      ],
      assetNames: '[name]',
      loader: { '.ttf': 'file' },
    },
  ],
};
/**
 * So many bytes the page's scripts have at the most, without Mermaid's. What says something of a start is worked out by
 * the host and asked for (src/core/panel/answersTo.ts), and controls are the browser's own.
 */
const mostOfPage = 150_000;

function checkWeight({ outputs }) {
  const scripts = Object.entries(outputs).filter(([file]) => /^dist\/webview\/(?!drawSequence\.).*\.js$/.test(file));
  const bytes = scripts.reduce((sum, [, { bytes: own }]) => sum + own, 0);
  console.log(`${"the page's scripts without Mermaid".padEnd(60)} ${(bytes / 1024).toFixed(1).padStart(8)} KB`);
  if (scripts.length === 1 && bytes < mostOfPage) return;
  const inputs = scripts.flatMap(([, output]) => Object.entries(output.inputs));
  const largest = inputs.toSorted(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput).slice(0, 15);
  const list = largest.map(([file, { bytesInOutput }]) => `  ${String(bytesInOutput).padStart(6)} ${file}`).join('\n');
  throw new Error(`the page's scripts have ${bytes} bytes, ${mostOfPage} at the most; the largest parts are\n${list}`);
}

/** What is removed before an entry is built: files whose names change with their content. */
const stale = { node: ['dist/host'], web: [], webview: ['dist/webview'] };

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(entries)) {
  if (!entries[name]) throw new Error(`there is no entry ${name}: ${Object.keys(entries).join(', ')}`);
  for (const path of stale[name]) rmSync(join(root, path), { recursive: true, force: true });
  const metafile = { inputs: {}, outputs: {} };
  for (const part of [entries[name]].flat()) {
    const { metafile: made } = await build(part);
    Object.assign(metafile.inputs, made.inputs);
    Object.assign(metafile.outputs, made.outputs);
  }
  mkdirSync(join(root, 'out/meta'), { recursive: true });
  writeFileSync(join(root, `out/meta/${name}.json`), JSON.stringify(metafile));
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    if (bytes > 1000) console.log(`${file.padEnd(60)} ${(bytes / 1024).toFixed(1).padStart(8)} KB`);
  }
  if (name === 'webview') {
    await keepUsedIcons(join(root, 'dist/webview/codicon.ttf'), join(root, 'dist/webview/panel.css'));
    checkWeight(metafile);
  }
  if (name === 'node') chmodSync(join(root, 'dist/cli.js'), 0o755);
}
const metafiles = Object.keys(entries)
  .map((name) => join(root, `out/meta/${name}.json`))
  .filter((file) => existsSync(file))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')));
writeFileSync(join(root, 'dist/ThirdPartyNotices.txt'), thirdPartyNotices(root, metafiles));
