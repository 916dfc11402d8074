// Runs test/host inside the extension host of real VS Code, and counts in out/results/host.json.
// The VS Code is the desktop's where VSCODE_EXECUTABLE_PATH names one (or `--download` asks @vscode/test-electron to
// get one), else code-server's in a headless browser.
import { build } from 'esbuild';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const suite = join(root, 'out/host/suite.cjs');
const marker = 'host test: ';
const results = [];

const files = readdirSync(join(root, 'test/host')).filter((file) => file === 'fixes.test.ts' || file === 'providers.test.ts');
await build({
  stdin: {
    contents: `${files.map((file) => `import './${file}';`).join('\n')}
      import { runTests } from './hostTest';
      export const run = () => runTests((result) => console.log(${JSON.stringify(marker)} + JSON.stringify(result)));`,
    resolveDir: join(root, 'test/host'),
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  external: ['vscode'],
  outfile: suite,
  logLevel: 'warning',
});

const folder = mkdtempSync(join(tmpdir(), 'pod-startup-host-'));
cpSync(join(root, 'samples'), folder, { recursive: true });
try {
  if (process.env.VSCODE_EXECUTABLE_PATH || process.argv.includes('--download')) await inDesktop();
  else await inBrowser();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const failed = results.filter(({ passed }) => !passed);
const counts = { passed: results.length - failed.length, failed: failed.length, skipped: 0 };
mkdirSync(join(root, 'out/results'), { recursive: true });
writeFileSync(
  join(root, 'out/results/host.json'),
  JSON.stringify({ ...counts, names: failed.map(({ name }) => name) }),
);
console.log(`extension host: ${counts.passed} passed, ${counts.failed} failed`);
process.exit(failed.length > 0 || results.length === 0 ? 1 : 0);

/** Takes a line of the extension host's output. */
function take(text) {
  const at = text.indexOf(marker);
  if (at < 0) return;
  const result = JSON.parse(text.slice(at + marker.length));
  results.push(result);
  console.log(`${result.passed ? '✓' : '✗'} ${result.name} (${result.milliseconds} ms)`);
  if (result.error) console.log(result.error);
}

async function inBrowser() {
  const { chromium } = await import('playwright-core');
  const { launchOptions } = await import('./chromium.mjs');
  const { startServer, workbenchUrl } = await import('./vscodeServer.mjs');
  const browser = await chromium.launch(launchOptions());
  const server = await startServer();
  try {
    const page = await browser.newPage();
    let exited = () => {};
    const code = new Promise((resolve) => (exited = resolve));
    await page.exposeFunction('codeAutomationExit', (exitCode) => exited(exitCode));
    await page.exposeFunction('codeAutomationLog', (_type, args) => take(args.map(String).join(' ')));
    await page.goto(workbenchUrl(server, { folder, extension: root.replace(/\/$/, ''), tests: suite }));
    const patience = new Promise((_, reject) =>
      setTimeout(
        () => reject(new Error(`the extension host's tests are not done after 5 minutes: ${server.log()}`)),
        300_000,
      ).unref(),
    );
    const exit = await Promise.race([code, patience]);
    if (exit !== 0 && results.every(({ passed }) => passed))
      results.push({ name: 'the extension host ends well', passed: false, error: `exit code ${exit}` });
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** In a desktop's VS Code the extension host's output is the program's. */
async function inDesktop() {
  const { runTests } = await import('@vscode/test-electron');
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (data, ...rest) => {
    for (const line of String(data).split('\n')) take(line);
    return write(data, ...rest);
  };
  try {
    await runTests({
      ...(process.env.VSCODE_EXECUTABLE_PATH && { vscodeExecutablePath: process.env.VSCODE_EXECUTABLE_PATH }),
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
    });
  } finally {
    process.stdout.write = write;
  }
}
