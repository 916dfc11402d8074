import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goProgram } from '../../tools/goProgram.mjs';
import { krewManifest } from '../../tools/krewPlugin.mjs';
import { packagesFolder } from '../../tools/cache.mjs';
import { newNode, packageExtension, packagedFiles } from '../../tools/package.mjs';
import { packTerminal } from '../../tools/npmPackage.mjs';

const root = join(import.meta.dirname, '../..');
/** What esbuild tells of a file that it wrote. */
interface Output {
  bytes: number;
  imports: { path: string; kind: string }[];
}

const run = promisify(execFile);
let archive: string;
/** An empty folder, and a home of its own. */
let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(() => {
  if (!existsSync(join(root, 'out/meta/node.json'))) execFileSync('node', ['tools/build.mjs', 'node'], { cwd: root });
  archive = packTerminal();
  folder = mkdtempSync(join(tmpdir(), 'packages-'));
  env = { ...process.env, HOME: folder };
  copyFileSync(join(root, 'samples/nginx.yaml'), join(folder, 'pod.yaml'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package for npm', () => {
  test('is the terminal alone, and small', () => {
    const files = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).trim().split('\n');
    const others = files.filter((file) => !/^package\/(?:dist\/(?:(?:host\/)?[\w.-]+\.js|ThirdPartyNotices\.txt)|LICENSE|README\.md|package\.json)$/.test(file)); // prettier-ignore
    expect(others).toEqual([]);
    expect(files.filter((file) => /extension|webview/.test(file))).toEqual([]);
    expect(statSync(archive).size).toBeLessThan(1_000_000);
  });

  test('has a page whose links lead somewhere from the repository on', () => {
    const page = execFileSync('tar', ['-xzOf', archive, 'package/README.md'], { encoding: 'utf8' });
    const links = [...page.matchAll(/\]\(([\w./-]+)/g)].map(([, link = '']) => link);
    expect(links).toContain('docs/ci.md');
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  test('runs by npx in an empty folder, offline', async () => {
    const cwd = join(folder, 'empty');
    mkdirSync(cwd);
    const npx = (...args: string[]) => run('npx', ['--offline', '--yes', '--package', archive, ...args], { cwd, env });
    const { stdout } = await npx('pod-startup', 'explain', '../pod.yaml');
    expect(stdout).toContain('CreateContainer');
    const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect((await npx('pod-startup', '--version')).stdout).toBe(`${version}\n`);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('the package for marketplaces', () => {
  let vsix: string;
  beforeAll(() => {
    if (!existsSync(join(root, 'dist/extension.node.js'))) execFileSync('node', ['tools/build.mjs'], { cwd: root });
    vsix = packageExtension();
  });

  test('has what the extension needs, nothing else, and is small', () => {
    const files = packagedFiles();
    expect(
      files.filter(
        (file) =>
          !/^(?:package(?:\.nls)?\.json|[A-Z]+\.md|LICENSE|dist\/|media\/|samples\/|skills\/|schemas\/)/.test(file),
      ),
    ).toEqual([]);
    const { main, browser, icon }: Record<string, string> = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    for (const file of [main, browser, icon, 'dist/mcp.js', 'dist/webview/panel.js', 'dist/ThirdPartyNotices.txt'])
      expect(files).toContain(file?.replace('./', ''));
    expect(files).not.toContain('dist/cli.js');
    expect(statSync(vsix).size).toBeLessThan(1.5 * 1024 * 1024);
  });

  test('has the whole MCP server', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const args = [join(root, 'out/vsix/dist/mcp.js')];
    await client.connect(new StdioClientTransport({ command: process.execPath, args }));
    const manifest = readFileSync(join(root, 'samples/nginx.yaml'), 'utf8');
    const { content } = await client.callTool({ name: 'explain_manifest', arguments: { manifest } });
    await client.close();
    expect(JSON.stringify(content)).toMatch(/nginx +1\/1 +Running/);
  });

  test('loads little of it when it is activated', () => {
    const { outputs }: { outputs: Record<string, Output | undefined> } = JSON.parse(
      readFileSync(join(root, 'out/meta/node.json'), 'utf8'),
    );
    const loaded = new Set(['dist/extension.node.js']);
    for (const file of loaded)
      for (const { path, kind } of outputs[file]?.imports ?? [])
        if (kind === 'import-statement' && outputs[path]) loaded.add(path);
    const bytes = [...loaded].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(150_000);
  });

  test('says where the project is, from one place', () => {
    const said = JSON.parse(
      execFileSync(
        'node',
        [
          '--input-type=module',
          '-e',
          `import { project } from '${join(root, 'tools/project.mjs')}'; console.log(JSON.stringify(project()))`,
        ],
        {
          env: { ...process.env, GITHUB_SERVER_URL: 'https://example.com', GITHUB_REPOSITORY: 'someone/pod-startup' },
          encoding: 'utf8',
        },
      ),
    ) as object;
    expect(said).toMatchObject({
      repository: { url: 'git+https://example.com/someone/pod-startup.git' },
      homepage: 'https://example.com/someone/pod-startup#readme',
      bugs: { url: 'https://example.com/someone/pod-startup/issues' },
    });
  });

  test('is taken by Open VSX’s own program', async () => {
    const ovsx = join(packagesFolder('ovsx', ['ovsx@1.4.0']), 'node_modules/ovsx/bin/ovsx');
    let sent: Buffer | undefined;
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        if (request.url?.startsWith('/api/-/publish')) sent = Buffer.concat(parts);
        response.end(JSON.stringify({ namespace: 'pod-startup', name: 'pod-startup', version: '0' }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const args = [ovsx, 'publish', vsix, '--registryUrl', `http://127.0.0.1:${port}`, '--pat', 'token'];
    const { stdout } = await run(newNode(), args, { env }).finally(() => server.close());
    expect(stdout).toContain('Published pod-startup.pod-startup');
    expect(sent?.equals(readFileSync(vsix))).toBe(true);
  });
});

const krew = goProgram('sigs.k8s.io/krew/cmd/krew@v0.4.3');
const validate = goProgram('sigs.k8s.io/krew/cmd/validate-krew-manifest@v0.4.3');
const whyNot = krew.missing ?? validate.missing;

describe.skipIf(whyNot !== undefined)(`the plugin for kubectl, by the real krew (${whyNot ?? 'there'})`, () => {
  let server: Server;
  let manifest: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === `/${basename(archive)}`) response.end(readFileSync(archive));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    manifest = krewManifest(archive, `http://127.0.0.1:${port}`);
    mkdirSync(join(folder, 'bin'));
    copyFileSync(krew.path ?? '', join(folder, 'bin/kubectl-krew'));
    const path = [join(folder, 'bin'), join(folder, 'krew/bin'), dirname(process.execPath), process.env['PATH']];
    env = { ...env, PATH: path.join(':'), KREW_ROOT: join(folder, 'krew') };
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('has a manifest that krew’s own check takes', async () => {
    const { stderr } = await run(validate.path ?? '', ['-manifest', manifest], { env });
    expect(stderr).toContain('structural validation OK');
    expect(stderr).toContain('all 1 spec.platforms installed fine');
  });

  test('is installed and run as kubectl startup', async () => {
    await run('kubectl', ['krew', 'install', '--manifest', manifest], { env });
    const { stdout } = await run('kubectl', ['startup', 'explain', join(folder, 'pod.yaml'), '-o', 'json'], { env });
    expect(JSON.parse(stdout)).toHaveProperty('messages');
  });
});

const actionlint = goProgram('github.com/rhysd/actionlint/cmd/actionlint@v1.7.7');

describe('the workflows', () => {
  const workflows = join(root, '.github/workflows');
  const all = readdirSync(workflows);

  test.each(all)('%s takes each action at a commit, whose release stands beside it', (file) => {
    const lines = readFileSync(join(workflows, file), 'utf8').split('\n');
    const used = lines.filter((line) => /\buses:/.test(line));
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((line) => !/uses: [\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test.skipIf(actionlint.missing !== undefined)(
    `are what GitHub takes (actionlint: ${actionlint.missing ?? 'there'})`,
    () => {
      const args = ['-no-color', '-shellcheck=', ...all.map((file) => join(workflows, file))];
      expect(execFileSync(actionlint.path ?? '', args, { encoding: 'utf8' })).toBe('');
    },
  );
});

test('the version stands in package.json alone', () => {
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const text = execFileSync('git', ['grep', '-lF', `"version": "${version}"`, '--', '.', ':!package-lock.json'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(text.trim()).toBe('package.json');
});
