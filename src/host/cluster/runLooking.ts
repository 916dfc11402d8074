import { delimiter, dirname, isAbsolute } from 'node:path';
import { inContext, type SuggestedCommand } from '../../core/diagnosis/facts/suggestedCommand';
import { stepEffect } from '../../core/diagnosis/stepEffect';
import type { WatchedTarget } from '../../core/panel/protocol';
import { runInTerminal } from '../shown/terminals';
import { userKubectl } from './clusterAccess';

/** Runs a suggested command that only looks, in a terminal, where the start is watched. Not in a workspace that is not trusted. */
export async function runLooking(command: SuggestedCommand, { context, inTree }: WatchedTarget): Promise<void> {
  if (stepEffect(command) !== 'only looks') return;
  const kubectl = await userKubectl(inTree);
  if (!kubectl) return;
  const { executable, env } = kubectl;
  const { KUBECONFIG, PATH = '' } = env;
  // A shell finds the kubectl that the settings name, too.
  const path = isAbsolute(executable) ? `${dirname(executable)}${delimiter}${PATH}` : PATH;
  runInTerminal(inContext(command, context), { PATH: path, ...(KUBECONFIG !== undefined && { KUBECONFIG }) });
}
