import { releaseWords } from '../circumstances/chosenRelease';
import type { Circumstances, ReleaseOrigin } from '../circumstances/circumstances';
import { whatIfChip, whatIfText } from '../circumstances/whatIf/whatIfText';
import { timeOf } from '../circumstances/whatIf/amounts';
import type { WhatIfSubjects } from '../circumstances/whatIf/answers';
import { noEffect } from '../circumstances/whatIf/subjectsOf';
import type { WhatIf } from '../circumstances/whatIf/whatIf';
import { entryOf } from '../entryOf';
import { nodeKindOf } from '../scenario/nodeKinds';
import { runtimeTitles } from '../scenario/runtimes/runtimeOf';
import type { Fault } from '../scenario/fault';
import { newestVersion } from '../release/versions';
import type { Assumed, Chip, ExplainedMemento, ShownRelease } from './protocol';

/** What a click on a chip and the Delete key do. */
const hows: Readonly<Record<Chip['kind'], string>> = {
  fault: 'Choose faults; Delete removes it',
  without: 'Show what is assumed; Delete removes it',
  whatIf: 'Change it; Delete removes it',
  setting: 'Show the setting',
};

/** How a start differs from the usual one, in a chip each: settings, faults, what is not assumed, circumstances. */
export function chipsOf(
  settings: Circumstances,
  faults: readonly Fault[],
  assumed: readonly Assumed[],
  changes: readonly WhatIf[],
  subjects: WhatIfSubjects,
): Chip[] {
  const chips: Chip[] = [
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
        ? { ...chip, ...sliderOf(change) }
        : { ...chip, label: `${chip.label}: changes nothing`, detail: `It changes nothing: ${idle}` };
    }),
  ];
  return chips.map((chip) => ({ ...chip, detail: [chip.label, chip.detail, hows[chip.kind]].join('\n') }));
}

/** As far as a slider goes at least, in seconds. */
const leastSlide = 120;

/** When an app answers is a time to try out. */
function sliderOf({ name, values: [container = '', time = ''] }: WhatIf): Pick<Chip, 'slider'> {
  if (name !== 'answers-after') return {};
  const seconds = (timeOf(time) ?? 0) / 1000;
  return { slider: { line: `${name} ${container} `, seconds, most: Math.max(leastSlide, Math.ceil(2 * seconds)) } };
}

/** Of which release a start is, and who says so. */
export function shownRelease(circumstances: Circumstances, changes: readonly WhatIf[]): ShownRelease {
  const chosen = changes.find(({ name }) => name === 'kubernetes')?.values[0];
  const version = chosen ?? circumstances.kubernetes ?? newestVersion;
  const from = chosen === undefined ? releaseWords(circumstances) : 'Chosen for this start';
  return { label: `Kubernetes ${version}`, detail: `${from}\nChoose another release`, line: `kubernetes ${version}` };
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
function settingChips(circumstances: Circumstances, changes: readonly WhatIf[]): Chip[] {
  const { runtime, durations, hasStorage, profile = {}, node = {} } = circumstances;
  const chip = (name: string, label: string): Chip => ({ id: `setting ${name}`, label, kind: 'setting', detail: `podStartup.simulation.${name}` }); // prettier-ignore
  return [
    ...(changes.some(({ name }) => name === 'kubernetes') ? [] : releaseChip(circumstances)),
    ...(runtime !== undefined && !changes.some(({ name }) => name === 'runtime') ? [chip('runtime', `runtime: ${entryOf<string>(runtimeTitles, runtime) ?? runtime}`)] : []), // prettier-ignore
    ...(durations === 'none' ? [chip('durations', 'calls take no time')] : []),
    ...(Object.keys(profile).length > 0 ? [chip('profile', 'durations of your own')] : []),
    ...(hasStorage === false ? [chip('hasStorage', 'no storage is assumed')] : []),
    ...(Object.keys(node).length > 0 ? [chip('node', nodeKindOf(node.like)?.title ?? 'a node of your own')] : []),
  ];
}

/** Of the newest release, which is simulated where nobody says another one, nothing is to be said. */
function releaseChip({ kubernetes = newestVersion, origin }: Circumstances): Chip[] {
  if (kubernetes === newestVersion && origin?.asked === undefined) return [];
  const label = `Kubernetes ${kubernetes}`;
  const id = `setting ${(origin && settingsOf[origin.by]) ?? 'kubernetes'}`;
  return [{ id, label, kind: 'setting', detail: releaseWords({ kubernetes, origin }) }];
}

/** The setting that says the release, where it is not the usual one. */
const settingsOf: Readonly<Partial<Record<ReleaseOrigin['by'], string>>> = {
  kubernetesVersion: 'kubernetesVersion',
  yaml: 'yaml.kubernetesVersion',
  yamlSchemas: 'yaml.schemas',
};
