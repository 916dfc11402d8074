import { withoutSecrets } from '../core/manifest/secretMask';
import type { Kubectl, KubectlCall } from './kubectl';
import { KubectlError } from './kubectlError';
import { kubectlArgs, namespaceName, type KubectlArgs } from './kubectlArgs';
import type { NamedObject } from './kubectlJson';
import { wordsWithoutSecrets } from './wordsWithoutSecrets';

/** An object that `applyManifest` stored, and whether it was there before. */
export interface AppliedObject {
  object: NamedObject;
  created: boolean;
}

const timeoutMs = 60_000;

/**
 * Stores a manifest's objects with server-side apply, as the user's own kubectl does it; what has only
 * a `generateName` is created. Changes the cluster: call it only after a person confirmed context and namespace.
 * @param manifest YAML text
 * @param generated whether an object of it has `generateName` instead of a name, which apply refuses
 * @param onBegin told what there is of it before anything is changed; undefined for what is created under new names
 * @returns the objects as stored, without the values of Secrets
 * @throws KubectlError with the API server's own words where it refuses, as far as they quote no Secret
 */
export async function applyManifest(
  kubectl: Kubectl,
  manifest: string,
  namespace: string,
  generated: boolean,
  signal?: AbortSignal,
  onBegin?: (existing: readonly NamedObject[] | undefined) => void,
): Promise<AppliedObject[]> {
  const call = { input: manifest, timeoutMs, ...(signal && { signal }) };
  const where = namespaceName(namespace);
  if (generated) {
    onBegin?.(undefined);
    const { objects } = await listOn(kubectl, kubectlArgs`create -f - --namespace=${where} -o json`, call);
    return objects.map((object) => ({ object, created: true }));
  }
  const before = await existingObjects(kubectl, manifest, namespace, signal);
  onBegin?.(before);
  const args = kubectlArgs`apply --server-side --field-manager=pod-startup -f - --namespace=${where} -o json`;
  const { objects } = await listOn(kubectl, args, call);
  return objects.map((object) => ({ object, created: isNew(object, before) }));
}

/** What there is of a manifest's objects in the cluster. @throws KubectlError */
export async function existingObjects(
  kubectl: Kubectl,
  manifest: string,
  namespace: string,
  signal?: AbortSignal,
): Promise<NamedObject[]> {
  const args = kubectlArgs`get -f - --namespace=${namespaceName(namespace)} --ignore-not-found -o json`;
  return (await listOn(kubectl, args, { input: manifest, timeoutMs, ...(signal && { signal }) })).objects;
}

/** Whether an object was not there before. */
export function isNew({ metadata }: NamedObject, before: readonly NamedObject[]): boolean {
  return !before.some((other) => other.metadata.uid === metadata.uid);
}

/**
 * Deletes the objects of a manifest that `applyManifest` created, and does not wait for their end.
 * Changes the cluster: call it only after a person confirmed it.
 * @throws KubectlError
 */
export async function deleteObjects(
  kubectl: Kubectl,
  objects: readonly NamedObject[],
  signal?: AbortSignal,
): Promise<void> {
  const items = objects.map(({ apiVersion, kind, metadata }) => ({
    apiVersion,
    kind,
    metadata: { name: metadata.name, ...(metadata.namespace && { namespace: metadata.namespace }) },
  }));
  if (items.length === 0) return;
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const args = kubectlArgs`delete -f - --ignore-not-found --wait=false`;
  await kubectl.run(args, { input, timeoutMs, ...(signal && { signal }) });
}

/** What kubectl prints for a manifest, without the values of Secrets; what it says of a Secret in it is left out. */
async function listOn(
  kubectl: Kubectl,
  args: KubectlArgs,
  call: KubectlCall & { input: string },
): Promise<{ objects: NamedObject[] }> {
  try {
    const { objects } = await kubectl.list(args, call);
    return { objects: objects.map((object) => withoutSecrets(object)) };
  } catch (error) {
    throw error instanceof KubectlError ? wordsWithoutSecrets(error, call.input) : error;
  }
}
