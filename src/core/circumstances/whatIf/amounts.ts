import { Quantity } from '../../api/quantity';
import { entryOf } from '../../entryOf';
import { parseGoDuration } from '../../go/parseGoDuration';

/** Bytes. */
const sizes: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
};
/** Bytes a second. */
const speeds: Readonly<Record<string, number>> = { KBIT: 125, MBIT: 125_000, GBIT: 125_000_000 };
/** No image and no line is larger. */
const largest = 1e15;

/** A size such as `80MB` or `1.5GiB`, in bytes; undefined where it is none. */
export function sizeOf(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([a-z]+)$/i.exec(text) ?? [];
  const bytes = Number(amount) * (entryOf(sizes, unit.toUpperCase()) ?? NaN);
  return bytes <= largest ? bytes : undefined;
}

/** A share such as `50%`, as a factor of at most 100; undefined where it is none. */
export function shareOf(text: string): number | undefined {
  const [, amount] = /^(\d{1,5}(?:\.\d{1,3})?)%$/.exec(text) ?? [];
  const share = Number(amount) / 100;
  return share <= 100 ? share : undefined;
}

/** A speed such as `5MB/s` or `200Mbit/s`, in bytes a second; undefined where it is none, or where nothing ever came. */
export function speedOf(text: string): number | undefined {
  const [, what = ''] = /^(.*)\/s$/.exec(text) ?? [];
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([a-z]+)$/i.exec(what) ?? [];
  const bits = entryOf(speeds, unit.toUpperCase());
  const bytes = bits === undefined ? sizeOf(what) : Number(amount) * bits;
  return bytes !== undefined && bytes > 0 && bytes <= largest ? bytes : undefined;
}

/** A time such as `25s`, `1m30s` or `25`, which is in seconds; in milliseconds, a day at most. Undefined where it is none. */
export function timeOf(text: string): number | undefined {
  const ms = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : parseGoDuration(text);
  return ms !== undefined && ms >= 0 && ms <= 86_400_000 ? ms : undefined;
}

/** A whole number between two others; undefined where it is none. */
export function countOf(text: string, least: number, most: number): number | undefined {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return count >= least && count <= most ? count : undefined;
}

/** Whether a node can have so much of a resource: `2`, `500m`, `4Gi`. */
export function isAmount(text: string): boolean {
  return Quantity.of(text).compare(Quantity.zero) > 0;
}
