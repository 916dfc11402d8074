import type { KubernetesObject } from '../core/apiserver/objectStore';
import type { Kubectl } from './kubectl';

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
 * @throws KubectlError with the API server's own words where it refuses
 */
export async function applyManifest(
  kubectl: Kubectl,
  manifest: string,
  namespace: string,
  generated: boolean,
  signal?: AbortSignal,
): Promise<AppliedObject[]> {
  const call = { input: manifest, timeoutMs, ...(signal && { signal }) };
  if (generated) {
    const text = await kubectl.run(['create', '-f', '-', '-n', namespace, '-o', 'json'], call);
    return objectsIn(text).map((object) => ({ object, created: true }));
  }
  const before = await kubectl.run(['get', '-f', '-', '-n', namespace, '--ignore-not-found', '-o', 'json'], call);
  const existing = new Set(objectsIn(before).map((object) => object.metadata?.uid));
  const args = ['apply', '--server-side', '--field-manager=pod-startup', '-f', '-', '-n', namespace, '-o', 'json'];
  const text = await kubectl.run(args, call);
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

/** kubectl prints nothing, one object, or a List. */
function objectsIn(text: string): KubernetesObject[] {
  if (!text.trim()) return [];
  const found = JSON.parse(text) as KubernetesObject & { items?: KubernetesObject[] };
  return found.items ?? [found];
}
