import type { FoundProgram } from './findProgram';
import { endProcess, startProcess, type PipedProcess } from './childProcess';

/** Milliseconds that helm may take. */
const timeoutMs = 60_000;
/** Characters of what it prints that are taken. */
const mostCharacters = 20_000_000;

/** Why a chart could not be rendered, in helm's own words and with what to do next. */
export class HelmError extends Error {
  constructor(
    message: string,
    readonly isCancelled = false,
  ) {
    super(message);
    this.name = 'HelmError';
  }
}

/**
 * What `helm template` makes of a chart's folder with its values.yaml and other files of values, without the tests that only
 * `helm test` runs; it talks to no cluster.
 * @param folder an absolute path; so are those of `values`
 * @throws HelmError
 */
export function helmTemplate(
  { executable, env }: FoundProgram,
  folder: string,
  values: readonly string[] = [],
  signal?: AbortSignal,
): Promise<string> {
  const wrong = [folder, ...values].find((path) => path.startsWith('-') || path.includes('\0'));
  // A comma separates files of values.
  const parted = values.find((path) => path.includes(','));
  if (wrong !== undefined || parted !== undefined)
    return Promise.reject(new HelmError(`${JSON.stringify(wrong ?? parted)} cannot be given to helm: rename it`));
  const args = ['template', '--skip-tests', ...values.map((path) => `--values=${path}`), '--', 'release-name', folder];
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new HelmError('helm was cancelled', true));
    let child: PipedProcess;
    try {
      child = startProcess(executable, args, env);
    } catch (error) {
      return reject(new HelmError(`helm was not run: ${String(error)}`));
    }
    let output = '';
    let stderr = '';
    let ended: HelmError | undefined;
    const end = (error: HelmError): void => {
      ended ??= error;
      endProcess(child);
    };
    const abort = (): void => end(new HelmError('helm was cancelled', true));
    const timer = setTimeout(() => end(new HelmError(`helm gave no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    signal?.addEventListener('abort', abort, { once: true });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > mostCharacters) end(new HelmError('helm printed more than can be read'));
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-8_000)));
    child.stdin.on('error', () => undefined).end();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    child.on('error', (error) => {
      done();
      reject(new HelmError(`${executable} could not be started: ${error.message}`));
    });
    child.on('close', (code) => {
      done();
      if (ended) reject(ended);
      else if (code === 0) resolve(output);
      else reject(new HelmError(toldWithNext(stderr, code)));
    });
  });
}

/** helm's error, which stands on the line that begins so, and what to do about it where that is known. */
function toldWithNext(stderr: string, code: number | null): string {
  const said = stderr
    .split('\n')
    .find((line) => line.startsWith('Error: '))
    ?.slice('Error: '.length);
  const message = said ?? (stderr.trim().split('\n').at(-1) || `helm ended with exit code ${code}`);
  return `${message}. ${nextOf(message)}`;
}

/** The words are those of helm 3 (pkg/action/dependency.go, pkg/chart/loader, pkg/engine). */
function nextOf(message: string): string {
  if (/missing in charts\/ directory|dependencies/.test(message))
    return 'Next: `helm dependency build` fetches the charts that it depends on.';
  if (/Chart\.yaml/.test(message)) return 'Next: fix Chart.yaml; `helm lint` names what is wrong.';
  if (/values don't meet the specifications|nil pointer evaluating|required value|is required/i.test(message))
    return 'Next: give the values that it asks for, in values.yaml or in another file of values.';
  return 'Next: `helm template --debug` shows how far it got.';
}
