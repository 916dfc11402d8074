import { isSameValue } from '../../isSameValue';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { valueAt } from '../../path';
import type { ExplainOptions } from './explainedPod';
import { feeds, type Feed } from './feeds';

/** A field that two manifests have otherwise, with what it feeds. */
export interface ChangedFeed extends Feed {
  object: ManifestObject;
}

/** So many fields are tried. */
const most = 100;

/**
 * What the fields of a manifest feed that are otherwise in another one; an object's other is that of its kind and name,
 * else the only one of its kind. Takes a start for each field that differs, the first hundred.
 */
export function changedFeeds(manifest: Manifest, other: Manifest, options: ExplainOptions): ChangedFeed[] {
  let started = 0;
  return manifest.objects.flatMap((object) => {
    const ofKind = other.objects.filter(({ kind }) => kind === object.kind);
    const partner = ofKind.find(({ name }) => name === object.name) ?? (ofKind.length === 1 ? ofKind[0] : undefined);
    if (!partner) return [];
    return feeds(manifest, object, options, {
      of: (path) =>
        started < most && !isSameValue(valueAt(object.value, path), valueAt(partner.value, path)) && started++ < most,
    }).map((feed) => ({ ...feed, object }));
  });
}
