import { Quantity } from '../../../api/quantity';

/** The warning of an amount of bytes that is no whole number, such as `512m` of memory: '' or one text. */
export function fractionalBytes(value: string | number | undefined, path: string): string[] {
  if (value === undefined || Quantity.parse(value).milliValue() % 1000n === 0n) return [];
  return [
    `${path}: fractional byte value ${JSON.stringify(Quantity.parse(value).toString())} is invalid, must be an integer`,
  ];
}
