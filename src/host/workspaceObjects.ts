import { workspace, type Disposable, type TextDocument, type Uri } from 'vscode';
import { explainer } from './manifests';
import { manifestLanguages } from './kubernetesYaml';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { WrittenObject } from '../core/apiserver/objectStore';

/** What a pod's start can refer to, and the pods and workloads that may; those of other files are not started. */
const referred =
  /^[ \t-]*kind:\s*["']?(?:Pod|Deployment|ReplicaSet|StatefulSet|DaemonSet|Job|CronJob|ReplicationController|ConfigMap|Secret|PersistentVolumeClaim|PersistentVolume|ServiceAccount|Service|LimitRange|ResourceQuota|PriorityClass|RuntimeClass|StorageClass|ResourceClaim|ResourceClaimTemplate|DeviceClass|ClusterTrustBundle)\b/m;
const most = { files: 300, bytes: 300_000 };

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
  const files = await workspace.findFiles('**/*.{yaml,yml}', '**/{node_modules,.git,vendor}/**', most.files);
  const found = new Map<string, Found[]>();
  await Promise.all(
    files.map(async (file) => {
      try {
        const bytes = await workspace.fs.readFile(file);
        if (bytes.length > most.bytes) return;
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
  if (!referred.test(text)) return [];
  const { parseManifest } = await explainer();
  return parseManifest(text)
    .objects.filter(({ kind }) => referred.test(`kind: ${kind}`))
    .map(({ kind, name, value }) => ({ kind, name, value }));
}
