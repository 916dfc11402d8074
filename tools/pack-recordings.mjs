// Packs a folder of recordings (one JSON file a case) into one file for the tests:
//   node tools/pack-recordings.mjs FOLDER test/recordings/NAME.json.br
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [folder, target] = process.argv.slice(2);
if (!folder || !target) throw new Error('usage: pack-recordings.mjs FOLDER TARGET');
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
const text = Buffer.from(JSON.stringify(cases));
const params = {
  [constants.BROTLI_PARAM_QUALITY]: 11,
  [constants.BROTLI_PARAM_LGWIN]: 24,
  [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
};
const packed = brotliCompressSync(text, { params });
writeFileSync(target, packed);
console.log(`${cases.length} recordings, ${text.length} bytes, packed ${packed.length}`);
