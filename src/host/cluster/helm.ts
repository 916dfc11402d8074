import { workspace } from 'vscode';
import { findProgram } from '../../kubectl/findProgram';
import { HelmError, helmTemplate } from '../../kubectl/helm';
import { KubectlError } from '../../kubectl/kubectlError';
import type { Helm, HelmProblem } from '../commands/explainChart';

/** The person's helm; never in a workspace that is not trusted: templates run code. */
export const helm: Helm = async (folder) => {
  if (!workspace.isTrusted) return { problem: 'helm does not run in a workspace that is not trusted.' };
  if (folder.scheme !== 'file') return { problem: 'helm renders only charts that lie on the machine where it runs.' };
  try {
    const found = await findProgram('helm');
    if (!found) return { problem: noHelm };
    return {
      render: async (values, cancel) => {
        try {
          const paths = values.map(({ fsPath }) => fsPath);
          return { text: await helmTemplate(found, folder.fsPath, paths, cancel) };
        } catch (error) {
          return problemOf(error);
        }
      },
    };
  } catch (error) {
    return problemOf(error);
  }
};

const noHelm =
  'Rendering a chart needs helm, which is neither on PATH nor on that of your login shell. Install it (https://helm.sh/docs/intro/install), or explain a template by itself: its expressions get stand-ins.';

/** @throws anything that is not an answer of helm or of the search for it */
function problemOf(error: unknown): HelmProblem {
  if (error instanceof HelmError)
    return { problem: error.isCancelled ? undefined : `helm could not render the chart: ${error.message}` };
  if (error instanceof KubectlError) return { problem: error.failure === 'cancelled' ? undefined : error.message };
  throw error;
}
