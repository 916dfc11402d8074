// Packs a folder of recordings (one JSON file a case) into one file for the tests:
//   node tools/pack-recordings.mjs FOLDER… test/recordings/NAME.json.br [--small]
// With --small status polls are left out, and of a pod's watch all but the first and the last.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const isSmall = process.argv.includes('--small');
const folders = process.argv.slice(2).filter((one) => one !== '--small');
const target = folders.pop();
if (!target || folders.length === 0) throw new Error('usage: pack-recordings.mjs FOLDER… TARGET [--small]');

const polls = /\/(?:PodSandboxStatus|ContainerStatus|ReopenContainerLog)$/;
const small = (recording) => {
  const { watch, cri, audit: _audit, ...rest } = recording;
  const uids = watch.map(({ object }) => object.metadata.uid);
  return {
    ...rest,
    watch: watch.filter((_, i) => uids.indexOf(uids[i]) === i || uids.lastIndexOf(uids[i]) === i),
    cri: cri.filter(({ method }) => !polls.test(method)),
  };
};

const cases = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .map((recording) => (isSmall ? small(recording) : recording)),
);
const text = Buffer.from(JSON.stringify(cases));
const params = {
  [constants.BROTLI_PARAM_QUALITY]: 11,
  [constants.BROTLI_PARAM_LGWIN]: 24,
  [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
};
const packed = brotliCompressSync(text, { params });
writeFileSync(target, packed);
console.log(`${cases.length} recordings, ${text.length} bytes, packed ${packed.length}`);
