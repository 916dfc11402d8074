import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Where to look for kubectl, in this order: what a person set, PATH, the Kubernetes extension's setting, the login shell. */
export interface KubectlPlaces {
  /** The setting `podStartup.kubectl.path`. */
  setting?: string;
  /** The Kubernetes extension's setting `vs-kubernetes.kubectl-path`. */
  kubernetesExtension?: string;
  env?: NodeJS.ProcessEnv;
}

export interface FoundKubectl {
  executable: string;
  /** The environment to run it with: where only the login shell knew kubectl, its PATH is the login shell's. */
  env: NodeJS.ProcessEnv;
}

/** How long a login shell may take to say its PATH, in milliseconds. */
const loginShellTimeoutMs = 5_000;

/**
 * Finds kubectl as people have it. A desktop's VS Code often lacks what the shell's start files add
 * to PATH; so do exec auth plugins that lie beside kubectl, which is why the environment goes with it.
 * Undefined when it is nowhere. Runs nothing but, as the last resort, the user's own login shell.
 */
export async function findKubectl({
  setting,
  kubernetesExtension,
  env = process.env,
}: KubectlPlaces): Promise<FoundKubectl | undefined> {
  if (setting) return (await resolve(setting, env)) ?? undefined;
  const found = (await resolve('kubectl', env)) ?? (kubernetesExtension && (await resolve(kubernetesExtension, env)));
  if (found) return found;
  const path = await loginShellPath(env);
  return path === undefined ? undefined : resolve('kubectl', { ...env, PATH: path });
}

async function resolve(name: string, env: NodeJS.ProcessEnv): Promise<FoundKubectl | undefined> {
  const suffixes = process.platform === 'win32' ? ['', '.exe', '.cmd'] : [''];
  const folders = isAbsolute(name) ? [''] : (env.PATH ?? '').split(delimiter).filter(Boolean);
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

/** The PATH that a login shell sets, or undefined where there is none or it does not answer. */
function loginShellPath(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const shell = env.SHELL;
  if (process.platform === 'win32' || !shell || !isAbsolute(shell)) return Promise.resolve(undefined);
  const mark = '__POD_STARTUP_PATH__';
  return new Promise((done) => {
    execFile(
      shell,
      ['-l', '-i', '-c', `echo ${mark}; env; echo ${mark}`],
      { env, timeout: loginShellTimeoutMs, encoding: 'utf8' },
      (_error, stdout) => {
        const path = /^PATH=(.*)$/m.exec(stdout.split(mark)[1] ?? '')?.[1];
        done(path);
      },
    ).stdin?.end();
  });
}
