import { Base64 } from 'js-base64';
import { resolvePlainScalar } from './resolvePlainScalar';

type Scalar = string | number | boolean | null;

/**
 * The value of a scalar as kubectl sends it: by its tag, else by its text if it is unquoted (go.yaml.in/yaml/v2
 * decode.go `scalar`, and sigs.k8s.io/yaml, which 1.37 uses). A `problem` is kubectl's own, without a word of the text.
 *
 * @param tag as `tag:yaml.org,2002:int`; undefined where none is written
 */
export function scalarValue(
  text: string,
  tag: string | undefined,
  isPlain: boolean,
): { value: Scalar } | { problem: string } {
  const [, core] = /^tag:yaml\.org,2002:(int|float|bool|null|binary)$/.exec(tag ?? '') ?? [];
  if (core === 'binary') {
    const packed = text.replace(/[\r\n]/g, '');
    return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(packed)
      ? { value: Base64.decode(packed) }
      : { problem: '!!binary value contains invalid base64 data' };
  }
  if (core === undefined && (tag !== undefined || !isPlain)) return { value: text };
  const value = resolvePlainScalar(text);
  if (typeof value === 'number' && !Number.isFinite(value))
    return { problem: `kubectl cannot send it: json: unsupported value: ${goNumber(value)}` };
  return core === undefined || isOf(core, value) ? { value } : { problem: `this is not a valid !!${core}` };
}

function isOf(tag: string, value: Scalar): boolean {
  if (tag === 'null') return value === null;
  if (tag === 'bool') return typeof value === 'boolean';
  return typeof value === 'number' && (tag === 'float' || Number.isInteger(value));
}

function goNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
