import { setEntry } from '../entryOf';
import { isMap } from '../isMap';
import type { Path } from '../path';
import type { WrittenObject } from '../api/kubernetesObject';
import { mayBeSecret } from './mayBeSecret';
import type { ManifestObject } from './manifestObject';
import type { SourceRange } from './sourceNode';

/** A number with an exponent, which is one to YAML 1.1 only where it has a point and the exponent a sign. */
const powerOfTen = /^[-+]?\d[\d_]*(?:[eE][-+]?\d+|\.[\d_]*[eE]\d+)$/;

/**
 * An object as readers of YAML other than kubectl's take it, to which unquoted `y` and `n` are texts, and `3e9`, too: the
 * recordings' manifests were sent so.
 *
 * @param text the manifest's
 */
export function lettersAsText(object: ManifestObject, text: string): WrittenObject {
  const letterAt = (range: SourceRange | undefined): string | undefined => {
    const source = range && range.end - range.start === 1 ? text[range.start] : undefined;
    return source !== undefined && 'yYnN'.includes(source) ? source : undefined;
  };
  const powerAt = (range: SourceRange | undefined): string | undefined => {
    const source = range && text.slice(range.start, range.end);
    return source !== undefined && powerOfTen.test(source) ? source : undefined;
  };
  const read = (value: unknown, path: Path): unknown => {
    if (typeof value === 'boolean') return letterAt(object.rangeOf(path)?.value) ?? value;
    if (typeof value === 'number') return powerAt(object.rangeOf(path)?.value) ?? value;
    const entries: [string | number, unknown][] = Array.isArray(value)
      ? [...value.entries()]
      : isMap(value)
        ? Object.entries(value)
        : [];
    let isSame = true;
    const result: Record<string, unknown> = {};
    for (const [step, entry] of entries) {
      const at = [...path, step];
      const isLetter = step === 'true' || step === 'false';
      const key = (isLetter ? letterAt(object.rangeOf(at)?.key) : undefined) ?? step;
      const found = read(entry, at);
      isSame &&= found === entry && key === step;
      setEntry(result, String(key), found);
    }
    if (isSame) return value;
    return Array.isArray(value) ? Object.values(result) : result;
  };
  // A Secret's values are not looked at.
  const isOdd = /(?:^|[^\w"'])[yYnN](?:[^\w"']|$)/m.test(text) || /[\d._][eE][-+]?\d/.test(text);
  const mayHave = isOdd && !mayBeSecret(object.value);
  return mayHave ? (read(object.value, []) as WrittenObject) : object.value;
}
