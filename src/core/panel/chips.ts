import type { Circumstances } from '../circumstances/circumstances';
import { whatIfChip, whatIfText } from '../circumstances/whatIf/whatIfText';
import type { WhatIfSubjects } from '../circumstances/whatIf/answers';
import { noEffect } from '../circumstances/whatIf/subjectsOf';
import type { WhatIf } from '../circumstances/whatIf/whatIf';
import { entryOf } from '../entryOf';
import { nodeKindOf } from '../scenario/nodeKinds';
import { runtimeTitles } from '../scenario/runtimes/runtimeOf';
import type { Fault } from '../scenario/fault';
import type { Assumed, Chip, ExplainedMemento } from './protocol';

/** The release that is simulated where nobody says another one. */
const usualVersion = '1.37';

/** How a start differs from the usual one, in a chip each: settings, faults, what is not assumed, circumstances. */
export function chipsOf(
  settings: Circumstances,
  faults: readonly Fault[],
  assumed: readonly Assumed[],
  changes: readonly WhatIf[],
  subjects: WhatIfSubjects,
): Chip[] {
  return [
    ...settingChips(settings, changes),
    ...faults.map(({ id, label, detail }): Chip => ({ id: `fault ${id}`, label, kind: 'fault', detail })),
    ...assumed
      .filter(({ isOff }) => isOff)
      .map(({ id, what }): Chip => ({
        id: `without ${id}`,
        label: `without ${what}`,
        kind: 'without',
        detail: 'Not assumed',
      })),
    ...changes.map((change): Chip => {
      const line = whatIfText(change);
      const chip = {
        id: `what-if ${line}`,
        label: whatIfChip(change),
        kind: 'whatIf',
        detail: `--what-if '${line}'`,
      } as const;
      const idle = noEffect(change, subjects);
      return idle === undefined
        ? chip
        : { ...chip, label: `${chip.label}: changes nothing`, detail: `It changes nothing: ${idle}` };
    }),
  ];
}

/** What a panel remembers without the difference that a chip tells of. */
export function withoutChip(memento: ExplainedMemento, id: string): ExplainedMemento {
  const space = id.indexOf(' ');
  const [kind, rest] = [id.slice(0, space), id.slice(space + 1)];
  const others = (all: readonly string[] = []): string[] => all.filter((one) => one !== rest);
  switch (kind) {
    case 'fault':
      return { ...memento, faults: others(memento.faults) };
    case 'without':
      return { ...memento, without: others(memento.without) };
    case 'what-if':
      return { ...memento, whatIf: others(memento.whatIf) };
    default:
      return memento;
  }
}

/** What settings have that is not their default; a circumstance that a person changed for this start comes before them. */
function settingChips(
  { kubernetes = usualVersion, runtime, durations, hasStorage, profile = {}, node = {} }: Circumstances,
  changes: readonly WhatIf[],
): Chip[] {
  const isChanged = (name: WhatIf['name']): boolean => changes.some((change) => change.name === name);
  const chip = (name: string, label: string): Chip => ({ id: `setting ${name}`, label, kind: 'setting', detail: `podStartup.simulation.${name}` }); // prettier-ignore
  return [
    ...(kubernetes !== usualVersion && !isChanged('kubernetes') ? [chip('kubernetesVersion', `Kubernetes ${kubernetes}`)] : []), // prettier-ignore
    ...(runtime !== undefined && !isChanged('runtime') ? [chip('runtime', `runtime: ${entryOf<string>(runtimeTitles, runtime) ?? runtime}`)] : []), // prettier-ignore
    ...(durations === 'none' ? [chip('durations', 'calls take no time')] : []),
    ...(Object.keys(profile).length > 0 ? [chip('profile', 'durations of your own')] : []),
    ...(hasStorage === false ? [chip('hasStorage', 'no storage is assumed')] : []),
    ...(Object.keys(node).length > 0 ? [chip('node', nodeKindOf(node.like)?.title ?? 'a node of your own')] : []),
  ];
}
