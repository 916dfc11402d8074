// Packs a folder of recordings (one JSON file a case) into one file for the tests:
//   node tools/pack-recordings.mjs FOLDER… test/recordings/NAME.json.br [--small]
// With --small status polls are left out, and of a pod's watch all but the first and the last.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packed } from './packed.mjs';

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
console.log(`${cases.length} recordings, ${packed(target, JSON.stringify(cases))}`);
