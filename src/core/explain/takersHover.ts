import type { ManifestObject } from '../manifest/manifestObject';
import type { Manifest } from '../manifest/parseManifest';
import type { Path } from '../manifest/path';
import { code, effectLines } from './effectLines';
import type { Effect } from './effects';
import { fieldPlace } from './fieldPlace';
import { podOf } from './podOf';
import type { ExplainOptions } from './explainedPod';
import { takers } from './takers';

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
): { sections: string[]; effects: Effect[] } | undefined {
  if (!takenKinds.has(object.kind)) return undefined;
  const found = takers(manifest, object, path, options);
  const effects = found.flatMap((taker) => taker.effects);
  if (found.length === 0) {
    const what = object.kind === 'Service' ? 'its variables' : 'it';
    return { sections: [`No pod known here takes ${what} up.`], effects };
  }
  const sections = found.slice(0, 5).map(({ owner, references, effects: ofTaker, isNeeded }) => {
    const places = references.map((reference) => {
      const { field, owner: of } = fieldPlace(podOf(owner), reference.path);
      return `${field}${of ? ` of ${of}` : ''}`;
    });
    const where = places.length > 0 ? ` through ${places.slice(0, 3).join('; ')}` : '';
    const lines = effectLines(ofTaker);
    const isMute = lines.length === 0 && object.kind !== 'ResourceQuota';
    const none = isNeeded ? '; without it the pod does not start' : isMute ? '; no CRI call changes with it' : '';
    const shown = lines.slice(0, 4).map((line) => `\n- ${line}`);
    const rest = lines.length > 4 ? `\n- … and ${lines.length - 4} more` : '';
    const does = object.kind === 'ResourceQuota' ? 'Counts for' : 'Taken up by';
    return `${does} ${owner.kind} ${code(owner.metadata?.name ?? '')}${where}${none}${shown.join('')}${rest}`;
  });
  return { sections, effects };
}
