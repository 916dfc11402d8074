// Packs what kubectl saw of the starts of which the API server's audit log was recorded, with that log, for the tests of the
// observer: of each folder each nth case, of the first all.
//   node tools/pack-audited-starts.mjs FOLDER… test/recordings/auditedStarts.json.br
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packed } from './packed.mjs';

const folders = process.argv.slice(2);
const target = folders.pop();
if (!target || folders.length === 0) throw new Error('usage: pack-audited-starts.mjs FOLDER… TARGET');

/** Of the folders after the first, of which so many cases one is kept. */
const share = 4;

const all = folders.flatMap((folder, nth) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .filter((_, i) => nth === 0 || i % share === 0)
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .filter(({ audit, watch }) => audit && watch.length > 0)
    .map(({ name, kubernetes, namespace, watch, events, owners, audit }) => ({
      name: `${kubernetes} ${name}`,
      namespace,
      watch,
      events,
      owners,
      audit,
    })),
);
console.log(
  `${all.length} recordings, ${packed(target, `[${all.map((value) => JSON.stringify(value)).join(',\n')}]`)}`,
);
