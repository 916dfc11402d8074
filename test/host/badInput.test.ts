import assert from 'node:assert/strict';
import { commands, languages, Position, TabInputWebview, window, workspace, type TextDocument } from 'vscode';
import { badInput } from './badInput';
import { explain, hover, manifestHints, parseManifest, workloadsOf } from '../../src/host/explainer';
import { test } from './hostTest';

const circumstances = {
  kubernetes: '1.37',
  durations: 'containerd',
  hasStorage: true,
  profile: {},
  namespace: 'default',
  node: {},
} as const;

/** What a person reads of a text: its problems with their places, the API server's refusals, the first workload's end. */
function told(text: string): string {
  const manifest = parseManifest(text);
  const problems = manifest.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  const [workload] = workloadsOf(manifest);
  if (!workload) return [...problems, ...manifestHints(manifest, {}).map(({ message }) => message)].join('\n');
  const trace = explain({ manifest, workload, existing: [], faults: [], circumstances, start: 0 });
  const refused = trace.view.errors.map(({ message }) => message);
  return [...problems, ...refused, trace.table, JSON.stringify(trace.messages)].join('\n');
}

/** Milliseconds for the slowest of the hovers at all offsets; of a large text at so many that it does not take minutes. */
function slowestHover(text: string): number {
  const manifest = parseManifest(text);
  let slowest = 0;
  for (let offset = 0; offset <= text.length; offset += Math.ceil((text.length + 1) / 1000)) {
    const since = performance.now();
    hover(manifest, offset);
    slowest = Math.max(slowest, performance.now() - since);
  }
  manifestHints(manifest, {});
  return slowest;
}

/** What VS Code asks for while a person reads: lenses, and hovers on the first lines. */
async function read(document: TextDocument): Promise<void> {
  await commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 10);
  for (let line = 0; line < Math.min(document.lineCount, 20); line++)
    await commands.executeCommand('vscode.executeHoverProvider', document.uri, new Position(line, 5));
}

const panels = () =>
  window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof TabInputWebview);

for (const { name, text, said } of badInput) {
  test(`bad input, ${name}: what can be explained is, the rest is said in words`, async () => {
    assert.match(told(text), said);
    const slowest = slowestHover(text);
    assert.ok(slowest < 500, `a hover took ${slowest} ms`);
    const document = await workspace.openTextDocument({ language: 'yaml', content: text });
    await window.showTextDocument(document);
    await read(document);
    if (workloadsOf(parseManifest(text)).length === 1) {
      await commands.executeCommand('podStartup.explainManifest', document.uri);
      for (let tries = 0; panels().length === 0; tries++) {
        assert.ok(tries < 100, 'no panel within 10 s');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    await languages.setTextDocumentLanguage(document, 'plaintext');
    await window.tabGroups.close(window.tabGroups.all.flatMap(({ tabs }) => tabs));
  });
}
