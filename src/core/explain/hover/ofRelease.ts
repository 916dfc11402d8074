import { gates } from '../../release/differences';
import { keepsField, knowsField, youngField, type KubernetesRelease } from '../../release/kubernetesRelease';
import { ageOf, type Gate, type Stage } from '../../release/difference';
import type { FieldFact } from '../facts/fieldFact';
import { words, type Runs } from '../../textRuns';

const stageNames: Readonly<Record<Stage, string>> = {
  alpha: 'alpha',
  beta: 'beta',
  'beta off': 'beta, but off by default,',
  GA: 'GA',
  deprecated: 'deprecated',
  'deprecated on': 'deprecated',
};

/** What keeps an API server of a release from taking in a field; undefined where nothing does. */
export function fieldOfRelease(
  { definition, field }: { definition: string; field: string },
  release: KubernetesRelease,
  fact: FieldFact | undefined,
): Runs | undefined {
  const young = youngField(definition, field);
  if (young && !knowsField(release, definition, field))
    return words`⚠ Kubernetes ${release.version} does not have this field: it comes with ${young.since}.`;
  const name = young?.gate;
  const needed = name && !keepsField(release, definition, field) ? `${name} (${stageIn(gates[name], release)})` : fact?.gate; // prettier-ignore
  return needed === undefined
    ? undefined
    : words`⚠ Needs the feature gate ${needed}; without it the API server drops the field.`;
}

/** How far a gate is in a release: `alpha since 1.37`. */
function stageIn({ stages }: Gate, { version }: KubernetesRelease): string {
  const reached = stages.filter(([from]) => ageOf(from) <= ageOf(version)).at(-1);
  return reached ? `${stageNames[reached[1]]} since ${reached[0]}` : 'not there yet';
}
