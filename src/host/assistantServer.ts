import type { Disposable } from 'vscode';
import { valueAt } from '../core/path';

/** How the MCP server is started. */
export interface AssistantServer {
  command: string;
  args: string[];
  env: Record<string, string>;
  version: string;
}

/**
 * How the editor starts the MCP server: the terminal's `mcp`, run by the Node that runs the extension, which on the
 * desktop is Electron and on other machines Node itself.
 *
 * @param node the program that runs the extension
 * @param program the path of dist/mcp.js
 */
export function serverBy(node: string, program: string, version: string): AssistantServer {
  return { command: node, args: [program], env: { ELECTRON_RUN_AS_NODE: '1' }, version };
}

/** What VS Code has since 1.101. */
interface ServerApi {
  define: new (label: string, command: string, args: string[], env: Record<string, string>, version: string) => object;
  register: (id: string, provider: { provideMcpServerDefinitions: () => object[] }) => Disposable;
}

/**
 * Offers assistants the MCP server, where VS Code takes some from extensions. It reads the folders that the editor has open.
 *
 * @param editor the module `vscode`, of which older versions lack what this needs
 */
export function assistantServer(editor: object, { command, args, env, version }: AssistantServer): Disposable[] {
  const api = serverApi(editor);
  if (!api) return [];
  const provideMcpServerDefinitions = (): object[] => [new api.define('Pod Startup', command, args, env, version)];
  return [api.register('podStartup.server', { provideMcpServerDefinitions })];
}

function serverApi(editor: object): ServerApi | undefined {
  const define = valueAt(editor, ['McpStdioServerDefinition']);
  const register = valueAt(editor, ['lm', 'registerMcpServerDefinitionProvider']);
  return typeof define === 'function' && typeof register === 'function'
    ? { define: define as ServerApi['define'], register: register as ServerApi['register'] }
    : undefined;
}
