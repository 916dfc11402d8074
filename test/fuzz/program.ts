// A program of its own, so that its time and memory are its own: `node program.mjs TASK SEED COUNT BASES`, where BASES
// is a file of the texts to start from. Tells what it found as JSON. anything.fuzz.test.ts runs it.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { hover } from '../../src/core/explain/hover/hover';
import { manifestHints } from '../../src/core/explain/hints/manifestHints';
import { parseManifest, type Manifest } from '../../src/core/manifest/parseManifest';
import { seededRandom, type Random } from '../../src/core/random';
import { showManifest, showSaved } from '../attacks/faces';
import { grown, hurtText, hurtTree, pick } from './mutations';

/** What a run found. */
export interface Found {
  done: number;
  /** Milliseconds of the slowest. */
  slowest: number;
  /** What failed, or was slow: with all that it takes to do it again. */
  failures: string[];
  megabytes: number;
}

/** How long one of each may take, in milliseconds, on the processor. */
export const limits = { hovers: 100, saved: 1_000, grown: 1_000 };
export type Task = keyof typeof limits;

/** How many hovers a text is asked for: as many as make its parse a small part. */
const hoversEach = 40;
/** As long as a text may be of which every face takes less than a second. */
const longest = 100_000;

const found: Found = { done: 0, slowest: 0, failures: [], megabytes: 0 };

/** Does one, with a clock; what takes too long is tried again, as another program may have had the processor. */
function timed(limit: number, describe: () => string, work: () => void): void {
  let best = Infinity;
  try {
    for (let tries = 0; tries < 3 && best > limit; tries++) {
      const before = performance.now();
      const used = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(used);
      best = Math.min(best, performance.now() - before, (user + system) / 1000);
    }
    if (best > limit) found.failures.push(`${Math.round(best)} ms: ${describe()}`);
    found.slowest = Math.max(found.slowest, best);
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    found.failures.push(`${stack.split('\n').slice(0, 4).join(' ')}: ${describe()}`);
  }
}

function hoverAll(text: string, count: number, random: Random): void {
  let manifest: Manifest | undefined;
  const told = (what: string) => () => `${what} of ${JSON.stringify(text)}`;
  timed(limits.hovers, told('parse'), () => {
    manifest = parseManifest(text);
    void manifest.objects.length;
    void manifest.problems.length;
  });
  if (!manifest) return;
  for (let i = 0; i < count; i++) {
    const offset = random.int(text.length + 1);
    // When it is tried again, nothing is known from before.
    let first = true;
    timed(limits.hovers, told(`hover at ${offset}`), () => {
      hover(first ? manifest! : parseManifest(text), offset);
      first = false;
    });
    found.done++;
  }
  timed(limits.saved, told('hints'), () => void manifestHints(manifest!));
}

const [task, seed, count, file] = process.argv.slice(2) as [Task, string, string, string];
const random = seededRandom(Number(seed));
const bases = JSON.parse(readFileSync(file, 'utf8')) as string[];
while (found.done < Number(count) && found.failures.length < 20) {
  if (task === 'hovers') hoverAll(hurtText(pick(random, bases), random), hoversEach, random);
  else if (task === 'saved') {
    const base = pick(random, bases);
    const text = random.int(2) === 0 ? JSON.stringify(hurtTree(JSON.parse(base), random)) : hurtText(base, random);
    timed(
      limits.saved,
      () => `saved ${JSON.stringify(text)}`,
      () => void showSaved([{ name: 'saved.json', text }]),
    );
    found.done++;
  } else {
    const state = `grown of seed ${seed}, number ${found.done}`;
    const text = grown(pick(random, bases), longest, random).slice(0, longest);
    const offsets = Array.from({ length: 3 }, () => random.int(text.length + 1));
    const isSaved = /^\s*\{"kind":"List"/.test(text);
    const describe = (face: string) => () => `${face}, ${state}: ${JSON.stringify(text.slice(0, 300))}`;
    timed(limits.grown, describe('hints'), () => void manifestHints(parseManifest(text)));
    for (const offset of offsets)
      timed(limits.grown, describe(`hover at ${offset}`), () => void hover(parseManifest(text), offset));
    timed(limits.grown * 3, describe('all faces'), () => void showManifest(text, []));
    if (isSaved) timed(limits.grown, describe('saved'), () => void showSaved([{ name: 'saved.json', text }]));
    found.done++;
  }
}
found.megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify(found));
