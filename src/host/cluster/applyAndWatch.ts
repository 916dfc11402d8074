import { window, workspace, type TextDocument, type Uri } from 'vscode';
import { applyManifest, deleteObjects, type AppliedObject } from '../../kubectl/apply';
import { manifestText } from '../../kubectl/manifestText';
import { manifestOf } from '../manifests';
import { ObservedPanel } from '../panel/observedPanel';
import { confirm, showError, showInformation, withProgress } from '../shown/notifications';
import { chooseCluster, contextsOf, userKubectl, type ClusterAccess } from './clusterAccess';
import { simulationSettings } from '../settings';
import { WatchedStart } from './watchedStart';
import type { Manifest } from '../../core/manifest/parseManifest';
import { tellWatchedRelease } from '../watchedRelease';

/** Applies the open manifest, after a person confirmed where, and draws its start as it happens. @throws KubectlError */
export async function applyAndWatch(extension: Uri, uri?: Uri): Promise<void> {
  const document = uri ? await workspace.openTextDocument(uri) : window.activeTextEditor?.document;
  if (!document) {
    await showInformation('Open the manifest to apply first.');
    return;
  }
  const manifest = await manifestOf(document);
  const problem = manifest.problems.find(({ severity }) => severity === 'error');
  if (problem || manifest.objects.length === 0) {
    const why = problem
      ? `it stops at line ${problem.line}: ${problem.message}`
      : 'there is no Kubernetes object in it';
    await showError(`${nameOf(document)} cannot be applied: ${why}.`);
    return;
  }
  const kubectl = await userKubectl();
  if (!kubectl) return;
  const [current] = await contextsOf(kubectl);
  if (!current) return;
  const usual = { kubectl: kubectl.withContext(current.name), context: current.name, namespace: current.namespace };
  const access = await confirmed(document, manifest, usual, () => chooseCluster(kubectl));
  if (!access) return;
  const { namespace, context } = access;
  const [only] = manifest.objects;
  const target = manifest.objects.length === 1 && only ? `${only.kind.toLowerCase()}/${only.name}` : nameOf(document);
  const watched = { context, namespace, target, manifest: document.uri.toString() };
  const scope = { namespace, members: [] };
  const circumstances = { ...simulationSettings(document.uri), namespace };
  const start = new WatchedStart(access.kubectl, watched, scope, circumstances, { manifest, file: nameOf(document) });
  start.onRelease = tellWatchedRelease;
  ObservedPanel.show(extension, start);
  const applied = await withProgress(`Applying ${nameOf(document)} to ${context}`, async (signal) => {
    try {
      if (!(await start.begin())) return undefined; // it was stopped before anything was applied
      const { text, generated } = manifestText(manifest);
      return await applyManifest(access.kubectl, text, namespace, generated, signal);
    } catch (error) {
      start.stop();
      throw error;
    }
  });
  if (!applied) return;
  start.narrow(applied.map(({ object }) => object));
  await offerToDelete(access, start, applied);
}

/** Names the context and the namespace, and goes on only when the person says so. */
async function confirmed(
  document: TextDocument,
  { objects }: Manifest,
  usual: ClusterAccess,
  choose: () => Promise<ClusterAccess | undefined>,
): Promise<ClusterAccess | undefined> {
  const [apply, other] = ['Apply and Watch', 'Another Cluster…'];
  let access: ClusterAccess | undefined = usual;
  while (access) {
    const chosen = await confirm(
      `Apply ${nameOf(document)} to context “${access.context}”, namespace “${access.namespace}”?`,
      objects.map(({ kind, name }) => `${kind} ${name}`),
      apply,
      other,
    );
    if (chosen === apply) return access;
    if (chosen !== other) return undefined;
    access = await choose();
  }
  return undefined;
}

/** When the start is over, offers to take away what it made. */
async function offerToDelete(access: ClusterAccess, start: WatchedStart, applied: AppliedObject[]): Promise<void> {
  const made = applied.filter(({ created }) => created).map(({ object }) => object);
  if (made.length === 0) return;
  // Looked at now and then: asking about hundreds of pods at each of their changes would be too much.
  while (!start.isOver && start.live.status !== 'ended')
    await new Promise((resolve) => {
      setTimeout(resolve, 250);
    });
  const names = made.map(({ kind, metadata }) => `${kind} ${metadata?.name}`).join(', ');
  const remove = 'Delete';
  const chosen = await showInformation(
    `Delete what was created in context “${access.context}”, namespace “${access.namespace}”: ${names}?`,
    remove,
    'Keep',
  );
  if (chosen === remove) await deleteObjects(access.kubectl, made);
}

function nameOf(document: TextDocument): string {
  return document.uri.path.split('/').pop() ?? document.uri.path;
}
