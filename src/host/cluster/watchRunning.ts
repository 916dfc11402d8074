import { Uri, workspace } from 'vscode';
import { evidenceScope } from '../../kubectl/evidenceScope';
import { humanDuration } from '../../core/trace/humanDuration';
import { podStatusWord } from '../../core/trace/podStatusWord';
import { manifestOf } from '../manifests';
import { ObservedPanel } from '../panel/observedPanel';
import { pick } from '../shown/picks';
import { chooseCluster, contextsOf, userKubectl, type ClusterAccess } from './clusterAccess';
import { treeTarget, type TreeTarget } from './kubernetesExtension';
import { WatchedStart } from './watchedStart';
import type { AppliedManifest } from '../../kubectl/session/expectedStarts';
import { simulationSettings } from '../settings';
import type { Kubectl } from '../../kubectl/kubectl';
import { kubectlArgs, namespaceName } from '../../kubectl/kubectlArgs';
import type { Pod } from '../../core/api/types';
import type { WatchedTarget } from '../../core/panel/protocol';
import { tellWatchedRelease } from '../watchedRelease';

/** Milliseconds that a list may take. */
const timeoutMs = 30_000;

/** Rebuilds the start of a pod that a person picks, or that was chosen in a tree, and goes on watching. @throws KubectlError */
export async function explainRunningPod(extension: Uri, item?: unknown): Promise<void> {
  await watchChosen(extension, item, async ({ kubectl, namespace }) => {
    const args = kubectlArgs`get pods --namespace=${namespaceName(namespace)} -o json`;
    const pods: Pod[] = (await kubectl.list(args, { timeoutMs })).objects;
    return pick(
      pods.map((pod) => {
        const { status, ready, total, restarts } = podStatusWord(pod);
        const age = humanDuration(Date.now() - Date.parse(pod.metadata?.creationTimestamp ?? ''));
        return {
          value: `pod/${pod.metadata?.name ?? ''}`,
          label: pod.metadata?.name ?? '',
          description: `${status} · ${ready}/${total} ready${restarts ? ` · ${restarts} restarts` : ''} · ${age}`,
        };
      }),
      {
        title: `Pod in ${namespace}`,
        placeHolder: pods.length > 0 ? 'Whose start?' : 'There is no pod here',
      },
    );
  });
}

/** Watches all pods of a workload that a person picks. @throws KubectlError */
export async function watchWorkload(extension: Uri, item?: unknown): Promise<void> {
  await watchChosen(extension, item, async ({ kubectl, namespace }) => {
    const where = namespaceName(namespace);
    const args = kubectlArgs`get deployments.apps,statefulsets.apps,daemonsets.apps,jobs.batch,cronjobs.batch,replicationcontrollers,replicasets.apps --namespace=${where} -o json`;
    const { objects: found } = await kubectl.list(args, { timeoutMs });
    // What another workload made is watched through that.
    const tops = found.filter(({ metadata }) => !metadata?.ownerReferences?.some(({ controller }) => controller));
    return pick(
      tops.map(({ kind = '', metadata }) => ({
        value: `${kind.toLowerCase()}/${metadata?.name ?? ''}`,
        label: metadata?.name ?? '',
        description: kind,
      })),
      {
        title: `Workload in ${namespace}`,
        placeHolder: tops.length > 0 ? 'Whose pods?' : 'There is no workload here',
      },
    );
  });
}

/** Watches what was watched before the window was reloaded. */
export async function watchAgain(watched: WatchedTarget): Promise<WatchedStart | undefined> {
  const kubectl = await userKubectl(watched.inTree);
  if (!kubectl) return undefined;
  const chosen = kubectl.withContext(watched.context);
  const { namespace, target, members, manifest } = watched;
  const scope = members ? { namespace, members } : await evidenceScope(chosen, namespace, target);
  const from = manifest === undefined ? undefined : await applied(manifest);
  const start = new WatchedStart(chosen, watched, scope, { ...simulationSettings(), namespace }, from);
  start.onRelease = tellWatchedRelease;
  return start;
}

/** The manifest as it stands now; undefined where its file is gone. */
async function applied(uri: string): Promise<AppliedManifest | undefined> {
  try {
    const document = await workspace.openTextDocument(Uri.parse(uri));
    return { manifest: await manifestOf(document), file: document.uri.path.split('/').pop() ?? '' };
  } catch {
    return undefined;
  }
}

async function watchChosen(
  extension: Uri,
  item: unknown,
  choose: (access: ClusterAccess) => Promise<string | undefined>,
): Promise<void> {
  const inTree = treeTarget(item);
  const kubectl = await userKubectl(inTree !== undefined);
  if (!kubectl) return;
  const access = inTree ? await treeAccess(kubectl, inTree) : await chooseCluster(kubectl);
  if (!access) return;
  const target = inTree?.target ?? (await choose(access));
  if (target === undefined) return;
  const { context, namespace } = access;
  const scope = await evidenceScope(access.kubectl, namespace, target);
  const watched = { context, namespace, target, ...(inTree && { inTree: true }) };
  const start = new WatchedStart(access.kubectl, watched, scope, { ...simulationSettings(), namespace });
  start.onRelease = tellWatchedRelease;
  ObservedPanel.show(extension, start);
  await start.begin();
}

/** The tree shows the current context. */
async function treeAccess(kubectl: Kubectl, { namespace }: TreeTarget): Promise<ClusterAccess | undefined> {
  const [current] = await contextsOf(kubectl);
  if (!current) return undefined;
  return {
    kubectl: kubectl.withContext(current.name),
    context: current.name,
    namespace: namespace || current.namespace,
  };
}
