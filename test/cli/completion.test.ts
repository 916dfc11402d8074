import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completionsOf } from '../../src/cli/completion';
import { buildCli } from './buildCli';

const valuesAfter = (...words: string[]) => completionsOf(words).values.map(({ value }) => value);

describe('what may follow', () => {
  test('is the commands first, each with what it does', () => {
    const { values, files } = completionsOf(['']);
    expect(values.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['explain', 'check', 'observe', 'watch', 'upgrade', 'completion']),
    );
    expect(values.filter(({ about }) => about === undefined || about === '')).toEqual([]);
    expect(files).toBe(false);
    expect(valuesAfter('wa')).toEqual(['watch']);
  });

  test('is the flags of the command, those of all, and no others', () => {
    expect(valuesAfter('check', '--base')).toEqual(['--baseline']);
    expect(valuesAfter('explain', '--base')).toEqual([]);
    expect(valuesAfter('explain', '--kub')).toEqual(['--kubernetes']);
  });

  test('is the words of a flag, however it is joined', () => {
    expect(valuesAfter('check', '--format', 's')).toEqual(['sarif']);
    expect(valuesAfter('check', '--format=s')).toEqual(['--format=sarif']);
    expect(valuesAfter('check', '--format', '=', 's')).toEqual(['sarif']);
    expect(valuesAfter('check', '--fail-on', '')).toEqual(['error', 'warning', 'info']);
    expect(valuesAfter('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  test('is a file where one is read', () => {
    expect(completionsOf(['explain', 'sam']).files).toBe(true);
    expect(completionsOf(['check', '--baseline', '']).files).toBe(true);
    expect(completionsOf(['check', '--fail-on', '']).files).toBe(false);
  });
});

describe('in a shell', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const built = await buildCli('completion');
    folder = built.folder;
    chmodSync(built.program, 0o755);
    mkdirSync(join(folder, 'bin'));
    for (const name of ['pod-startup', 'kubectl-startup', 'kubectl_complete-startup']) {
      writeFileSync(
        join(folder, 'bin', name),
        `#!/bin/sh\nexec ${process.execPath} ${join(folder, `${name}.js`)} "$@"\n`,
      );
      chmodSync(join(folder, 'bin', name), 0o755);
      symlinkSync(built.program, join(folder, `${name}.js`));
    }
    env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const bash = (line: string) => execFileSync('bash', ['--norc', '-c', line], { env, encoding: 'utf8' });
  const completed = (words: string, at: number) =>
    bash(
      `source <(pod-startup completion bash); COMP_WORDS=(${words}); COMP_CWORD=${at}; compopt() { echo files; }; _pod_startup; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );

  test('bash completes commands, flags and files', () => {
    expect(completed('pod-startup ob', 1)).toBe('observe\n');
    expect(completed("pod-startup check --format ''", 3).split('\n')).toContain('sarif');
    expect(completed('pod-startup explain samples/ng', 2)).toMatch(/^files\n/);
  });

  test.skipIf(spawnSync('fish', ['--version']).status !== 0)(
    'fish completes the same, and files only where one is read',
    () => {
      const all = (line: string) =>
      execFileSync('fish', ['-N', '-c', `pod-startup completion fish | source; complete -C '${line}'`], { env, encoding: 'utf8', cwd: folder }); // prettier-ignore
      expect(all('pod-startup ob')).toMatch(/^observe\t/);
      expect(all('pod-startup explain --format ').trim().split('\n').toSorted()).toEqual(
      ['json', 'markdown', 'mermaid', 'otlp', 'text'],
    ); // prettier-ignore
      expect(all('pod-startup explain b')).toMatch(/^bin\//);
    },
  );

  test('kubectl runs the plugin under its name, and asks it what may follow', () => {
    const path = process.env['KUBECTL_PATH'] ?? 'kubectl';
    const run = (...args: string[]) => execFileSync(path, args, { env, encoding: 'utf8', cwd: join(folder, '../..') });
    expect(run('startup', '--help')).toMatch(/^ {2}kubectl startup explain FILE\|FOLDER {3}the start as a story/m);
    const wrong = spawnSync(path, ['startup', 'explode'], { env, encoding: 'utf8' });
    expect([wrong.status, wrong.stderr]).toEqual([2, 'pod-startup: there is no command explode: see kubectl startup --help\n']); // prettier-ignore
    expect(run('startup', 'explain', 'samples/nginx.yaml', '-o', 'yaml')).toMatch(/^start:|^actors:|\nmessages:\n/);
    expect(run('__complete', 'startup', 'ob')).toMatch(/^observe\t.*\n:4\n/);
  });
});
