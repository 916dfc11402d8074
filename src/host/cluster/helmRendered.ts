import { workspace, type Uri } from 'vscode';
import { findProgram } from '../../kubectl/findProgram';
import { HelmError, helmTemplate } from '../../kubectl/helm';
import { KubectlError } from '../../kubectl/kubectlError';
import type { HelmRendered } from '../commands/explainChart';

/** What the person's helm makes of the chart in a folder; never in a workspace that is not trusted: templates run code. */
export async function helmRendered(folder: Uri, values: readonly Uri[], signal: AbortSignal): Promise<HelmRendered> {
  if (!workspace.isTrusted)
    return { problem: 'Pod Startup runs helm only in a workspace that you trust: a chart comes with its files.' };
  if (folder.scheme !== 'file') return { problem: 'helm renders only charts that lie on the machine where it runs.' };
  try {
    const helm = await findProgram('helm', process.env, signal);
    if (!helm)
      return {
        problem:
          'There is no helm on PATH, nor on that of your login shell. Install it (https://helm.sh/docs/intro/install), or explain a template by itself: its expressions get stand-ins.',
      };
    const paths = values.map(({ fsPath }) => fsPath);
    return { text: await helmTemplate(helm, folder.fsPath, paths, signal) };
  } catch (error) {
    if (error instanceof HelmError)
      return { problem: error.isCancelled ? undefined : `helm could not render the chart: ${error.message}` };
    if (error instanceof KubectlError) return { problem: error.failure === 'cancelled' ? undefined : error.message };
    throw error;
  }
}
