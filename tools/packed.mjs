// How the tests' recordings are kept: as JSON, packed as tightly as brotli can.
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

/** Writes a text packed into a file; tells how large it was and is. */
export function packed(target, text) {
  const bytes = Buffer.from(text);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const small = brotliCompressSync(bytes, { params });
  writeFileSync(target, small);
  return `${bytes.length} bytes, packed ${small.length}`;
}
