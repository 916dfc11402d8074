import { workspace, type ConfigurationScope, type WorkspaceConfiguration } from 'vscode';
import { inlayKinds, type InlayKind } from '../core/explain/inlay/inlayHint';
import type { HoverPart } from '../core/explain/hover/hoverOptions';
import { circumstancesOf, type Circumstances, type ReleaseOrigin } from '../core/circumstances/circumstances';
import { firstRelease } from '../core/circumstances/chosenRelease';
import { isMap } from '../core/isMap';
import type { NodeDescription } from '../core/scenario/scenario';
import { watchedRelease } from './watchedRelease';

/** What a person set for the simulation, of the document that it is read for, or for none. */
export function simulationSettings(scope?: ConfigurationScope): Circumstances & { namespace: string } {
  const settings = workspace.getConfiguration('podStartup.simulation', scope);
  const node = settings.get<Partial<NodeDescription>>('node', {});
  const namespace = settings.get<string>('namespace', 'default');
  const runtime = settings.get<string>('runtime', 'containerd');
  return {
    namespace,
    ...circumstancesOf({
      ...firstRelease(releasesSaid(scope)),
      // A default is not a choice.
      runtime: runtime === 'containerd' ? undefined : runtime,
      durations: settings.get<'containerd' | 'none'>('durations'),
      hasStorage: settings.get<boolean>('hasStorage'),
      assume: settings.get<'usual' | 'nothing'>('assume'),
      profile: numbersIn(settings.get<Record<string, unknown>>('profile', {})),
      node: Object.keys(node).length > 0 ? node : undefined,
    }),
  };
}

/** What sets the simulated release, the strongest first; `auto` and unset values set none. */
function* releasesSaid(scope?: ConfigurationScope): Generator<[ReleaseOrigin['by'], unknown]> {
  const settings = workspace.getConfiguration('podStartup.simulation', scope);
  yield ['kubernetes', settings.get('kubernetes')];
  yield ['kubernetesVersion', settings.get('kubernetesVersion')];
  yield ['watched', watchedRelease()];
  const yaml = workspace.getConfiguration('yaml', scope);
  yield ['yaml', chosenIn(yaml, 'kubernetesVersion')];
  yield ['yamlSchemas', schemasRelease(chosenIn(yaml, 'schemas'))];
}

/** What a person set of another extension's setting, whose default says nothing of their cluster. */
function chosenIn(settings: WorkspaceConfiguration, name: string): unknown {
  const { workspaceFolderValue, workspaceValue, globalValue } = settings.inspect<unknown>(name) ?? {};
  return workspaceFolderValue ?? workspaceValue ?? globalValue;
}

/** The release of the addresses of Kubernetes' schemas (`…/v1.32.1-standalone-strict/all.json`), where all name one. */
function schemasRelease(schemas: unknown): string | undefined {
  if (!isMap(schemas)) return undefined;
  const named = Object.keys(schemas).flatMap(
    (address) => /\/(v\d{1,3}\.\d{1,4})\.\d{1,4}-standalone/.exec(address)?.[1] ?? [],
  );
  const [first, ...others] = new Set(named);
  return others.length === 0 ? first : undefined;
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

/** Which of the things that are filled in a person wants to see in a document. */
export function inlayKindsFor(scope: ConfigurationScope): Set<InlayKind> {
  const settings = workspace.getConfiguration('podStartup.inlayHints', scope);
  return new Set(inlayKinds.filter((kind) => settings.get<boolean>(kind) === true));
}

/** Whether a part of the extension is switched on for a document. */
export function isEnabled(part: 'codeLens' | 'hover' | 'hints', scope: ConfigurationScope): boolean {
  return workspace.getConfiguration('podStartup', scope).get<boolean>(`${part}.enabled`, true);
}
