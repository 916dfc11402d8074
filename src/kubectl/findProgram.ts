import { access, constants } from 'node:fs/promises';
import { delimiter, extname, isAbsolute, join } from 'node:path';
import { endProcess, killProcess, startProcess } from './childProcess';
import { KubectlError } from './kubectlError';

/** A program of the person's, with the environment to run it in. */
export interface FoundProgram {
  executable: string;
  /** Where only the login shell knew the program, its PATH is the login shell's. */
  env: NodeJS.ProcessEnv;
}

/** How long a login shell may take to say its PATH, in milliseconds. */
const loginShellTimeoutMs = 2_500;
/** Characters of what it says that are looked at. */
const mostOutput = 1_000_000;

/**
 * Finds a program where PATH, else the PATH of the person's login shell, has it.
 * @throws KubectlError where the login shell does not answer, or `signal` is aborted
 */
export async function findProgram(
  name: string,
  env: NodeJS.ProcessEnv = process.env,
  signal?: AbortSignal,
): Promise<FoundProgram | undefined> {
  const found = await resolveProgram(name, env);
  if (found) return found;
  const path = await loginShellPath(name, env, signal);
  return path === undefined ? undefined : resolveProgram(name, { ...env, PATH: path });
}

/** A program by its name on PATH, or by its path. */
export async function resolveProgram(name: string, env: NodeJS.ProcessEnv): Promise<FoundProgram | undefined> {
  const isWindows = process.platform === 'win32';
  // Windows writes it Path, and a copy of the environment has it only so.
  const path = isWindows ? Object.entries(env).find(([key]) => key.toUpperCase() === 'PATH')?.[1] : env['PATH'];
  const suffixes = isWindows && !extname(name) ? ['.exe', '.com', '.cmd', '.bat'] : [''];
  const folders = isAbsolute(name) ? [''] : (path ?? '').split(delimiter).filter(Boolean);
  for (const folder of folders) {
    for (const suffix of suffixes) {
      const executable = folder ? join(folder, name + suffix) : name + suffix;
      if (await isExecutable(executable)) return { executable, env };
    }
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The PATH that a login shell sets, or undefined where there is none. @throws KubectlError where it does not answer */
function loginShellPath(name: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<string | undefined> {
  const shell = env['SHELL'];
  if (process.platform === 'win32' || !shell || !isAbsolute(shell)) return Promise.resolve(undefined);
  const mark = '__POD_STARTUP_PATH__';
  return new Promise((done, fail) => {
    if (signal?.aborted) return fail(new KubectlError('cancelled', `the search for ${name} was cancelled`));
    const child = startProcess(shell, ['-l', '-i', '-c', `echo ${mark}; env; echo ${mark}`], env);
    let output = '';
    const abort = (): void => {
      fail(new KubectlError('cancelled', `the search for ${name} was cancelled`));
      endProcess(child);
    };
    const timer = setTimeout(() => {
      const seconds = loginShellTimeoutMs / 1000;
      const silent = `the login shell ${shell} gave no answer within ${seconds} s when it was asked for its PATH`;
      fail(new KubectlError('missing', `${name} is not on PATH, and ${silent}. Install ${name}, or put it on PATH.`));
      killProcess(child); // an interactive shell does not listen to SIGTERM
    }, loginShellTimeoutMs);
    signal?.addEventListener('abort', abort, { once: true });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(0, mostOutput)));
    child.stderr.resume();
    child.stdin.on('error', () => undefined).end();
    child.on('error', () => done(undefined));
    child.on('close', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      done(/^PATH=(.*)$/m.exec(output.split(mark)[1] ?? '')?.[1]);
    });
  });
}
