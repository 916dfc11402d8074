import { entryOf } from '../entryOf';
import { ageOf, type Difference, type Gate } from './difference';
import { behaviours, gates } from './differences';
import { youngField, type KubernetesVersion } from './kubernetesRelease';
import type { RowName } from './mixedRelease';

/** What is to be said of a row to people. */
export interface ToldRow {
  /** The release in which the later of the two has it: `1.35`. Absent where no single one has. */
  since?: string;
  /** What is so since then, as a sentence without its full stop. */
  means: string;
  source: string;
}

/** What a row says of two releases, whichever of them is the newer. */
export function rowTold(row: RowName, one: KubernetesVersion, other: KubernetesVersion): ToldRow {
  const isBetween = (release: string): boolean => {
    const [low, high] = [ageOf(one), ageOf(other)].sort((a, b) => a - b);
    return ageOf(release) > low! && ageOf(release) <= high!;
  };
  const [table = '', definition = '', field = ''] = row.split('.');
  if (table === 'youngFields') {
    const { since = '', gate } = youngField(definition, field) ?? {};
    const kept = gate && gates[gate].steps.find(([, isOn]) => isOn)?.[0];
    const isLate = kept !== undefined && ageOf(kept) > ageOf(since);
    const later = isLate ? `, which API servers keep by default since ${kept} (feature gate ${gate})` : '';
    return {
      since,
      means: `\`${field}\` is a field of ${definition}${later}`,
      source: 'api/openapi-spec/swagger.json',
    };
  }
  const tables: Readonly<Record<string, Readonly<Record<string, Difference<unknown> | Gate>>>> = { behaviours, gates };
  const found = entryOf(entryOf(tables, table), definition);
  if (!found)
    return {
      means: 'Each release has its own kinds and API versions: some are new, and some are gone',
      source: 'pkg/controlplane/instance.go and the zz_generated.prerelease-lifecycle.go of k8s.io/api',
    };
  const { first, steps, means, source } = found;
  const before = (i: number): unknown => (i === 0 ? first : steps[i - 1]![1]);
  const since = steps.filter(([release, value], i) => isBetween(release) && value !== before(i)).at(-1)?.[0];
  const gate = table === 'gates' ? ` (feature gate ${definition})` : '';
  return { ...(since !== undefined && { since }), means: `${means}${gate}`, source };
}
