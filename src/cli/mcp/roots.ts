import { realpathSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { RootsListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { CommandError } from '../commandError';

/** Milliseconds that a client may take to name its folders. */
const patience = 5_000;

/** The folders that a person named with `--root`, as they really are. Throws CommandError with exit code 2. */
export function namedRoots(folders: readonly string[]): string[] {
  return folders.map((folder) => {
    const real = realFolder(folder);
    if (real === undefined) throw new CommandError(`--root ${folder}: there is no such folder`, 2);
    return real;
  });
}

/** The folders that a server may read: those that a person named, else those that its client has open. */
export function rootsOf(server: Server, named: readonly string[]): () => Promise<readonly string[]> {
  if (named.length > 0) return () => Promise.resolve(named);
  let known: Promise<readonly string[]> | undefined;
  server.setNotificationHandler(RootsListChangedNotificationSchema, () => {
    known = undefined;
  });
  return () => (known ??= clientRoots(server));
}

/** A client that has none, or does not answer, lets nothing be read. */
async function clientRoots(server: Server): Promise<readonly string[]> {
  if (!server.getClientCapabilities()?.roots) return [];
  try {
    const { roots } = await server.listRoots(undefined, { timeout: patience });
    return roots.flatMap(({ uri }) => folderOf(uri) ?? []);
  } catch {
    return [];
  }
}

function folderOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? realFolder(fileURLToPath(uri)) : undefined;
  } catch {
    return undefined;
  }
}

function realFolder(path: string): string | undefined {
  try {
    const real = realpathSync(path);
    return statSync(real).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}
