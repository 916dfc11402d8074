import { workspace, type ConfigurationScope } from 'vscode';
import type { HoverPart } from '../core/explain/hover/hoverOptions';
import { circumstancesOf, type Circumstances } from '../core/circumstances/circumstances';
import type { KubernetesVersion } from '../core/release/kubernetesRelease';
import type { NodeDescription } from '../core/scenario/scenario';

/** What a person set for the simulation, of the document that it is read for, or for none. */
export function simulationSettings(scope?: ConfigurationScope): Circumstances & { namespace: string } {
  const settings = workspace.getConfiguration('podStartup.simulation', scope);
  const node = settings.get<Partial<NodeDescription>>('node', {});
  const namespace = settings.get<string>('namespace', 'default');
  const runtime = settings.get<string>('runtime', 'containerd');
  return {
    namespace,
    ...circumstancesOf({
      kubernetes: settings.get<KubernetesVersion>('kubernetesVersion'),
      // The usual one is none that somebody chose.
      runtime: runtime === 'containerd' ? undefined : runtime,
      durations: settings.get<'containerd' | 'none'>('durations'),
      hasStorage: settings.get<boolean>('hasStorage'),
      assume: settings.get<'usual' | 'nothing'>('assume'),
      profile: numbersIn(settings.get<Record<string, unknown>>('profile', {})),
      node: Object.keys(node).length > 0 ? node : undefined,
    }),
  };
}

/** Settings are what a person typed. */
function numbersIn(values: Record<string, unknown>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, number] => Number.isFinite(entry[1]) && Number(entry[1]) >= 0,
    ),
  );
}

/** What hovers show in a document, and how much of it. */
export function hoverSettings(scope: ConfigurationScope): { parts: HoverPart[]; maxLines: number } {
  const settings = workspace.getConfiguration('podStartup.hover', scope);
  return { parts: settings.get<HoverPart[]>('parts', []), maxLines: settings.get<number>('maxLines', 4) };
}

/** Whether a part of the extension is switched on for a document. */
export function isEnabled(part: 'codeLens' | 'hover' | 'hints', scope: ConfigurationScope): boolean {
  return workspace.getConfiguration('podStartup', scope).get<boolean>(`${part}.enabled`, true);
}
