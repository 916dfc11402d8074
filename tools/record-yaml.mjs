// Asks the real kubectl (of PATH, or of KUBECTL) and the API server of KUBECONFIG what they make of the texts in
// test/core/manifest/kubectlReads/texts.ts, without keeping anything (dry run), and packs their answers:
//   node tools/record-yaml.mjs
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
const bundle = `${root}out/record-yaml.mjs`;
await build({
  entryPoints: [`${root}test/core/manifest/kubectlReads/texts.ts`],
  bundle: true,
  outfile: bundle,
  format: 'esm',
  platform: 'node',
});
const { hostileTexts, bytesOf, keyOf } = await import(bundle);

const folder = mkdtempSync(join(tmpdir(), 'record-yaml-'));
try {
  const answers = {};
  const left = hostileTexts.entries();
  await Promise.all(Array.from({ length: 3 }, async () => {
    for (const [i, text] of left) {
      const file = join(folder, `${i}.yaml`);
      writeFileSync(file, bytesOf(text));
      const sent = await created(file, '--dry-run=client', '--validate=false');
      const answer = await created(file, '--dry-run=server');
      answers[keyOf(text)] = { sent: sent.objects, ...answer };
    }
  })); // prettier-ignore
  const sorted = Object.fromEntries(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (Object.keys(sorted).length !== hostileTexts.length) throw new Error('two texts share a digest');
  const text = Buffer.from(JSON.stringify(sorted));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const packed = brotliCompressSync(text, { params });
  writeFileSync(`${root}test/recordings/yaml.json.br`, packed);
  console.log(`${hostileTexts.length} answers, packed ${packed.length} bytes`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What kubectl says to a file: its exit code, the lines of stderr, the objects of stdout. */
function created(file, ...options) {
  return new Promise((resolve) => {
    const args = ['create', '-o', 'json', '-f', file, ...options];
    execFile(process.env.KUBECTL ?? 'kubectl', args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const said = stderr.replaceAll(file, 'FILE').split('\n').filter(Boolean);
      resolve({ code: error?.code ?? 0, said, objects: objectsOf(stdout) });
    });
  });
}

/** Objects that are printed one after another, without what is the server's own. */
function objectsOf(text) {
  const ends = [...text.matchAll(/^\}$/gm)].map(({ index }) => index + 1);
  return ends.map((end, i) => {
    const object = JSON.parse(text.slice(ends[i - 1] ?? 0, end));
    for (const field of ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields'])
      delete object.metadata?.[field];
    return object;
  });
}
