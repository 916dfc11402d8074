import { readSync } from 'node:fs';
import { valueAt } from '../core/path';

/** How long nothing is done before the next try, in milliseconds. */
const pauseMs = 5;

/**
 * The bytes of standard input, to its end. Whoever shares a pipe may have made it one that does not wait: a read that comes
 * before the text then fails (EAGAIN), and is tried again. Throws what the read throws otherwise.
 *
 * @param most of more bytes, not all are read
 */
export function standardInput(most: number): Uint8Array {
  const parts: Buffer[] = [];
  const part = Buffer.alloc(64 * 1024);
  for (let all = 0; all <= most;) {
    try {
      const count = readSync(0, part);
      if (count === 0) break;
      all += count;
      parts.push(Buffer.from(part.subarray(0, count)));
    } catch (error) {
      const code = valueAt(error, ['code']);
      if (code === 'EOF') break; // Windows, where the writer is gone
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
  return Buffer.concat(parts);
}
