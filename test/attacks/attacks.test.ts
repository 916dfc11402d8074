import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCli } from '../cli/buildCli';
import { limits, neverSaid, type Attack } from './attack';
import { expensiveAttacks } from './expensiveAttacks';
import { garbageAttacks } from './garbageAttacks';
import { hostileKeyAttacks } from './hostileKeyAttacks';
import { secretAttacks } from './secretAttacks';
import { terminalAttacks } from './terminalAttacks';
import { wrongTypeAttacks } from './wrongTypeAttacks';

const root = join(import.meta.dirname, '../..');
let folder: string;
let program: string;

beforeAll(async () => {
  ({ folder, program } = await buildCli('attacks'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  output: string;
  code: number | null;
  seconds: number;
  megabytes: number;
}

/** Writes down what the program took: its processor's time in microseconds, its memory at most in kilobytes. */
const measuring = (file: string): string =>
  `data:text/javascript,${encodeURIComponent(`import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.resourceUsage())));`)}`;

/** By the wall clock a program may take so many times as long: others take their turns. */
const patience = 4;

/** Runs the built command line as a person would. */
async function run(args: readonly string[], seconds: number, place: string): Promise<Ran> {
  const taken = join(place, 'taken');
  const child = spawn(process.execPath, ['--import', measuring(taken), program, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stderr.on('data', (part: Buffer) => parts.push(part));
  const timer = setTimeout(() => child.kill('SIGKILL'), patience * seconds * 1000);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  const output = Buffer.concat(parts).toString();
  if (code === null) return { output, code, seconds: Infinity, megabytes: 0 };
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(taken, 'utf8')) as NodeJS.ResourceUsage;
  return { output, code, seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
}

/** What is wrong with what came out. */
function wrongsOf({ output, code, seconds, megabytes }: Ran, attack: Attack): string[] {
  const most = { ...limits, ...attack };
  const quoted = (text: string): string => JSON.stringify(text.slice(0, 120));
  return [
    ...(seconds > most.seconds ? [`not done in ${most.seconds} s`] : []),
    ...(megabytes > most.megabytes ? [`${Math.round(megabytes)} MB, not ${most.megabytes}`] : []),
    ...(code !== null && !most.exit.includes(code) ? [`exit ${code}`] : []),
    ...(attack.expect ?? [])
      .filter((text) => !text.test(output))
      .map((text) => `does not say ${text}: ${quoted(output)}`),
    ...[...neverSaid, ...(attack.never ?? [])].flatMap((text) => {
      const found = text.exec(output);
      return found ? [`says ${text}: ${quoted(output.slice(Math.max(0, found.index - 40)))}`] : [];
    }),
  ];
}

describe.each([
  ['nothing of a Secret leaks', secretAttacks],
  ['names that objects have in JavaScript are names', hostileKeyAttacks],
  ['values of any type are data', wrongTypeAttacks],
  ['nothing takes long for its size', expensiveAttacks],
  ['nothing is sent to a terminal, and no name is a command', terminalAttacks],
  ['what is broken is one sentence', garbageAttacks],
])('%s', (_, attacks) => {
  test.concurrent.each(attacks.flatMap((attack) => attack.sinks.map((sink) => ({ ...attack, sink }))))(
    '$name: $sink',
    async ({ sink, ...attack }) => {
      const place = mkdtempSync(join(folder, 'row-'));
      const text = typeof attack.input === 'string' ? attack.input : attack.input();
      const before = text.slice(0, Math.max(0, text.indexOf('‸'))).split('\n');
      const words = {
        FILE: join(place, `file.${attack.extension ?? 'yaml'}`),
        OTHER: join(place, 'other'),
        CURSOR: `${before.length}:${before.at(-1)!.length + 1}`,
      };
      writeFileSync(words.FILE, text.replace('‸', ''));
      writeFileSync(words.OTHER, attack.other ?? '');
      const args = sink
        .split(' ')
        .map((word) => word.replace(/FILE|OTHER|CURSOR/g, (name) => words[name as keyof typeof words]));
      const ran = await run(args, attack.seconds ?? limits.seconds, place);
      const output = ran.output.replaceAll(words.FILE, 'FILE').replaceAll(words.OTHER, 'OTHER');
      const wrongs = wrongsOf({ ...ran, output }, attack);
      expect(wrongs, wrongs.join('\n')).toEqual([]);
    },
  );
});
