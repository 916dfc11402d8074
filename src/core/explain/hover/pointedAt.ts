import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import type { PathAt } from '../../manifest/sourcePaths';

/** The values that the offset is on: by their key or text; a list's item also by its dash, a flow value by its bracket. */
export function pointedAt(manifest: Manifest, object: ManifestObject, offset: number): PathAt[] {
  const { text } = manifest;
  const dash = /^(-[ \t]+)[^\s#]/.exec(text.slice(offset, offset + 80))?.[1];
  if (dash !== undefined && /(?:^|\n)[ \t-]*$/.test(text.slice(Math.max(0, offset - 200), offset))) {
    const start = offset + dash.length;
    return object.pathsAt(start).flatMap(({ path }): PathAt[] => {
      for (let length = path.length; length > 0; length--) {
        const item = path.slice(0, length);
        if (typeof item.at(-1) === 'number' && object.rangeOf(item)?.value.start === start)
          return [{ path: item, part: 'value' }];
      }
      return [];
    });
  }
  const isBracket = text[offset] === '{' || text[offset] === '[';
  return object.pathsAt(offset).flatMap((at): PathAt[] => {
    if (at.part !== 'inside') return [at];
    return isBracket && object.rangeOf(at.path)?.value.start === offset ? [{ ...at, part: 'value' }] : [];
  });
}
