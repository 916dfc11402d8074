import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Ways to show text of others past the functions that keep it text. */
const bypasses = [
  "import { window } from 'vscode';\nvoid window.showErrorMessage('x');",
  "import { window as w } from 'vscode';\nvoid w.showInformationMessage('x', { modal: true });",
  "import { window } from 'vscode';\nvoid window['showWarningMessage']('x');",
  "import { window } from 'vscode';\nconst { showErrorMessage: tell } = window;\nvoid tell('x');",
  "import * as all from 'vscode';\nvoid all.window.showQuickPick(['x']);",
  "import { window } from 'vscode';\nexport const pick = window.createQuickPick();",
  "import { window } from 'vscode';\nvoid window.showInputBox({ prompt: 'x' });",
  "import { window } from 'vscode';\nvoid window.withProgress({ location: 15, title: 'x' }, async () => undefined);",
  "import { window } from 'vscode';\nwindow.setStatusBarMessage('x');",
  "import { window } from 'vscode';\nexport const item = window.createStatusBarItem();",
  "import { window } from 'vscode';\nexport const panel = window.createWebviewPanel('t', 'x', 1);",
  "import { Hover } from 'vscode';\nexport const hover = new Hover('x');",
  "import { MarkdownString as Text } from 'vscode';\nexport const text = new Text('x');",
  "import * as all from 'vscode';\nexport const text = new all.MarkdownString('x');",
  "import { CodeLens, Range } from 'vscode';\nexport const lens = new CodeLens(new Range(0, 0, 0, 0), { title: 'x', command: '' });",
  "import { TreeItem } from 'vscode';\nexport const item = new TreeItem('x');",
];

/** The files that the project's lint rules have something against, of one for each way in each of the folders. */
function refused(folders: readonly string[]): Set<string> {
  const away = mkdtempSync(join(tmpdir(), 'pod-startup-fence-'));
  try {
    copyFileSync(join(root, '.oxlintrc.json'), join(away, '.oxlintrc.json'));
    for (const folder of folders) {
      mkdirSync(join(away, folder), { recursive: true });
      bypasses.forEach((text, i) => writeFileSync(join(away, folder, `way${i}.ts`), text));
    }
    const oxlint = join(root, 'node_modules/.bin/oxlint');
    const { stdout } = spawnSync(oxlint, ['--quiet', '--format=unix'], { cwd: away, encoding: 'utf8' });
    return new Set(
      [...stdout.matchAll(/(\S+\/way\d+\.ts):\d+:\d+: [^\n]*no-restricted-/g)].map(([, file = '']) => file),
    );
  } finally {
    rmSync(away, { recursive: true, force: true });
  }
}

describe('only src/host/shown shows text in VS Code', () => {
  it('lint refuses every other way, and only those', () => {
    const others = ['src/host', 'src/host/panel', 'src/host/cluster'];
    const found = refused([...others, 'src/host/shown']);
    const all = others.flatMap((folder) => bypasses.map((_, i) => `${folder}/way${i}.ts`));
    expect([...found].toSorted()).toEqual(all.toSorted());
  });

  it('no file switches the rules off, gives a panel a title, or calls a text Markdown', () => {
    const ways: { pattern: RegExp; allowed: string }[] = [
      { pattern: /lint-disable[^\n]*no-restricted/, allowed: '' },
      { pattern: /\.title\s*=(?!=)/, allowed: 'src/host/shown/panels.ts' },
      { pattern: /\bas\s+(?:unknown\s+as\s+)?Markdown\s*[;,)\]}&|]/, allowed: 'src/core/explain/text/markdown.ts' },
    ];
    const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    const files = names
      .filter((name) => name.endsWith('.ts') && !name.startsWith('webview/'))
      .map((name) => `src/${name}`);
    const found = files.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return ways.flatMap(({ pattern, allowed }) =>
        file !== allowed && pattern.test(text) ? [`${file}: ${pattern}`] : [],
      );
    });
    expect(found).toEqual([]);
  });
});
