import type { KubernetesObject } from '../core/apiserver/objectStore';
import { withoutSecrets } from '../core/manifest/secretMask';
import { KubectlError, type Kubectl, type KubectlCall } from './kubectl';
import { wordsWithoutSecrets } from './wordsWithoutSecrets';

/** An object that `applyManifest` stored, and whether it was there before. */
export interface AppliedObject {
  object: KubernetesObject;
  created: boolean;
}

const timeoutMs = 60_000;

/**
 * Stores a manifest's objects with server-side apply, as the user's own kubectl does it; what has only
 * a `generateName` is created. Changes the cluster: call it only after a person confirmed context and namespace.
 * @param manifest YAML text
 * @param generated whether an object of it has `generateName` instead of a name, which apply refuses
 * @returns the objects as stored, without the values of Secrets
 * @throws KubectlError with the API server's own words where it refuses, as far as they quote no Secret
 */
export async function applyManifest(
  kubectl: Kubectl,
  manifest: string,
  namespace: string,
  generated: boolean,
  signal?: AbortSignal,
): Promise<AppliedObject[]> {
  const call = { input: manifest, timeoutMs, ...(signal && { signal }) };
  const run = (args: readonly string[]): Promise<string> => runOn(kubectl, args, call);
  if (generated) {
    const text = await run(['create', '-f', '-', '-n', namespace, '-o', 'json']);
    return objectsIn(text).map((object) => ({ object, created: true }));
  }
  const before = await run(['get', '-f', '-', '-n', namespace, '--ignore-not-found', '-o', 'json']);
  const existing = new Set(objectsIn(before).map((object) => object.metadata?.uid));
  const args = ['apply', '--server-side', '--field-manager=pod-startup', '-f', '-', '-n', namespace, '-o', 'json'];
  const text = await run(args);
  return objectsIn(text).map((object) => ({ object, created: !existing.has(object.metadata?.uid) }));
}

/**
 * Deletes the objects of a manifest that `applyManifest` created, and does not wait for their end.
 * Changes the cluster: call it only after a person confirmed it.
 * @throws KubectlError
 */
export async function deleteObjects(
  kubectl: Kubectl,
  objects: readonly KubernetesObject[],
  signal?: AbortSignal,
): Promise<void> {
  const items = objects.map(({ apiVersion, kind, metadata }) => ({
    apiVersion,
    kind,
    metadata: { name: metadata?.name, ...(metadata?.namespace && { namespace: metadata.namespace }) },
  }));
  if (items.length === 0) return;
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const args = ['delete', '-f', '-', '--ignore-not-found', '--wait=false'];
  await kubectl.run(args, { input, timeoutMs, ...(signal && { signal }) });
}

/** Runs kubectl on a manifest; what it says of a Secret in it is left out. */
async function runOn(
  kubectl: Kubectl,
  args: readonly string[],
  call: KubectlCall & { input: string },
): Promise<string> {
  try {
    return await kubectl.run(args, call);
  } catch (error) {
    throw error instanceof KubectlError ? wordsWithoutSecrets(error, call.input) : error;
  }
}

/** kubectl prints nothing, one object, or a List. */
function objectsIn(text: string): KubernetesObject[] {
  if (!text.trim()) return [];
  let found: KubernetesObject & { items?: KubernetesObject[] };
  try {
    found = JSON.parse(text) as typeof found;
  } catch {
    // What was printed may be a Secret.
    throw new KubectlError('failed', 'kubectl printed what is no JSON in answer to the manifest');
  }
  return (found.items ?? [found]).map((object) => withoutSecrets(object));
}
