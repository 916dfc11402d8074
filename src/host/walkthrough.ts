import { commands } from 'vscode';

/** The context keys by which steps of the walkthrough in package.json are done. */
type Step = 'podStartup.hasHovered' | 'podStartup.hasSeenWhy';

const done = new Set<Step>();

/** Marks a step of the walkthrough as done; VS Code is told once. */
export function markDone(step: Step): void {
  if (done.has(step)) return;
  done.add(step);
  void commands.executeCommand('setContext', step, true);
}
