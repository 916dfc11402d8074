import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Quantity } from '../../../src/core/api/quantity';

describe('Quantity', () => {
  // The canonical forms are apimachinery's own: its documentation and what its ParseQuantity prints.
  it.each([
    ['1.5', '1500m'],
    ['1.5Gi', '1536Mi'],
    ['1024Mi', '1Gi'],
    ['1000m', '1'],
    ['0.5Ki', '512'],
    ['1e3', '1e3'],
    ['1500e-3', '1500e-3'],
    ['1.500', '1.500'],
    ['0.1Ei', '115292150460684697600m'],
    ['1000Ei', '9223372036854775807'],
    ['00', '0'],
    ['0Mi', '0'],
    ['+5', '+5'],
    ['-0.5', '-500m'],
    ['0.0000000001', '1n'],
  ])('writes %s as %s', (source, canonical) => {
    expect(Quantity.parse(source).toString()).toBe(canonical);
  });

  it('rounds up to whole units and thousandths', () => {
    expect(Quantity.parse('1500u').milliValue()).toBe(2n);
    expect(Quantity.parse('1500m').value()).toBe(2n);
    expect(Quantity.parse('-1500m').value()).toBe(-2n);
  });

  it('refuses with the words of the API', () => {
    expect(() => Quantity.parse('')).toThrow("quantities must match the regular expression '^([+-]?[0-9.]+)");
    expect(() => Quantity.parse('one')).toThrow('quantities must match the regular expression');
    expect(() => Quantity.parse('1Bi')).toThrow('quantities must match the regular expression');
    expect(() => Quantity.parse('1K')).toThrow("unable to parse quantity's suffix");
  });

  it('reads what it writes as the same amount', () => {
    const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'E-2');
    const digits = fc.tuple(fc.nat(), fc.option(fc.nat(99999))).map(([a, b]) => (b === null ? `${a}` : `${a}.${b}`));
    fc.assert(
      fc.property(digits, suffix, (number, unit) => {
        const quantity = Quantity.parse(number + unit);
        expect(Quantity.parse(quantity.toString()).compare(quantity)).toBe(0);
      }),
    );
  });

  it('adds and subtracts exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.bigInt({ min: 0n, max: 10n ** 18n }), (a, b) => {
        const sum = Quantity.parse(`${a}n`).add(Quantity.parse(`${b}n`));
        expect(sum.nanos).toBe(a + b);
        expect(sum.subtract(Quantity.parse(`${b}n`)).nanos).toBe(a);
      }),
    );
  });
});
