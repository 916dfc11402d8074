import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { marked, type Token, type Tokens } from 'marked';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { helmProgram } from '../../tools/helm.mjs';
import { buildCli } from '../cli/buildCli';
import { shopChart } from '../shopChart';

const root = join(import.meta.dirname, '../..');
const pages = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...readdirSync(join(root, 'docs')).map((file) => `docs/${file}`),
].filter((file) => file.endsWith('.md'));
const read = (page: string) => readFileSync(join(root, page), 'utf8');

/** All tokens of a page, the outer ones before those in them. */
function tokensOf(page: string): Token[] {
  const all: Token[] = [];
  void marked.walkTokens(marked.lexer(read(page)), (token) => void all.push(token));
  return all;
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  const headings = tokensOf(page).filter((token): token is Tokens.Heading => token.type === 'heading');
  return headings.map(({ text }) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

describe('a link', () => {
  test.each(pages)('of %s leads to a file, and to a heading there', (page) => {
    const targets = tokensOf(page)
      .filter((token): token is Tokens.Link | Tokens.Image => token.type === 'link' || token.type === 'image')
      .map(({ href }) => href)
      .filter((href) => !/^[a-z]+:/.test(href));
    const dead = targets.filter((href) => {
      const [path = '', anchor] = href.split('#', 2);
      const file = path === '' ? page : normalize(join(dirname(page), path));
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).includes(anchor);
    });
    expect(dead).toEqual([]);
  });

  test('of README.md leads to each page of docs/, itself or over another', () => {
    const reached = new Set(['README.md']);
    for (const page of reached)
      for (const token of tokensOf(page)) {
        if (token.type !== 'link') continue;
        const { href } = token as Tokens.Link;
        const file = normalize(join(dirname(page), href.split('#', 1)[0] ?? ''));
        if (pages.includes(file)) reached.add(file);
      }
    expect(pages.filter((page) => page.startsWith('docs/') && !reached.has(page))).toEqual([]);
  });
});

/** The commands of a page that can run here: those of a block of `sh` that does not say why it is skipped. */
function commandsOf(page: string): string[] {
  const blocks = tokensOf(page).filter((token): token is Tokens.Code => token.type === 'code' && token.lang === 'sh');
  return blocks.flatMap(({ text }) => text.split('\n')).filter((line) => /\bpod-startup /.test(line));
}

describe('a command', () => {
  let folder: string;
  let program: string;
  let work: string;

  beforeAll(async () => {
    ({ folder, program } = await buildCli('docs'));
    // The files that the pages speak of.
    work = mkdtempSync(join(tmpdir(), 'docs-'));
    cpSync(join(root, 'samples'), join(work, 'samples'), { recursive: true });
    for (const file of ['pod.yaml', 'web.yaml']) copyFileSync(join(root, 'samples/nginx.yaml'), join(work, file));
    mkdirSync(join(work, 'deploy'));
    copyFileSync(join(root, 'samples/shop.yaml'), join(work, 'deploy/shop.yaml'));
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };
    writeFileSync(join(work, 'config.yaml'), JSON.stringify(config));
    writeFileSync(join(work, 'world.json'), '{}');
    mkdirSync(join(work, 'chart/templates'), { recursive: true });
    writeFileSync(join(work, 'chart/Chart.yaml'), shopChart);
    copyFileSync(join(root, 'samples/nginx.yaml'), join(work, 'chart/templates/pod.yaml'));
    writeFileSync(join(work, 'prod.yaml'), 'replicas: 3\n');
    // The program finds its version in the folder above its own.
    cpSync(folder, join(work, 'dist'), { recursive: true });
    copyFileSync(join(root, 'package.json'), join(work, 'package.json'));
    const installed = join(work, 'dist', basename(program));
    mkdirSync(join(work, 'bin'));
    writeFileSync(join(work, 'bin/pod-startup'), `#!/bin/sh\nexec '${process.execPath}' '${installed}' "$@"\n`, {
      mode: 0o755,
    });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(work, { recursive: true, force: true });
  });

  const helm = helmProgram();
  const all = pages.flatMap((page) => commandsOf(page).map((command) => ({ page, command })));
  const needsHelm = ({ command }: { command: string }) => command.includes('chart');
  test('stands in the pages, and can be found there', () => expect(all.length).toBeGreaterThan(15));

  const runs = async ({ command }: { command: string }) => {
    const line = command.replace(/\bnpx pod-startup /, 'pod-startup ');
    const path = [join(work, 'bin'), ...(helm.path ? [dirname(helm.path)] : []), process.env['PATH']].join(':');
    const env = { ...process.env, PATH: path };
    const { stdout } = await promisify(execFile)('bash', ['-c', line], { cwd: work, env, maxBuffer: 2 ** 28 });
    expect(stdout.trim()).not.toBe('');
  };
  test.each(all.filter((one) => !needsHelm(one)))('of $page runs: $command', runs);
  describe.skipIf(helm.missing !== undefined)(`with helm (${helm.missing ?? 'there'})`, () => {
    test.each(all.filter(needsHelm))('of $page runs: $command', runs);
  });
});
