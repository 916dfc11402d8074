import type { ManifestObject } from '../../manifest/manifestObject';
import type { SourceRange } from '../../manifest/sourceNode';
import type { Path } from '../../path';

/** Where the path stands, or what of it is there. */
export function nearest(object: ManifestObject, path: Path): SourceRange {
  for (let length = path.length; length > 0; length--) {
    const placed = object.rangeOf(path.slice(0, length));
    if (placed) return length === path.length ? placed.value : (placed.key ?? placed.value);
  }
  return object.rangeOf(['kind'])?.value ?? object.range;
}
