import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import type { Path } from '../../path';
import { effectLines } from './effectLines';
import type { Effect } from '../difference/effects';
import { fieldPlace } from './fieldPlace';
import { code, joined, words, type Runs } from '../../textRuns';
import { podOf } from '../../manifest/podOf';
import type { ExplainOptions } from '../difference/explainedPod';
import { takers } from '../difference/takers';

/** One pod that takes the object up: how, and the first of the lines of its calls that come from it. */
export interface TakenUp {
  text: Runs;
  lines: readonly Runs[];
}

/** Kinds that pods take up. */
const takenKinds = new Set([
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'ServiceAccount',
  'Service',
  'LimitRange',
  'RuntimeClass',
  'PriorityClass',
  'ResourceQuota',
  'PersistentVolume',
  'StorageClass',
]);

/** For an object that pods take up: which pods do, where, and what of their calls comes from it. Undefined for others. */
export function takersHover(
  manifest: Manifest,
  object: ManifestObject,
  path: Path,
  options: ExplainOptions,
): { taken: TakenUp[]; effects: Effect[] } | undefined {
  if (!takenKinds.has(object.kind)) return undefined;
  const found = takers(manifest, object, path, options);
  const effects = found.flatMap((taker) => taker.effects);
  if (found.length === 0) {
    const what = object.kind === 'Service' ? 'its variables' : 'it';
    return { taken: [{ text: words`No pod known here uses ${what}.`, lines: [] }], effects };
  }
  const taken = found.slice(0, 5).map(({ owner, references, effects: ofTaker, isNeeded }) => {
    const places = references.map((reference) => {
      const { field, owner: of } = fieldPlace(podOf(owner), reference.path);
      return words`${field}${of.length > 0 ? words` of ${of}` : ''}`;
    });
    const where = places.length > 0 ? words` through ${joined(places.slice(0, 3), '; ')}` : '';
    const lines = effectLines(ofTaker);
    const isMute = lines.length === 0 && object.kind !== 'ResourceQuota';
    const none = isNeeded ? '; without it the pod does not start' : isMute ? '; no CRI call depends on it' : '';
    const does = object.kind === 'ResourceQuota' ? 'Counts for' : 'Used by';
    return { text: words`${does} ${owner.kind ?? ''} ${code(owner.metadata?.name ?? '')}${where}${none}`, lines };
  });
  return { taken, effects };
}
