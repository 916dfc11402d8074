import { Uri, workspace } from 'vscode';
import { explainer } from './manifests';
import type { KubernetesObject } from '../core/apiserver/objectStore';

/** What a pod's start can refer to. Pods and workloads of other files are not started. */
const referred =
  /^[ \t-]*kind:\s*["']?(?:ConfigMap|Secret|PersistentVolumeClaim|PersistentVolume|ServiceAccount|Service|LimitRange|ResourceQuota|PriorityClass|RuntimeClass|StorageClass)\b/m;
const most = { files: 300, bytes: 300_000 };

let known: Promise<Map<string, KubernetesObject[]>> | undefined;

/** The objects of the workspace's manifests beside `except`, as far as pods can refer to them. */
export async function workspaceObjects(except: Uri): Promise<KubernetesObject[]> {
  known ??= readAll();
  const objects = await known;
  return [...objects].flatMap(([file, found]) => (file === except.toString() ? [] : found));
}

/** The workspace's manifests that have an object of the kind and name. */
export async function filesNaming(kind: string, name: string): Promise<string[]> {
  known ??= readAll();
  const objects = await known;
  return [...objects]
    .filter(([, found]) => found.some((object) => object.kind === kind && object.metadata?.name === name))
    .map(([file]) => file);
}

/** Forgets what was read: a manifest of the workspace was changed. */
export function forgetWorkspaceObjects(): void {
  known = undefined;
}

async function readAll(): Promise<Map<string, KubernetesObject[]>> {
  const files = await workspace.findFiles('**/*.{yaml,yml}', '**/{node_modules,.git,vendor}/**', most.files);
  const found = new Map<string, KubernetesObject[]>();
  await Promise.all(
    files.map(async (file) => {
      try {
        const bytes = await workspace.fs.readFile(file);
        if (bytes.length > most.bytes) return;
        const text = new TextDecoder().decode(bytes);
        if (!referred.test(text)) return;
        const { parseManifest } = await explainer();
        const objects = parseManifest(text).objects.map(({ value }) => value);
        found.set(
          file.toString(),
          objects.filter(({ kind }) => referred.test(`kind: ${kind}`)),
        );
      } catch {
        // A file that went away meanwhile provides nothing.
      }
    }),
  );
  return found;
}
