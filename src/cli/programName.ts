import { basename } from 'node:path';

/** kubectl runs a program of this name as its own command `startup` (kubectl/pkg/cmd/plugin, 0.37). */
const plugin = 'kubectl-startup';
/** kubectl asks a program of this name what may follow `kubectl startup` (kubectl/pkg/cmd/plugin_completion.go, 0.37). */
const pluginCompletion = 'kubectl_complete-startup';

/** How the program was called: `kubectl startup` where kubectl called it. @param path of the program, as argv has it */
export function programName(path: string | undefined): string {
  return nameOf(path) === plugin ? 'kubectl startup' : 'pod-startup';
}

/** Whether kubectl asks what may follow. */
export function isPluginCompletion(path: string | undefined): boolean {
  return nameOf(path) === pluginCompletion;
}

function nameOf(path: string | undefined): string {
  return path === undefined ? '' : basename(path).replace(/\.(?:js|cmd|exe)$/, '');
}
