import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { batchCommandLine, isBatchFile } from './batchFile';

/** A process with its three pipes. */
export type PipedProcess = ChildProcessWithoutNullStreams;

/** How long a process that was told to end may take before it is killed, in milliseconds. */
const killAfterMs = 1_000;
/** How long, once it was killed, what no longer belongs to it may hold its output, in milliseconds. */
const letGoAfterMs = 300;

/** Everything that runs, whoever started it: nothing outlives the process that asked for it. */
const running = new Set<PipedProcess>();
const ending = new WeakSet<PipedProcess>();

/**
 * Starts a program with an array of arguments, never through a shell, in a process group of its own, so that what it
 * starts (an exec auth plugin) ends together with it.
 * @throws Error where the arguments cannot be handed on
 */
export function startProcess(executable: string, args: readonly string[], env: NodeJS.ProcessEnv): PipedProcess {
  const isBatch = process.platform === 'win32' && isBatchFile(executable);
  const child = spawn(
    isBatch ? systemProgram('cmd.exe', env) : executable,
    isBatch ? batchCommandLine(executable, args) : [...args],
    {
      env,
      shell: false,
      windowsHide: true,
      windowsVerbatimArguments: isBatch,
      detached: process.platform !== 'win32',
    },
  );
  if (running.size === 0) process.on('exit', killAll);
  running.add(child);
  child.on('close', () => {
    running.delete(child);
    if (running.size === 0) process.removeListener('exit', killAll);
  });
  return child;
}

/** Asks a process and what it started to end, and kills who has not after a second. Its `close` follows in any case. */
export function endProcess(child: PipedProcess): void {
  if (ending.has(child) || !running.has(child)) return;
  ending.add(child);
  kill(child, 'SIGTERM');
  const timer = setTimeout(() => killProcess(child), killAfterMs);
  // Its own end is not that of what it started.
  child.once('close', () => {
    clearTimeout(timer);
    kill(child, 'SIGKILL');
  });
}

/** Kills a process and what it started. Its `close` follows in any case. */
export function killProcess(child: PipedProcess): void {
  kill(child, 'SIGKILL');
  // Who left the group may still hold the pipes.
  setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, letGoAfterMs);
}

function killAll(): void {
  for (const child of running) kill(child, 'SIGKILL');
}

/** Where there are process groups, also what it started, even when it ended before. */
function kill(child: PipedProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform !== 'win32') process.kill(-child.pid, signal);
    else if (child.exitCode === null)
      spawnSync(systemProgram('taskkill.exe', process.env), ['/pid', `${child.pid}`, '/t', '/f'], {
        windowsHide: true,
      });
  } catch {
    // all of the group are gone already
  }
}

function systemProgram(name: string, env: NodeJS.ProcessEnv): string {
  return join(env['SystemRoot'] ?? process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', name);
}
