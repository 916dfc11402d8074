import type { Int64Value } from '../../../cri/types';
import { int64, message } from '../../../cri/message';

/** A number that may be absent: 0 is an empty message, absence is none. */
export function int64Value(value: number | undefined): Int64Value | undefined {
  return value === undefined ? undefined : message<Int64Value>({ value: int64(value) });
}
