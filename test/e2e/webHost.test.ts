import { afterAll, beforeAll, expect, test } from 'vitest';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { root, Workbench } from './workbench';

let extension: string;
let workbench: Workbench;

// Without an entry for Node the extension runs in the browser's extension host, a worker, as it does in vscode.dev.
beforeAll(async () => {
  extension = mkdtempSync(join(tmpdir(), 'pod-startup-web-'));
  for (const part of ['dist', 'media', 'samples']) cpSync(join(root, part), join(extension, part), { recursive: true });
  const { main: _, ...manifest } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main: string };
  writeFileSync(join(extension, 'package.json'), JSON.stringify(manifest));
  cpSync(join(root, 'package.nls.json'), join(extension, 'package.nls.json'));
  workbench = await Workbench.open({ extension });
});
afterAll(async () => {
  await workbench?.close();
  rmSync(extension, { recursive: true, force: true });
});

test('the extension explains a manifest in an editor that is a browser and nothing more', async () => {
  await workbench.openFile('nginx.yaml');
  await workbench.command('Pod Startup: Explain This Manifest');
  await workbench.drawn();
  expect(await workbench.calls()).toContain('CreateContainer');
});

test('a sample is explained there, too, and kubectl is not offered', async () => {
  const { page } = workbench;
  await workbench.command('View: Close All Editors');
  await workbench.command('Pod Startup: Explain This Manifest');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: 'Open a manifest' }).waitFor();
  expect(await rows.filter({ hasText: 'Watch a running pod' }).count()).toBe(0);
  await rows.filter({ hasText: 'kubectl run nginx' }).click();
  await workbench.drawn();
  expect(await workbench.calls()).toContain('PullImage');
});
