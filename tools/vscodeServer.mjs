// Real VS Code without its download server: the npm package code-server carries VS Code's server, which shows the
// workbench in a browser and runs extensions in the real extension host. It needs Node 24, which npm carries too.
//
//   import { startServer, workbenchUrl } from '../../tools/vscodeServer.mjs';
//   const server = await startServer({ settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
//   await page.goto(workbenchUrl(server, { folder: '/abs/folder', extension: '/abs/project' }));
//   …
//   await server.stop();
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { npm, packagesFolder } from './cache.mjs';

const codeServer = 'code-server@4.139.1';
const node24 = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@24.21.0`;

/** Settings that keep everything away that is not under test. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
};

/** Why VS Code's server cannot run here, in one sentence; undefined where it can. */
export function whyNoServer() {
  if (process.platform === 'win32') return 'code-server does not run on Windows: install VS Code';
  return undefined;
}

/** Installs the server where that was not done yet. Returns the programs' paths. */
export function installServer() {
  const folder = packagesFolder('vscode', [codeServer, node24], (unfinished) =>
    npm(['install', '--omit=dev'], join(unfinished, 'node_modules/code-server/lib/vscode')),
  );
  const modules = join(folder, 'node_modules');
  return {
    node: join(modules, node24.slice(0, node24.lastIndexOf('@')), 'bin/node'),
    main: join(modules, 'code-server/lib/vscode/out/server-main.js'),
  };
}

/** The path of a Node 24, for tools that need one. */
export function node24Path() {
  return installServer().node;
}

/**
 * Starts a server with a fresh profile on a free port of this machine; resolves when it answers.
 *   settings        the machine's settings on top of what keeps things quiet
 *   trustWorkspaces false to test restricted mode (default true: every folder is trusted)
 *   vsix            paths of packages to install first, as a user would
 *   port            a fixed port (default: any free one)
 *   keep            a folder for the profile that stays (default: a temporary one, removed by stop())
 *   env             environment variables on top of this process's
 * Gives { url, port, dataFolder, log(), stop() }; stop() ends the server and what it started.
 */
export async function startServer({ settings = {}, trustWorkspaces = true, vsix = [], port, keep, env = {} } = {}) {
  const reason = whyNoServer();
  if (reason) throw new Error(reason);
  const { node, main } = installServer();
  const dataFolder = keep ?? mkdtempSync(join(tmpdir(), 'pod-startup-vscode-'));
  mkdirSync(join(dataFolder, 'data/Machine'), { recursive: true });
  const settingsFile = join(dataFolder, 'data/Machine/settings.json');
  if (!keep || !existsSync(settingsFile)) writeFileSync(settingsFile, JSON.stringify({ ...quiet, ...settings }));
  const common = ['--accept-server-license-terms', '--server-data-dir', dataFolder];
  const environment = { ...process.env, ...env };
  delete environment.ELECTRON_RUN_AS_NODE;
  delete environment.VSCODE_IPC_HOOK_CLI;
  for (const file of vsix) {
    await promisify(execFile)(node, [main, ...common, '--install-extension', file, '--force'], { env: environment });
  }
  const chosen = port ?? (await freePort());
  const server = spawn(
    node,
    [
      main,
      '--host',
      '127.0.0.1',
      '--port',
      `${chosen}`,
      '--without-connection-token',
      '--enable-smoke-test-driver',
      '--force-disable-user-env', // a login shell's PATH would take the place of what `env` says
      ...(trustWorkspaces ? ['--disable-workspace-trust'] : []),
      ...common,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: environment },
  );
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => (output += data));
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const url = `http://127.0.0.1:${chosen}`;
  const killGroup = (signal) => {
    try {
      if (server.pid !== undefined) process.kill(-server.pid, signal);
    } catch {
      // It has ended.
    }
  };
  const onExit = () => killGroup('SIGKILL');
  process.once('exit', onExit);
  const stop = async () => {
    process.off('exit', onExit);
    killGroup('SIGTERM');
    const patience = setTimeout(() => killGroup('SIGKILL'), 3000);
    await ended;
    clearTimeout(patience);
    killGroup('SIGKILL'); // the extension hosts, where they outlive their parent
    if (!keep) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  for (let tries = 0; ; tries++) {
    const answers = await fetch(`${url}/version`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) break;
    if (server.exitCode !== null || tries === 300) {
      await stop();
      throw new Error(`VS Code's server did not start: ${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, port: chosen, dataFolder, log: () => output, stop };
}

/**
 * The workbench's address.
 *   folder     the folder to open (absolute)
 *   file       a file to open in it (absolute)
 *   extension  an extension's folder to load from where it is (absolute)
 *   tests      a file to run inside the extension host (absolute); the page then calls
 *              window.codeAutomationLog(type, args) and window.codeAutomationExit(code)
 */
export function workbenchUrl({ url }, { folder, file, extension, tests }) {
  const remote = (path) => `vscode-remote://${new URL(url).host}${path}`;
  const payload = [
    ...(extension ? [['extensionDevelopmentPath', remote(extension)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...(file ? [['openFile', remote(file)]] : []),
  ];
  const parameters = new URLSearchParams();
  if (folder) parameters.set('folder', folder);
  if (payload.length > 0) parameters.set('payload', JSON.stringify(payload));
  return `${url}/?${parameters}`;
}

async function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
