import { FileType, workspace, type Disposable, type TextDocument, type Uri } from 'vscode';
import { log } from './log';
import { explainer } from './manifests';
import { manifestLanguages } from './kubernetesYaml';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { WrittenObject } from '../core/api/kubernetesObject';
import { mayBeReferred, mostBytes, mostBytesInAll, mostFiles } from '../core/manifest/referredKinds';
import { notSearched } from './notSearched';

/** How many files are read at once. */
const atOnce = 8;
const left = /\/(?:node_modules|\.git|vendor)\//;

/** By file. Read when first asked for, then kept up with what is saved. */
let known: Promise<Map<string, Found[]>> | undefined;

/** An object with what it is found by. */
type Found = Pick<ManifestObject, 'kind' | 'name' | 'value'>;

/** The objects of the workspace's manifests beside `except`, as far as pods can refer to them. */
export async function workspaceObjects(except: Uri): Promise<WrittenObject[]> {
  const objects = await all();
  return [...objects].flatMap(([file, found]) => (file === except.toString() ? [] : found.map(({ value }) => value)));
}

/** The workspace's manifests that have an object of the kind and name. */
export async function filesNaming(kind: string, name: string): Promise<string[]> {
  const objects = await all();
  return [...objects]
    .filter(([, found]) => found.some((object) => object.kind === kind && object.name === name))
    .map(([file]) => file);
}

/** Keeps what was read up to date; of what changes only that is read anew. */
export function followWorkspace(): Disposable[] {
  return [
    workspace.onDidSaveTextDocument((document) => void update(document)),
    workspace.onDidCreateFiles(({ files }) => void follow([], files)),
    workspace.onDidDeleteFiles(({ files }) => void follow(files, [])),
    workspace.onDidRenameFiles(({ files }) => {
      void follow(
        files.map(({ oldUri }) => oldUri),
        files.map(({ newUri }) => newUri),
      );
    }),
    workspace.onDidChangeWorkspaceFolders(() => {
      known = undefined;
    }),
  ];
}

async function follow(gone: readonly Uri[], made: readonly Uri[]): Promise<void> {
  const before = known;
  const objects = await before?.catch(() => undefined);
  if (!objects) return;
  for (const uri of gone) {
    for (const file of objects.keys())
      if (file === uri.toString() || file.startsWith(`${uri.toString()}/`)) objects.delete(file);
  }
  for (const uri of made) {
    if (/\.ya?ml$/.test(uri.path) && !left.test(uri.path)) await take(objects, uri, await bytesOf(uri));
    // What a folder brings is not told.
    else if ((await typeOf(uri)) === FileType.Directory && known === before) known = undefined;
  }
}

async function typeOf(uri: Uri): Promise<FileType | undefined> {
  try {
    return (await workspace.fs.stat(uri)).type;
  } catch {
    return undefined;
  }
}

function all(): Promise<Map<string, Found[]>> {
  if (known) return known;
  const reading = readAll();
  known = reading;
  // What failed is tried again when it is next asked for.
  reading.catch(() => {
    if (known === reading) known = undefined;
  });
  return reading;
}

async function update(document: TextDocument): Promise<void> {
  if (!known || !manifestLanguages.some((language) => language === document.languageId)) return;
  const objects = await known;
  objects.set(document.uri.toString(), await objectsIn(document.getText()));
}

async function readAll(): Promise<Map<string, Found[]>> {
  const files = await workspace.findFiles('**/*.{yaml,yml}', notSearched, mostFiles);
  files.sort((one, other) => (one.path < other.path ? -1 : 1));
  const found = new Map<string, Found[]>();
  let bytes = 0;
  for (let i = 0; i < files.length; i += atOnce) {
    const some = files.slice(i, i + atOnce);
    const contents = await Promise.all(some.map(bytesOf));
    for (const [k, file] of some.entries()) {
      await take(found, file, contents[k]);
      if (found.has(file.toString())) bytes += contents[k]?.length ?? 0;
      if (bytes > mostBytesInAll) {
        log().info(`The workspace's manifests exceed ${mostBytesInAll / 1e6} MB in total: the rest is not read.`);
        return found;
      }
    }
  }
  return found;
}

/** A file's content; undefined where it went away meanwhile. */
async function bytesOf(file: Uri): Promise<Uint8Array | undefined> {
  try {
    return await workspace.fs.readFile(file);
  } catch {
    return undefined;
  }
}

/** Reads a file's objects, and then lets the editor have its turn. */
async function take(found: Map<string, Found[]>, file: Uri, bytes: Uint8Array | undefined): Promise<void> {
  if (!bytes) return;
  if (bytes.length > mostBytes) {
    log().info(`${file.path} is larger than ${mostBytes / 1000} kB: its objects are ignored.`);
    return;
  }
  const objects = await objectsIn(new TextDecoder().decode(bytes));
  if (objects.length === 0) return;
  found.set(file.toString(), objects);
  await new Promise((resolve) => setTimeout(resolve));
}

async function objectsIn(text: string): Promise<Found[]> {
  if (!mayBeReferred(text)) return [];
  const { parseManifest, sharedWithOthers } = await explainer();
  return sharedWithOthers(parseManifest(text).objects)
    .filter(({ kind }) => mayBeReferred(`kind: ${kind}`))
    .map(({ kind, name, value }) => ({ kind, name, value }));
}
