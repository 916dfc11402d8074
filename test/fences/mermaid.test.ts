import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const wall = 'src/webview/diagram/mermaid/';

/** Mermaid's modules and chunks, the attributes by which it marks what it draws, and classes of its own. */
const insides = [
  /['"]mermaid\/sequence['"]/,
  /mermaid\.core/,
  /data-et\b/,
  /\.(?:messageLine[01]|actor-line|noteText|loopLine|loopText|labelBox|labelText)\b/,
  /text\.messageText/,
  /rect\.(?:actor|note|rect)\b/,
  /calculateTextDimensions/,
];

test(`what knows Mermaid's insides stands in ${wall}: what others need of a drawing, drawnSequence.ts gives`, () => {
  const files = ['src', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ts|mts|mjs|css)$/.test(file))
      .map((file) => join(folder, file).replaceAll('\\', '/')),
  );
  const knowing = files.filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return insides.some((pattern) => pattern.test(text));
  });
  expect(knowing.length).toBeGreaterThan(3);
  expect(knowing.filter((file) => !file.startsWith(wall))).toEqual([]);
});
