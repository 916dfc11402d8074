import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { isSamePath } from '../../path';
import type { SourceRange } from '../../manifest/sourceNode';
import { referencesOf, type Reference } from '../../manifest/references';

/** A name in a manifest that stands for another object. */
export interface ReferenceAt {
  reference: Reference;
  /** Where the name (or the key) stands. */
  range: SourceRange;
  /** The namespace in which the object is looked for; undefined for what lies in none or in the current one. */
  namespace: string | undefined;
}

/** The reference under an offset: on the name of another object, or on the key that is wanted of it. */
export function referenceAt(manifest: Manifest, offset: number): ReferenceAt | undefined {
  const object = manifest.objectAt(offset);
  if (!object) return undefined;
  const references = referencesOf(object.kind, object.value);
  for (const { path } of object.pathsAt(offset)) {
    const reference = references.find(
      (candidate) => isSamePath(candidate.path, path) || (candidate.keyPath && isSamePath(candidate.keyPath, path)),
    );
    const placed = reference && object.rangeOf(path);
    if (!placed) continue;
    const namespace = reference.isClusterWide ? undefined : (reference.namespace ?? object.namespace);
    return { reference, range: placed.alias ?? placed.value, namespace };
  }
  return undefined;
}

/** Where a manifest has what a reference names: the key, where one is wanted and there, else the object's name. */
export function definitionOf(manifest: Manifest, { reference, namespace }: ReferenceAt): SourceRange | undefined {
  for (const document of manifest.documents) {
    if (!document.text.includes(reference.kind) || !document.text.includes(reference.name)) continue;
    for (const object of document.objects) {
      if (object.kind !== reference.kind || object.name !== reference.name) continue;
      if (namespace !== undefined && object.namespace !== undefined && object.namespace !== namespace) continue;
      return placeOf(object, reference.key);
    }
  }
  return undefined;
}

function placeOf(object: ManifestObject, key: string | undefined): SourceRange {
  if (key !== undefined) {
    for (const data of ['data', 'stringData', 'binaryData']) {
      const placed = object.rangeOf([data, key]);
      if (placed) return placed.key ?? placed.value;
    }
  }
  return object.rangeOf(['metadata', 'name'])?.value ?? object.range;
}
