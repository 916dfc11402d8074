import { commands, env, Uri, workspace } from 'vscode';
import { findKubectl } from '../../kubectl/findKubectl';
import type { FoundProgram } from '../../kubectl/findProgram';
import { kubeContexts, type KubeContext } from '../../kubectl/kubeconfig';
import { Kubectl } from '../../kubectl/kubectl';
import { kubectlArgs } from '../../kubectl/kubectlArgs';
import { ask, pick } from '../shown/picks';
import { showError, showWarning } from '../shown/notifications';
import { kubernetesExtensionSettings } from './kubernetesExtension';

/** A kubectl and what it would talk to, as a person chose it. */
export interface ClusterAccess {
  kubectl: Kubectl;
  context: string;
  namespace: string;
}

/**
 * The user's kubectl without a context yet, or undefined after the person was told why there is none. In a workspace
 * that is not trusted nothing is run. `inTree`: for what was chosen in the Kubernetes extension's tree, which has a
 * kubeconfig of its own.
 */
export async function userKubectl(inTree = false): Promise<Kubectl | undefined> {
  if (!workspace.isTrusted) {
    const manage = 'Manage Trust';
    const chosen = await showWarning(
      'Pod Startup runs kubectl only in a workspace that you trust: settings and kubeconfigs may come with its files.',
      manage,
    );
    if (chosen === manage) await commands.executeCommand('workbench.trust.manage');
    return undefined;
  }
  const setting = kubectlSetting();
  const { kubeconfig } = ofKubernetesExtension();
  const found = await foundKubectl();
  if (found) {
    const kubeconfigOfTree = inTree && kubeconfig ? { KUBECONFIG: kubeconfig } : {};
    return new Kubectl(found.executable, undefined, { ...found.env, ...kubeconfigOfTree });
  }
  const [open, install] = ['Open Setting', 'How to Install'];
  const where = setting ? `at ${setting} (podStartup.kubectl.path)` : 'on PATH, nor on that of your login shell';
  const chosen = await showError(`Pod Startup: there is no kubectl ${where}.`, open, install);
  if (chosen === open) await commands.executeCommand('workbench.action.openSettings', 'podStartup.kubectl.path');
  if (chosen === install) await env.openExternal(Uri.parse('https://kubernetes.io/docs/tasks/tools/'));
  return undefined;
}

/** The kubectl from the settings, PATH or the login shell. Shows nothing. @throws KubectlError */
export async function foundKubectl(): Promise<FoundProgram | undefined> {
  const setting = kubectlSetting();
  const { kubectl } = ofKubernetesExtension();
  return findKubectl({ ...(setting && { setting }), ...(kubectl && { kubernetesExtension: kubectl }) });
}

function kubectlSetting(): string {
  return workspace.getConfiguration('podStartup').get<string>('kubectl.path', '').trim();
}

function ofKubernetesExtension(): ReturnType<typeof kubernetesExtensionSettings> {
  return kubernetesExtensionSettings((key) => workspace.getConfiguration().get(key), process.platform, process.env);
}

/** The kubeconfig's contexts, the current one first. Says so where there is none. @throws KubectlError */
export async function contextsOf(kubectl: Kubectl): Promise<KubeContext[]> {
  const contexts = await kubeContexts(kubectl);
  if (contexts.length === 0)
    await showError('Pod Startup: the kubeconfig has no context. Log in to a cluster, or set KUBECONFIG.');
  return contexts;
}

/** Asks for a context, then for a namespace in it; undefined where the person turned away. @throws KubectlError */
export async function chooseCluster(kubectl: Kubectl): Promise<ClusterAccess | undefined> {
  const contexts = await contextsOf(kubectl);
  if (contexts.length === 0) return undefined;
  const picked = await pick(
    contexts.map((context) => ({
      value: context,
      label: context.name,
      description: context.current ? 'current' : '',
      detail: `cluster ${context.cluster}, namespace ${context.namespace}`,
    })),
    { title: 'Context', placeHolder: 'Which cluster?' },
  );
  if (!picked) return undefined;
  const chosen = kubectl.withContext(picked.name);
  const namespace = await chooseNamespace(chosen, picked.namespace);
  return namespace === undefined ? undefined : { kubectl: chosen, context: picked.name, namespace };
}

async function chooseNamespace(kubectl: Kubectl, usual: string): Promise<string | undefined> {
  let names: string[];
  try {
    const text = await kubectl.run(kubectlArgs`get namespaces -o name`, { timeoutMs: 15_000 });
    names = text.split('\n').flatMap((line) => line.trim().replace(/^namespace\//, '') || []);
  } catch {
    // Who may not list namespaces still knows one.
    return ask({ title: `Namespace in ${kubectl.context}`, value: usual });
  }
  const ordered = [usual, ...names.filter((name) => name !== usual)];
  const choices = ordered.map((name) => ({ value: name, label: name }));
  return pick(choices, { title: `Namespace in ${kubectl.context}`, placeHolder: usual });
}
