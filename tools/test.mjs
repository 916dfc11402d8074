// `npm test`: all suites, one after the other, however the ones before ended; the last line counts them all.
//   node tools/test.mjs [SUITE…]      without names: all
// A part that cannot run here is skipped with its reason; with POD_STARTUP_CI=1 that is a failure.
import { spawn as begin, spawnSync } from 'node:child_process';
import { once as event } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumPath } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'out/results');
const strict = process.env.POD_STARTUP_CI === '1';
const bin = (name) => join(root, 'node_modules/.bin', name);

const noBrowser = () =>
  chromiumPath() ? undefined : "there is no Chromium on PATH (Debian's package chromium), nor is CHROMIUM_PATH set";
const hasTests = (folder) =>
  existsSync(join(root, folder)) && readdirSync(join(root, folder)).some((file) => file.endsWith('.test.ts'));

/** Each: how it is run, and why it cannot be. */
const suites = {
  build: { run: () => once('node', ['tools/build.mjs']) },
  types: { run: () => once(bin('tsc'), ['-b']) },
  lint: { run: () => once(bin('oxlint'), ['--type-aware', '--deny-warnings']) },
  format: { run: () => once(bin('prettier'), ['--check', '--log-level=warn', '.']) },
  unused: { run: () => once(bin('knip'), ['--no-progress']) },
  unit: { run: () => vitest('unit') },
  load: { run: () => vitest('load') },
  fuzz: { run: () => vitest('fuzz') },
  package: { run: () => once('node', ['tools/package.mjs']) },
  host: { run: host, whyNot: noBrowser },
  ...(hasTests('test/e2e') && { e2e: { run: () => vitest('e2e'), whyNot: noBrowser } }),
  ...(hasTests('test/cluster') && { cluster: { run: () => vitest('cluster') } }),
};

ensureInstalled();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
const notPassed = [];
const asked = process.argv.slice(2);
const chosen = asked.length > 0 ? asked : Object.keys(suites);
const withPrograms = ['unit', 'e2e'];
const programs = chosen.some((name) => withPrograms.includes(name)) ? programsBuilt() : undefined;
for (const name of chosen) {
  if (!suites[name]) throw new Error(`there is no suite ${name}: ${Object.keys(suites).join(', ')}`);
  if (withPrograms.includes(name)) await programs;
  const since = Date.now();
  console.log(`\n── ${name}`);
  const reason = suites[name].whyNot?.();
  const counts = reason ? { passed: 0, failed: strict ? 1 : 0, skipped: strict ? 0 : 1 } : suites[name].run();
  if (counts.names?.length > 0) notPassed.push(...counts.names.map((test) => `${name}: ${test}`));
  else if (counts.failed > 0) notPassed.push(name);
  if (reason) console.log(`${strict ? 'cannot run' : 'skipped'}: ${reason}`);
  for (const key of Object.keys(total)) total[key] += counts[key];
  const seconds = ((Date.now() - since) / 1000).toFixed(0);
  lines.push(
    `${name.padEnd(8)} ${counts.passed} passed, ${counts.failed} failed` +
      `${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''} (${seconds} s)${reason ? `: ${reason}` : ''}`,
  );
}
// Last, where a log that keeps its end only still has them.
if (notPassed.length > 0) console.log(`\nFailed:\n${notPassed.join('\n')}`);
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

/** Builds the programs of the tests that Go builds, where they are not there, beside the suites that do without; those that do not say what is missing. */
async function programsBuilt() {
  for (const tool of ['tools/buildTraceReader.mjs', 'tools/buildHelm.mjs'])
    await event(begin(process.execPath, [tool], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }), 'exit');
}

/** A program that is one test as a whole. */
function once(program, args) {
  const passed = spawn(program, args);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

function spawn(program, args) {
  const path = program === 'node' ? process.execPath : program;
  return spawnSync(path, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function vitest(project) {
  const file = join(results, `${project}.json`);
  const passed = spawn(bin('vitest'), [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const names = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    const path = relative(root, name);
    // A file that cannot even be loaded has no tests to fail.
    if (tests.length === 0) return status === 'failed' ? [`${path}: ${firstLine(message)}`] : [];
    return tests.map(({ fullName, failureMessages }) => `${path}: ${fullName}: ${firstLine(failureMessages[0])}`);
  });
  return {
    passed: report.numPassedTests,
    failed: names.length === 0 && !passed ? 1 : names.length,
    skipped: report.numPendingTests + report.numTodoTests,
    names,
  };
}

function firstLine(text = '') {
  return text.split('\n', 1)[0].slice(0, 300);
}

function host() {
  const passed = spawn('node', ['tools/testHost.mjs']);
  const file = join(results, 'host.json');
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const counts = JSON.parse(readFileSync(file, 'utf8'));
  return { ...counts, failed: counts.failed === 0 && !passed ? 1 : counts.failed };
}
