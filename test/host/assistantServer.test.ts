import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { assistantServer, serverBy } from '../../src/host/assistantServer';
import { valueAt } from '../../src/core/path';
import { test } from './hostTest';

/** What the extension is found by here, and its version. */
const extension = vscode.extensions.getExtension('pod-startup.pod-startup');

test('the server that the editor is offered answers, and reads the folders that the editor has open', async () => {
  await extension?.activate();
  const path = extension?.extensionPath ?? '';
  const { command, args, env, version } = serverBy(process.execPath, `${path}/dist/mcp.js`, '0.0.0');
  assert.equal(version, '0.0.0');
  const uri = vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? '';
  const client = new Client({ name: 'test', version: '1' }, { capabilities: { roots: {} } });
  client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri }] }));
  await client.connect(new StdioClientTransport({ command, args, env }));
  try {
    const { tools } = await client.listTools();
    assert.ok(tools.some(({ name }) => name === 'explain_manifest'));
    assert.ok(!tools.some(({ name }) => name === 'watch_pod'));
    const { content } = await client.callTool({ name: 'explain_manifest', arguments: { file: 'nginx.yaml' } });
    assert.match(JSON.stringify(content), /nginx +1\/1 +Running/);
  } finally {
    await client.close();
  }
});

test('a VS Code that takes servers from extensions is offered one, an older one none', () => {
  const offered: unknown[] = [];
  const editor = {
    McpStdioServerDefinition: class {
      readonly given: unknown[];
      constructor(...given: unknown[]) {
        this.given = given;
      }
    },
    lm: {
      registerMcpServerDefinitionProvider(
        id: string,
        provider: { provideMcpServerDefinitions: () => { given: unknown[] }[] },
      ) {
        offered.push(id, ...provider.provideMcpServerDefinitions().map(({ given }) => given));
        return { dispose: () => undefined };
      },
    },
  };
  const server = serverBy('node', 'mcp.js', '1.0.0');
  assert.equal(assistantServer(editor, server).length, 1);
  assert.deepEqual(offered, [
    'podStartup.server',
    ['Pod Startup', 'node', ['mcp.js'], { ELECTRON_RUN_AS_NODE: '1' }, '1.0.0'],
  ]);
  assert.deepEqual(assistantServer({ lm: {} }, server), []);
});

test('this VS Code takes the server where it can: package.json declares it', () => {
  const declared = valueAt(extension?.packageJSON, ['contributes', 'mcpServerDefinitionProviders', 0, 'id']);
  assert.equal(declared, 'podStartup.server');
  const register = valueAt(vscode.lm, ['registerMcpServerDefinitionProvider']);
  // It throws for a provider that package.json does not declare.
  const made = assistantServer(vscode, serverBy(process.execPath, 'mcp.js', '0.0.0'));
  assert.equal(made.length, typeof register === 'function' ? 1 : 0);
  for (const one of made) one.dispose();
});
