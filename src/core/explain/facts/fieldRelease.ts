import { isUnknownField, schemaField, type SchemaField } from '../../api/schemaField';
import type { Path } from '../../path';
import { ageOf } from '../../release/difference';
import { gates } from '../../release/differences';
import {
  keepsField,
  knowsField,
  youngField,
  type GateName,
  type KubernetesRelease,
} from '../../release/kubernetesRelease';
import { code, words, type Runs } from '../../textRuns';
import type { FieldFact } from './fieldFact';

/** The release since which a server keeps a field by default, as the table of releases has it, else its fact. */
export function sinceOf({ definition, field }: SchemaField, fact: FieldFact | undefined): string | undefined {
  const gate = youngField(definition, field)?.gate;
  return gate ? gates[gate].steps.find(([, isOn]) => isOn)?.[0] : fact?.since;
}

/**
 * What a server of a release makes of a field that it does not keep, or of one above it: it does not know it, or its gate
 * is off. Undefined for one that it keeps.
 *
 * @param type what the path begins at: `Pod`, `Deployment`
 * @param isStrict whether kubectl asks to refuse unknown fields
 */
export function notKept(
  type: string,
  path: Path,
  { release, isNewest, isStrict }: { release: KubernetesRelease; isNewest: boolean; isStrict: boolean },
): Runs | undefined {
  for (const [i, step] of path.entries()) {
    const found = typeof step === 'string' ? schemaField(type, path.slice(0, i + 1)) : undefined;
    if (!found || isUnknownField(found) || found.key !== undefined) continue;
    const { definition, field } = found;
    if (keepsField(release, definition, field)) continue;
    const isOwn = i === path.length - 1;
    const named = isOwn ? 'this field' : code(field);
    if (!knowsField(release, definition, field))
      return words`⚠ Kubernetes ${release.version} does not know ${named}: the API server ${isStrict ? 'refuses' : 'drops'} it.`;
    const gate = gateText(youngField(definition, field)?.gate, release);
    const needs = isOwn ? words`Needs` : words`${code(field)} needs`;
    const here = isNewest ? '' : ` in Kubernetes ${release.version}`;
    return words`⚠ ${needs} the feature gate ${gate}${here}; without it the API server drops ${isOwn ? 'the field' : 'it'}.`;
  }
  return undefined;
}

/** `EnvFiles (alpha since 1.34)`: how far a gate has come in a release. */
function gateText(name: GateName | undefined, { version }: KubernetesRelease): string {
  if (!name) return '';
  const reached = gates[name].stages.filter(([from]) => ageOf(from) <= ageOf(version)).at(-1);
  if (!reached) return name;
  const [since, stage] = reached;
  const [level, isOff] = stage.split(' ', 2);
  return `${name} (${level} since ${since}${isOff === 'off' ? ', off by default' : ''})`;
}
