import { remembering } from '../remembering';

/** How a quantity was written, and so how it is written again: `12M`, `12Mi` or `12e6`. */
type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

const decimalSuffixes = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const decimalSuffixOf = new Map([...decimalSuffixes].map(([suffix, exponent]) => [exponent, suffix]));

/** The suffix of 1024 to the power of the index. */
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?((?:[eEinumkKMGTP]+[-+]?|[-+])\d*|)$/;

const formatWrong = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

const nanosPerUnit = 1_000_000_000n;
const nanosPerMilli = 1_000_000n;
const maxBinary = ((1n << 63n) - 1n) * nanosPerUnit;

/** The quotient, rounded away from zero. */
function divideUp(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  if (value % divisor === 0n) return quotient;
  return value > 0n ? quotient + 1n : quotient - 1n;
}

function asInt64(value: bigint): bigint {
  return BigInt.asIntN(64, value) === value ? value : 0n;
}

/**
 * An amount of a resource, exact to a billionth, which is all that Kubernetes keeps.
 * apimachinery/pkg/api/resource/quantity.go, 1.37.
 */
export class Quantity {
  static readonly zero = new Quantity(0n, 'DecimalSI');

  /**
   * @param nanos the amount in billionths
   * @param text how it is to be written, where that is not the canonical form
   */
  private constructor(
    readonly nanos: bigint,
    readonly format: QuantityFormat,
    readonly text?: string,
  ) {}

  /**
   * Reads a quantity as the API does (`UnmarshalJSON`): blanks around it do not count, and a number of YAML is its text.
   *
   * @throws Error with the API's words for it
   */
  static parse(source: string | number): Quantity {
    return Quantity.#read(String(source).trim());
  }

  static readonly #read = remembering((text) => {
    const match = text === '' ? null : pattern.exec(text);
    if (!match) throw new Error(formatWrong);
    const [, sign = '', integer = '', fraction = '', suffix = ''] = match;
    const whole = integer.replace(/^0+/, '') || '0';
    const digits = BigInt(whole + fraction);

    const power = binarySuffixes.indexOf(suffix);
    let format: QuantityFormat;
    let nanos: bigint;
    let exponent = 0;
    let asWritten = false;
    if (power > 0) {
      format = 'BinarySI';
      nanos = divideUp((digits * nanosPerUnit) << BigInt(10 * power), 10n ** BigInt(fraction.length));
      if (nanos > maxBinary) nanos = maxBinary;
      if (nanos > 0n && nanos < nanosPerUnit) format = 'DecimalSI';
      const roomForDigits = 15 - whole.length - Math.trunc(power * 3) - 1;
      asWritten = fraction === '' && roomForDigits >= 0 && (digits & 7n) !== 0n;
    } else {
      const known = decimalSuffixes.get(suffix);
      if (known === undefined && !/^[eE][-+]?\d+$/.test(suffix)) throw new Error("unable to parse quantity's suffix");
      format = known === undefined ? 'DecimalExponent' : 'DecimalSI';
      exponent = known ?? Number(suffix.slice(1));
      const scale = exponent - fraction.length;
      if (scale > 1000 || scale < -1000) throw new Error('unable to parse numeric part of quantity');
      nanos = scale >= -9 ? digits * 10n ** BigInt(scale + 9) : divideUp(digits, 10n ** BigInt(-9 - scale));
      const shifted = whole + fraction;
      asWritten =
        scale >= -9 && shifted.length <= 18 && scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
    }
    return new Quantity(sign === '-' ? -nanos : nanos, format, asWritten ? text : undefined);
  });

  /** The quantity, or zero where there is none or where it can not be read. */
  static of(source: string | number | undefined): Quantity {
    if (source === undefined) return Quantity.zero;
    try {
      return Quantity.parse(source);
    } catch {
      return Quantity.zero;
    }
  }

  /** In whole units (bytes, CPUs), rounded away from zero; what does not fit in 64 bits is 0. */
  value(): bigint {
    return asInt64(divideUp(this.nanos, nanosPerUnit));
  }

  /** In thousandths, rounded away from zero; what does not fit in 64 bits is 0. */
  milliValue(): bigint {
    return asInt64(divideUp(this.nanos, nanosPerMilli));
  }

  isZero(): boolean {
    return this.nanos === 0n;
  }

  /** Less than zero, zero or greater than zero, as this is less than, equal to or greater than the other. */
  compare(other: Quantity): number {
    return this.nanos < other.nanos ? -1 : this.nanos > other.nanos ? 1 : 0;
  }

  add(other: Quantity): Quantity {
    return new Quantity(this.nanos + other.nanos, this.isZero() ? other.format : this.format);
  }

  subtract(other: Quantity): Quantity {
    return new Quantity(this.nanos - other.nanos, this.isZero() ? other.format : this.format);
  }

  /** The canonical form: no fraction, and the largest suffix that loses nothing. `1.5` is `1500m`, `1024Mi` is `1Gi`. */
  toString(): string {
    if (this.text !== undefined) return this.text;
    if (this.isZero()) return '0';
    const small = this.nanos > -1024n * nanosPerUnit && this.nanos < 1024n * nanosPerUnit;
    return this.format === 'BinarySI' && !small && this.nanos % nanosPerUnit === 0n ? this.#binary() : this.#decimal();
  }

  #binary(): string {
    let mantissa = this.nanos / nanosPerUnit;
    let power = 0;
    while (mantissa % 1024n === 0n) {
      mantissa /= 1024n;
      power++;
    }
    return `${mantissa}${binarySuffixes[power] ?? ''}`;
  }

  #decimal(): string {
    let mantissa = this.nanos;
    let exponent = -9;
    while (mantissa % 1000n === 0n) {
      mantissa /= 1000n;
      exponent += 3;
    }
    if (this.format === 'DecimalExponent') return `${mantissa}${exponent === 0 ? '' : `e${exponent}`}`;
    return `${mantissa}${decimalSuffixOf.get(exponent) ?? ''}`;
  }
}
