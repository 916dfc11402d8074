import { resolvePlainScalar } from './resolvePlainScalar';

/**
 * JSON's name for a YAML key that is no text, as Go writes it: `8080:` is "8080", `on:` is "true", `1.10:` is "1.1"
 * (sigs.k8s.io/yaml 1.6 `convertToJSONableObject`). Undefined where it has none: null, and integers of 64 bits without a sign.
 *
 * @param value what the key is read as
 * @param source its text
 */
export function keyName(value: unknown, source: string): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return undefined;
  const isInteger = Number.isInteger(value) && (/^[-+]?0[xX]/.test(source) || !/[.eE]/.test(source));
  if (!isInteger) return floatName(value);
  if (Number.isSafeInteger(value)) return String(value + 0);
  const digits = source.replaceAll(/[_+]/g, '');
  const exact = /^-?\d+$/.test(digits) && !/^-?0/.test(digits) ? BigInt(digits) : BigInt(value);
  if (BigInt.asIntN(64, exact) === exact) return String(exact);
  return BigInt.asUintN(64, exact) === exact ? undefined : floatName(value);
}

/** The name of an unquoted key. */
export function plainKeyName(source: string): string | undefined {
  return keyName(resolvePlainScalar(source), source);
}

/** `strconv.FormatFloat(value, 'g', -1, 32)`, with YAML's words for what is no number. */
function floatName(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  let shortest = single.toExponential(8);
  for (let digits = 0; digits < 8; digits++) {
    const shorter = single.toExponential(digits);
    if (Math.fround(Number(shorter)) !== single) continue;
    shortest = shorter;
    break;
  }
  const exponent = Number(shortest.slice(shortest.indexOf('e') + 1));
  if (exponent >= -4 && exponent < 6) return plainly(shortest, exponent);
  const [mantissa] = shortest.split('e');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function plainly(shortest: string, exponent: number): string {
  const [mantissa = ''] = shortest.split('e');
  const decimals = Math.max(0, mantissa.replace(/^-?\d\.?/, '').length - exponent);
  return Number(shortest).toFixed(decimals);
}
