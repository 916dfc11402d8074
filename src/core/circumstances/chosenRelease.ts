import { ageOf } from '../release/difference';
import { nearestVersion } from '../release/nearestVersion';
import { newestVersion } from '../release/versions';
import type { Circumstances, ReleaseOrigin } from './circumstances';

/** Who says it, in the words that begin a sentence. */
const sayings: Readonly<Record<ReleaseOrigin['by'], string>> = {
  flag: '--kubernetes is',
  cluster: 'The cluster runs',
  watched: 'The cluster that was watched last runs',
  kubernetes: 'podStartup.simulation.kubernetes is',
  kubernetesVersion: 'podStartup.simulation.kubernetesVersion is',
  yaml: 'yaml.kubernetesVersion is',
  yamlSchemas: 'yaml.schemas names',
};

/** The part of the circumstances that says of which release a start is. */
export type ReleaseChoice = Pick<Circumstances, 'kubernetes' | 'origin'>;

/**
 * The release of the first of some sayings that names one, `1.34` or `v1.33.5-gke.1162000`; one that the simulation does
 * not know is taken to the nearest. Empty where none does: a start is of the newest then.
 */
export function firstRelease(said: Iterable<readonly [by: ReleaseOrigin['by'], text: unknown]>): ReleaseChoice {
  for (const [by, text] of said) {
    const named = typeof text === 'string' ? nearestVersion(text) : undefined;
    if (!named) continue;
    const { version, asked } = named;
    return { kubernetes: version, origin: { by, ...(asked !== undefined && { asked }) } };
  }
  return {};
}

/** Of which release a start is and who says so, as a sentence without a full stop. */
export function releaseWords({ kubernetes = newestVersion, origin }: ReleaseChoice): string {
  if (!origin) return `Kubernetes ${kubernetes}, the newest that is known`;
  const { by, asked } = origin;
  if (asked === undefined) return `${sayings[by]} ${kubernetes}`;
  const isYounger = ageOf(asked) > ageOf(newestVersion);
  return `${sayings[by]} ${asked}, which is not known${isYounger ? ' yet' : ''}; simulated as ${kubernetes}`;
}
