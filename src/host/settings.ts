import { workspace, type ConfigurationScope } from 'vscode';
import type { HoverPart } from '../core/explain/hover';
import type { DurationProfile } from '../core/runtime/durationProfile';
import type { KubernetesVersion } from '../core/kubernetesRelease';
import type { NodeDescription } from '../core/simulate/scenario';

/** What a person can set for the simulation. */
export interface SimulationSettings {
  kubernetes: KubernetesVersion;
  durations: 'containerd' | 'none';
  hasStorage: boolean;
  /** Milliseconds, bytes and bytes a millisecond that take the place of the profile's. */
  profile: Partial<DurationProfile>;
  namespace: string;
  node: Partial<NodeDescription>;
}

/** The settings under `podStartup`, for the document that they are read for, or for none. */
export function simulationSettings(scope?: ConfigurationScope): SimulationSettings {
  const settings = workspace.getConfiguration('podStartup', scope);
  return {
    kubernetes: settings.get<KubernetesVersion>('simulation.kubernetesVersion', '1.37'),
    durations: settings.get<'containerd' | 'none'>('simulation.durations', 'containerd'),
    hasStorage: settings.get<boolean>('simulation.hasStorage', true),
    profile: numbersIn(settings.get<Record<string, unknown>>('simulation.profile', {})),
    namespace: settings.get<string>('simulation.namespace', 'default'),
    node: settings.get<Partial<NodeDescription>>('simulation.node', {}),
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
