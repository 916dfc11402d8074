import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { window } from 'vscode';
import { inContext, kubectl } from '../../src/core/diagnosis/facts/suggestedCommand';
import { runInTerminal } from '../../src/host/shown/terminals';
import { test } from './hostTest';

test('a suggested command runs in a terminal that is kept for the next; the words that there is none run nothing', async () => {
  if (process.platform === 'win32') return;
  const folder = mkdtempSync(join(tmpdir(), 'pod-startup-terminal-'));
  const told = join(folder, 'told');
  const own = () => window.terminals.filter(({ name }) => name === 'Pod Startup');
  try {
    writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\nprintf '%s|' "$@" >> '${told}'\necho >> '${told}'\n`);
    chmodSync(join(folder, 'kubectl'), 0o755);
    const env = { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
    runInTerminal(inContext(kubectl`logs ${'web; touch x'} -n ${'shop'}`, 'kind'), env);
    assert.equal(own().length, 0);
    runInTerminal(inContext(kubectl`logs ${'web'} -n ${'shop'} --previous`, 'kind'), env);
    runInTerminal(inContext(kubectl`get pod ${'web'} -n ${'shop'}`, 'kind'), env);
    assert.equal(own().length, 1);
    const lines = (): string[] => (existsSync(told) ? readFileSync(told, 'utf8').trim().split('\n') : []);
    for (let tries = 0; tries < 150 && lines().length < 2; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(lines(), ['logs|web|-n|shop|--previous|--context|kind|', 'get|pod|web|-n|shop|--context|kind|']);
  } finally {
    for (const terminal of own()) terminal.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
});
