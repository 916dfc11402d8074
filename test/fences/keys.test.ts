import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { editorKeys } from '../../src/core/panel/keyTexts';
import { keyTable } from '../../src/core/keyTable';
import { extensionManifest } from '../extensionManifest';

const root = join(import.meta.dirname, '../..');

test('who listens to keys asks the table of all keys, so that the list of them has each', () => {
  const folder = join(root, 'src/webview');
  const asking = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && file !== join('parts', 'keys.ts'))
    .filter((file) =>
      /\bevent\.(?:key|code|keyCode)\b|\bkey\s*[!=]==\s*['"]|case '(?:Enter|Escape|Arrow\w+|Home|End)'/.test(
        readFileSync(join(folder, file), 'utf8'),
      ),
    );
  expect(asking, 'add the key to src/core/keyTable.ts, and ask `perform` or `actionOf` there').toEqual([]);
});

test('no key does two things at one place', () => {
  for (const [place, actions] of Object.entries<Readonly<Record<string, readonly string[]>>>(keyTable)) {
    const all = Object.values(actions).flat();
    expect(new Set(all).size, place).toBe(all.length);
    expect(all.filter((one) => one.length === 1 && one !== one.toLowerCase())).toEqual([]);
  }
});

test("the list has VS Code's keys of this extension's commands", () => {
  const { contributes } = extensionManifest as {
    contributes: { commands: { command: string; title: string }[]; keybindings: { command: string; key: string }[] };
  };
  const { commands, keybindings } = contributes;
  const written = keybindings.map(({ command, key }) => ({
    does: commands.find((one) => one.command === command)?.title,
    keys: [key.toLowerCase()],
  }));
  expect(editorKeys.map((one) => ({ ...one, keys: one.keys.map((key) => key.toLowerCase()) }))).toEqual(written);
});
