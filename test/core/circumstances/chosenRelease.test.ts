import { expect, test } from 'vitest';
import { firstRelease, releaseWords } from '../../../src/core/circumstances/chosenRelease';
import type { ReleaseOrigin } from '../../../src/core/circumstances/circumstances';
import { newestVersion } from '../../../src/core/release/versions';

const said = (...all: [ReleaseOrigin['by'], unknown][]) => firstRelease(all);

test.each([
  ['a release', said(['kubernetes', '1.34']), '1.34', 'podStartup.simulation.kubernetes is 1.34'],
  ['auto, and another one below', said(['kubernetes', 'auto'], ['yaml', 'v1.33.0']), '1.33', 'yaml.kubernetesVersion is 1.33'],
  ['the stronger of two', said(['kubernetes', '1.35'], ['kubernetesVersion', '1.29']), '1.35', 'podStartup.simulation.kubernetes is 1.35'],
  ['a choice of before', said(['kubernetes', 'auto'], ['kubernetesVersion', '1.18'], ['yaml', '1.33.0']), '1.18', 'podStartup.simulation.kubernetesVersion is 1.18'],
  ['what a provider calls it', said(['cluster', 'v1.32.9-eks-113cf36']), '1.32', 'The cluster runs 1.32'],
  ['one of the future', said(['cluster', 'v1.41.0']), newestVersion, `The cluster runs 1.41, which is not known yet; simulated as ${newestVersion}`],
  ['one that is long gone', said(['cluster', 'v1.12.3']), '1.18', 'The cluster runs 1.12, which is not known; simulated as 1.18'],
  ['nothing', said(['kubernetes', ''], ['kubernetesVersion', undefined], ['yaml', 133]), undefined, `Kubernetes ${newestVersion}, the newest that is known`],
  ['no release', said(['kubernetes', 'latest'], ['yaml', 'master']), undefined, `Kubernetes ${newestVersion}, the newest that is known`],
] as const)('%s', (_what, chosen, version, words) => {
  expect(chosen.kubernetes).toBe(version);
  expect(releaseWords(chosen)).toBe(words);
}); // prettier-ignore
