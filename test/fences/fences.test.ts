import { build, type Metafile } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { panelHtml } from '../../src/host/panel/panelHtml';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Our own files and the packages that a bundle of these entries would hold. */
async function bundled(entryPoints: string[]): Promise<{ files: string[]; packages: string[] }> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'nowhere',
    format: 'esm',
    splitting: true,
    platform: 'neutral',
    packages: 'external',
    loader: { '.ttf': 'empty' },
    logLevel: 'silent',
  });
  return { files: Object.keys(metafile.inputs), packages: outside(metafile) };
}

function outside({ inputs }: Metafile): string[] {
  const imports = Object.values(inputs).flatMap((input) => input.imports);
  return [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))].toSorted();
}

function sources(folder: string): string[] {
  const all = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return all.filter((file) => /\.tsx?$/.test(file)).map((file) => join(folder, file));
}

test('the core imports nothing but itself and two pure packages: hand in what it needs as a parameter', async () => {
  const { files, packages } = await bundled(sources('src/core'));
  expect(files.filter((file) => !file.startsWith('src/core/'))).toEqual([]);
  expect(packages).toEqual(['js-base64', 'yaml']);
});

test('every start is made in core/circumstances, from the one value that says under which: nothing else calls simulate()', () => {
  const callers = sources('src').filter((file) =>
    /import \{[^}]*\bsimulate\b[^}]*\} from '[^']*\/simulate'/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(callers).toEqual(['src/core/circumstances/start.ts']);
  const worlds = sources('src').filter((file) => /\bworldOf\(/.test(readFileSync(join(root, file), 'utf8')));
  expect(worlds.toSorted()).toEqual([
    'src/core/circumstances/start.ts',
    'src/core/circumstances/worldOf.ts',
    'src/core/explain/difference/explainedPod.ts',
    'src/core/explain/difference/schedulable.ts',
    'src/core/explain/inlay/admittedPod.ts',
  ]);
});

test('the core is compiled without the DOM and without node', () => {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'src/core/tsconfig.json'), 'utf8'));
  const base = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8'));
  expect({ ...base.compilerOptions, ...compilerOptions }).toMatchObject({ lib: ['ES2022'], types: [] });
});

test('the page holds nothing of the host, and the host nothing of the page: they meet in core/panel/protocol', async () => {
  const page = await bundled(['src/webview/main.tsx']);
  expect(page.files.filter((file) => !/^src\/(webview|core)\//.test(file))).toEqual([]);
  expect(page.files.filter((file) => file.startsWith('src/core/panel/'))).toEqual([]); // types only
  const host = await bundled(['src/extension.node.ts']);
  expect(host.files.filter((file) => file.startsWith('src/webview/'))).toEqual([]);
  expect(host.packages.filter((name) => /mermaid|d3|preact/.test(name))).toEqual([]);
  const messages = sources('src').filter((file) =>
    /\btype (HostToPanel|PanelToHost)\b\s*=/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(messages).toEqual(['src/core/panel/protocol.ts']);
});

test('the entry for the web needs neither node nor kubectl', async () => {
  const { files, packages } = await bundled(['src/extension.web.ts']);
  expect(files.filter((file) => file.startsWith('src/kubectl/'))).toEqual([]);
  expect(packages.filter((name) => name.startsWith('node:'))).toEqual([]);
});

test('the terminal needs no editor', async () => {
  const { files, packages } = await bundled(['src/cli.ts']);
  expect(files.filter((file) => /^src\/(host|webview)\//.test(file))).toEqual([]);
  expect(packages).not.toContain('vscode');
});

test('what assistants can ask is answered without node, and so in a browser, too', async () => {
  const { packages } = await bundled(['src/cli/answers/answerTo.ts']);
  expect(packages.filter((name) => name.startsWith('node:') || name === 'vscode')).toEqual([]);
});

test('the SDK of assistants is loaded by the server alone', async () => {
  const users = sources('src').filter((file) =>
    /from '@modelcontextprotocol\//.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(users).toEqual(['src/cli/mcp/roots.ts', 'src/cli/mcp/server.ts']);
  const importers = sources('src').filter((file) =>
    /\/mcp\/(?:server|roots)'/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(importers).toEqual(['src/cli.ts', 'src/mcp.ts']);
});

test("the panel's page runs only scripts with its nonce, and takes no style without it", () => {
  const html = panelHtml({
    script: 's()',
    drawing: 'd()',
    style: 'p {}',
    font: 'https://source/font',
    cspSource: 'https://source',
    nonce: 'n0nce',
    level: 1,
  });
  const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
  const directives = new Map(policy.split('; ').map((text) => [text.split(' ')[0], text.split(' ').slice(1)]));
  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('script-src')).toEqual(["'nonce-n0nce'"]);
  expect(policy).not.toMatch(/unsafe-/);
  for (const [element] of html.matchAll(/<(?:script|style)\b[^>]*>/g)) expect(element).toContain('nonce="n0nce"');
  expect(html).not.toMatch(/\sstyle=|\son\w+=/);
});

test('no file names a package registry or a path of one machine', () => {
  const hosts = [
    ['registry', 'npmjs', 'org'],
    ['deb', 'debian', 'org'],
    ['proxy', 'golang', 'org'],
    ['registry', 'yarnpkg', 'com'],
  ];
  const paths = ['work/main', 'work/shared', 'root/go/', 'root/\\.cache'].map((path) => `(?<![\\w.])/${path}`);
  const forbidden = new RegExp([...hosts.map((host) => host.join('\\.')), ...paths].join('|'));
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  const texts = files.filter((file) => file !== '' && !/\.(br|png|sum|ttf)$/.test(file));
  const found = texts.filter((file) => {
    try {
      return forbidden.test(readFileSync(join(root, file), 'utf8'));
    } catch {
      return false; // removed, and not yet committed
    }
  });
  expect(found).toEqual([]);
});

test('nobody but the kubelet calls what throws its errors: others take an answer that may be undefined', () => {
  const throwing = sources('src/core/cluster/kubelet').flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/@throws KubeletError(?:(?!\*\/)[^])*\*\/\s*export (?:function|const) (\w+)/g)].map(
      ([, name = '']) => name,
    );
  });
  expect(throwing).toContain('parseImageName');
  const others = sources('src').filter((file) => !file.startsWith('src/core/cluster/kubelet/'));
  const callers = others.filter((file) => {
    const imports = readFileSync(join(root, file), 'utf8').matchAll(/^import \{([^}]*)\} from '[^']*\/kubelet\//gm);
    return [...imports].some(([, names = '']) => names.split(',').some((name) => throwing.includes(name.trim())));
  });
  expect(callers).toEqual([]);
});

test('the lock file names no address to fetch from', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
});
