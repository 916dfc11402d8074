// Records what the real kubectl prints for the pods of test/core/trace/podTableCases.ts, with the cells of
// the real API server's printers (test/cluster/cmd/podtables; needs Go and kubectl):
//   node tools/record-pod-tables.mjs
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
const bundle = await build({
  entryPoints: [`${root}test/core/trace/podTableCases.ts`],
  bundle: true,
  write: false,
  format: 'esm',
});
const source = Buffer.from(bundle.outputFiles[0].contents).toString('base64');
const { podTableCases } = await import(`data:text/javascript;base64,${source}`);
const recordings = ['own', 'containerd'].flatMap((set) =>
  JSON.parse(brotliDecompressSync(readFileSync(`${root}test/recordings/${set}.json.br`)).toString('utf8')),
);
const cases = podTableCases(recordings);

const podtables = spawn('go', ['run', './cmd/podtables'], {
  cwd: `${root}test/cluster`,
  stdio: ['pipe', 'pipe', 'inherit'],
});
podtables.stdin.end(cases.map((one) => JSON.stringify(one)).join('\n'));
const tables = (await text(podtables.stdout))
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));
if (tables.length !== cases.length) throw new Error(`${tables.length} tables for ${cases.length} cases`);
const packed = brotliCompressSync(Buffer.from(JSON.stringify(tables)));
writeFileSync(`${root}test/core/trace/podTables.json.br`, packed);
console.log(`${tables.length} tables, packed ${packed.length} bytes`);
