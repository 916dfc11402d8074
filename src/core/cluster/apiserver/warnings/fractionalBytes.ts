import { Quantity } from '../../../api/quantity';

const nanosPerMilli = 1_000_000n;

/**
 * The warning of an amount of bytes that is no whole number, such as `512m` of memory: '' or one text. Go counts it in
 * thousandths, which overflow where there are many `Pi` or any `Ei`: these are taken for fractions, too
 * (pkg/api/pod/warnings.go, 1.37, and scaledValue in apimachinery/pkg/api/resource/scale_int.go, 0.37).
 */
export function fractionalBytes(value: string | number | undefined, path: string): string[] {
  if (value === undefined) return [];
  const amount = Quantity.parse(value);
  const wrapped = amount.format === 'BinarySI' ? BigInt.asIntN(64, amount.nanos / nanosPerMilli) : 0n;
  const thousandths = amount.milliValue() || wrapped;
  if (thousandths % 1000n === 0n) return [];
  return [`${path}: fractional byte value ${JSON.stringify(amount.toString())} is invalid, must be an integer`];
}
