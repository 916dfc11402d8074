import { commands, window, type ExtensionContext, type WebviewPanel } from 'vscode';
import { comparedWithIn } from '../panel/comparedWithIn';
import {
  ObservedPanel,
  observedPanelType,
  showWatched,
  showWatchedCommand,
  type ObservedSource,
} from '../panel/observedPanel';
import type { WatchedTarget } from '../../core/panel/protocol';
import type { clusterCommands } from './commands';

/** Registers what runs kubectl. Nothing of it is loaded, and nothing is run, before a person asks. */
export function startCluster({ extensionUri, subscriptions }: ExtensionContext): void {
  const load = async (): Promise<typeof clusterCommands> => (await import('./commands')).clusterCommands;
  subscriptions.push(
    commands.registerCommand('podStartup.applyAndWatch', async (target?: unknown) =>
      (await load()).applyAndWatch(extensionUri, target),
    ),
    commands.registerCommand('podStartup.explainRunningPod', async (target?: unknown) =>
      (await load()).explainRunningPod(extensionUri, target),
    ),
    commands.registerCommand('podStartup.watchWorkload', async (target?: unknown) =>
      (await load()).watchWorkload(extensionUri, target),
    ),
    commands.registerCommand(showWatchedCommand, showWatched),
    window.registerWebviewPanelSerializer(observedPanelType, {
      deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) => {
        const { watched, comparedWith: kept }: { watched?: WatchedTarget; comparedWith?: unknown } = state ?? {};
        if (!watched) {
          panel.dispose();
          return;
        }
        // Nobody asked for the cluster yet: the panel offers it.
        let listener: () => void = () => undefined;
        const comparedWith = comparedWithIn(kept);
        const { target, namespace, context } = watched;
        const text = `${target} in namespace ${namespace} of ${context} was watched before the window was reloaded`;
        const source: ObservedSource = {
          title: `Start of ${target}`,
          live: { status: 'ended', text, denied: [] },
          watched,
          current: () => undefined,
          onChange: (listen) => (listener = listen),
          runLooking: () => Promise.resolve(),
          stop: () => undefined,
          watchAgain: () => {
            void load()
              .then((cluster) => cluster.watchAgain(watched))
              .then(async (start) => {
                if (!start) return listener();
                panel.dispose();
                ObservedPanel.show(extensionUri, start, comparedWith);
                await start.begin();
              })
              .catch(async (error: unknown) => (await load()).tellFailure(error));
          },
        };
        ObservedPanel.adopt(panel, extensionUri, source, comparedWith);
      },
    }),
  );
}
