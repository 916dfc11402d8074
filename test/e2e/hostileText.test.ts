import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, Workbench } from './workbench';

let workbench: Workbench;
/** What the page asked another machine for. */
const fetched: string[] = [];

// In a workspace that is not trusted, where VS Code makes links of notifications and hovers all the same.
beforeAll(async () => {
  workbench = await Workbench.open({
    trustWorkspaces: false,
    settings: { 'editor.hover.delay': 100, 'security.workspace.trust.startupPrompt': 'never' },
  });
  workbench.page.on('request', (request) => {
    if (request.url().includes('evil.example')) fetched.push(request.url());
  });
  for (const name of ['notification-link.yaml', 'hover-markdown.yaml'])
    await workbench.addFile(name, readFileSync(join(root, 'test/attacks', name)));
});
afterAll(async () => {
  await workbench?.close();
});

/** Writes a file into the open folder, and opens it. */
async function open(name: string, text?: string): Promise<void> {
  if (text !== undefined) await workbench.addFile(name, text);
  await workbench.openFile(name);
}

/** The text of the notification that came with these words, with nothing of no width in it; there is no link in it, and it is closed. */
async function notification(words: string): Promise<string> {
  const message = await workbench.notification(words);
  const text = await message.innerText();
  expect(await message.locator('a').count()).toBe(0);
  await workbench.command('Notifications: Clear All Notifications');
  await message.waitFor({ state: 'hidden' });
  return text.replaceAll('\u200b', '');
}

test('what a manifest stops at is text in the notification', async () => {
  await open('notification-link.yaml');
  await workbench.command('Pod Startup: Explain This Manifest');
  expect(await notification('Nothing to explain: ')).toMatch(
    /^Nothing to explain: the manifest stops at line 3, column 9/,
  );
});

test('so is the name of a file, whatever it is', async () => {
  const name = '[Repair it](command:workbench.action.showCommands).json';
  await open(name, '{"involvedObject": {}, \n');
  await workbench.command('Pod Startup: Explain Saved Cluster Output');
  expect(await notification('Nothing to explain in ')).toContain(`Nothing to explain in ${name}`);
});

test('names are text in what can be picked, too: no icon, no link', async () => {
  const pod = (name: string) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: { containers: [{ name: 'a', image: 'b' }] },
    });
  // The cursor is in no workload: then a person is asked which.
  const settings = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
  await open('icons.yaml', `${settings}\n---\n${pod('$(alert) [x](command:y)')}\n---\n${pod('b\u202e$(sync~spin)')}\n`);
  await workbench.command('Pod Startup: Explain This Manifest');
  const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
  const read = async () => (await rows.allInnerTexts()).map((text) => text.replaceAll('\u200b', '')).join('\n');
  // The palette's own rows are there until those of the question come.
  await expect.poll(read).toContain('$(alert) [x](command:y)');
  const texts = await read();
  expect(await rows.count()).toBe(2);
  expect(texts).toContain('b\\u202e$(sync~spin)');
  expect(await rows.locator('.codicon-alert, .codicon-sync, .codicon-loading, a[href]').count()).toBe(0);
  await workbench.page.keyboard.press('Escape');
});

test('a hover draws no picture of a manifest’s, and has no link of its own', async () => {
  await open('hover-markdown.yaml');
  const { page } = workbench;
  const lines = readFileSync(join(root, 'test/attacks/hover-markdown.yaml'), 'utf8').split('\n');
  const hover = page.locator('.monaco-hover:visible').last();
  for (const [word, shown] of [
    ['restartPolicy', 'beacon.png'],
    ['name', 'name.png'],
    ['image', 'evil.example/i'],
    ['value', 'evil.example/e.png'],
  ] as const) {
    const text = lines
      .find((line) => line.includes(`${word}:`))!
      .trim()
      .slice(0, 18)
      .replaceAll(' ', '\u00a0');
    const line = page.locator('.editor-group-container.active .view-line', { hasText: text }).first();
    await expect
      .poll(async () => {
        await page.mouse.move(1200, 850);
        await line.getByText(word, { exact: false }).first().hover();
        return hover.innerText({ timeout: 2000 }).catch(() => '');
      })
      .toContain(shown);
    expect(await hover.locator('img').count()).toBe(0);
    for (const href of await hover
      .locator('a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('data-href') ?? '')))
      expect(href).toMatch(
        /^$|^https:\/\/(?:kubernetes\.io|github\.com\/kubernetes)\/|^command:podStartup\.(?:showInDiagram|showRequest)\?/,
      );
    await page.mouse.move(1200, 850);
    await page.keyboard.press('Escape');
  }
  expect(fetched).toEqual([]);
});
