import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { textOfBytes } from './textOfBytes';

/**
 * The whole lines at the end of a file, which may be larger than what a program can hold.
 *
 * @param most how many bytes are read, an even number
 * @throws what the file system says
 */
export function endOfFile(file: string, most: number): string {
  const opened = openSync(file, 'r');
  try {
    const { size } = fstatSync(opened);
    const mark = read(opened, 0, 2);
    // Each character of UTF-16 has two bytes: an even place is never in the middle of one.
    const from = Math.max(0, size - most);
    const text = textOfBytes(Buffer.concat([mark, read(opened, Math.max(2, from + (from % 2)), most)]));
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    closeSync(opened);
  }
}

function read(opened: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(opened, bytes, 0, length, from));
}
