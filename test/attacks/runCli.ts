import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { buildCli } from '../cli/buildCli';

export interface BuiltCli {
  folder: string;
  /** Writes a file that can be run, and returns its path. */
  script: (name: string, text: string) => string;
  /** Starts the program with the folder of `kubectl` first on PATH. */
  run: (kubectl: string, args: readonly string[], env?: NodeJS.ProcessEnv) => RunningCli;
  remove: () => void;
}

export interface RunningCli {
  child: ChildProcess;
  out: () => string;
  error: () => string;
  code: Promise<number | null>;
}

/** The terminal's program, built into a folder of its own. */
export async function builtCli(): Promise<BuiltCli> {
  const { folder, program } = await buildCli('attacks');
  return {
    folder,
    script: (name, text) => {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      chmodSync(file, 0o755);
      return file;
    },
    run: (kubectl, args, env = process.env) => {
      const path = { ...env, PATH: `${dirname(kubectl)}${delimiter}${env['PATH']}` };
      const child = spawn(process.execPath, [program, ...args], { env: path, stdio: ['ignore', 'pipe', 'pipe'] });
      let out = '';
      let error = '';
      child.stdout.on('data', (text) => (out += String(text)));
      child.stderr.on('data', (text) => (error += String(text)));
      const code = new Promise<number | null>((resolve) => child.on('close', resolve));
      return { child, out: () => out, error: () => error, code };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
