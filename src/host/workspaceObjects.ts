import { workspace, type Disposable, type TextDocument, type Uri } from 'vscode';
import { explainer } from './manifests';
import { manifestLanguages } from './kubernetesYaml';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { WrittenObject } from '../core/apiserver/objectStore';
import { mayBeReferred, mostBytes, mostFiles } from '../core/manifest/referredKinds';

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

/** Keeps what was read up to date. */
export function followWorkspace(): Disposable[] {
  const forget = () => {
    known = undefined;
  };
  return [
    workspace.onDidSaveTextDocument((document) => void update(document)),
    workspace.onDidCreateFiles(forget),
    workspace.onDidDeleteFiles(forget),
    workspace.onDidRenameFiles(forget),
    workspace.onDidChangeWorkspaceFolders(forget),
  ];
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
  const files = await workspace.findFiles('**/*.{yaml,yml}', '**/{node_modules,.git,vendor}/**', mostFiles);
  const found = new Map<string, Found[]>();
  await Promise.all(
    files.map(async (file) => {
      try {
        const bytes = await workspace.fs.readFile(file);
        if (bytes.length > mostBytes) return;
        const objects = await objectsIn(new TextDecoder().decode(bytes));
        if (objects.length > 0) found.set(file.toString(), objects);
      } catch {
        // A file that went away meanwhile provides nothing.
      }
    }),
  );
  return found;
}

async function objectsIn(text: string): Promise<Found[]> {
  if (!mayBeReferred(text)) return [];
  const { parseManifest } = await explainer();
  return parseManifest(text)
    .objects.filter(({ kind }) => mayBeReferred(`kind: ${kind}`))
    .map(({ kind, name, value }) => ({ kind, name, value }));
}
