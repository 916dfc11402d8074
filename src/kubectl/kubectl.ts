import { spawn, type ChildProcess } from 'node:child_process';

/** Why a kubectl call ended badly, as far as its exit and its standard error tell. */
export type KubectlFailure =
  | 'missing'
  | 'forbidden'
  | 'unauthorized'
  | 'notFound'
  /** The server has forgotten the resourceVersion that a watch was to go on from (410). */
  | 'expired'
  | 'unreachable'
  | 'timedOut'
  | 'cancelled'
  | 'failed';

/** A kubectl call that failed. `message` says what happened, to what, in kubectl's own words where it had any. */
export class KubectlError extends Error {
  constructor(
    readonly failure: KubectlFailure,
    message: string,
    readonly stderr = '',
  ) {
    super(message);
    this.name = 'KubectlError';
  }
}

export interface KubectlCall {
  /** Written to standard input, which is then closed. */
  input?: string;
  signal?: AbortSignal;
  /** Milliseconds after which the call is ended; without it, it may go on for ever (a watch). */
  timeoutMs?: number;
  /** Milliseconds without output after which the call is ended: its connection is taken for dead. */
  silenceMs?: number;
}

/** How long a process that was told to end may take before it is killed, in milliseconds. */
const killAfterMs = 2_000;

/** Everything that runs, whichever Kubectl started it: nothing outlives the process that asked for it. */
const allRunning = new Set<ChildProcess>();
function killAll(): void {
  for (const child of allRunning) kill(child, 'SIGKILL');
}

/**
 * The user's own kubectl, started with argument arrays only, never through a shell. The
 * environment is passed on, so that exec auth plugins, proxies and KUBECONFIG work as in a terminal.
 */
export class Kubectl {
  readonly #running = new Set<ChildProcess>();

  /**
   * @param executable path or name of kubectl
   * @param context the kubeconfig context, given explicitly with every call that talks to a cluster
   */
  constructor(
    readonly executable: string,
    readonly context?: string,
    readonly env: NodeJS.ProcessEnv = process.env,
  ) {}

  /** The same kubectl with another context. */
  withContext(context: string): Kubectl {
    return new Kubectl(this.executable, context, this.env);
  }

  /**
   * Runs kubectl to its end and returns what it printed.
   * @throws KubectlError
   */
  async run(args: readonly string[], call: KubectlCall = {}): Promise<string> {
    let output = '';
    await this.stream(args, (text) => (output += text), call);
    return output;
  }

  /**
   * Runs kubectl and hands over its output as it comes; resolves when it ended well.
   * @throws KubectlError
   */
  stream(args: readonly string[], onText: (text: string) => void, call: KubectlCall = {}): Promise<void> {
    const all = this.context === undefined ? [...args] : [...args, '--context', this.context];
    const what = `kubectl ${args.slice(0, 2).join(' ')}`;
    return new Promise((resolve, reject) => {
      if (call.signal?.aborted) return reject(new KubectlError('cancelled', `${what} was cancelled`));
      const child = spawn(this.executable, all, {
        env: this.env,
        shell: false,
        windowsHide: true,
        // Its own process group, so that an exec auth plugin ends together with it.
        detached: process.platform !== 'win32',
      });
      this.#started(child);
      let stderr = '';
      let ended: KubectlError | undefined;
      let killTimer: NodeJS.Timeout | undefined;
      const end = (why: KubectlFailure, message: string): void => {
        ended ??= new KubectlError(why, message, stderr);
        kill(child, 'SIGTERM');
        killTimer ??= setTimeout(() => kill(child, 'SIGKILL'), killAfterMs);
      };
      const abort = (): void => end('cancelled', `${what} was cancelled`);
      const { timeoutMs, silenceMs } = call;
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => end('timedOut', `${what} gave no answer within ${timeoutMs / 1000} s`), timeoutMs);
      const silence =
        silenceMs === undefined
          ? undefined
          : setTimeout(() => end('timedOut', `nothing was heard for ${silenceMs / 1000} s`), silenceMs);
      call.signal?.addEventListener('abort', abort, { once: true });
      const done = (): void => {
        clearTimeout(timer);
        clearTimeout(silence);
        clearTimeout(killTimer);
        call.signal?.removeEventListener('abort', abort);
        this.#ended(child);
      };

      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        silence?.refresh();
        if (ended) return;
        try {
          onText(text);
        } catch (error) {
          // A proxy's error page, half a message: what it is not is told, and no one else is taken down.
          end(
            'failed',
            `${what} printed what cannot be read: ${error instanceof Error ? error.message : String(error)}`,
          );
        }
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-8_000)));
      child.stdin.on('error', () => undefined); // it ended before it read: its exit tells why
      child.stdin.end(call.input ?? '');
      child.on('error', (error: NodeJS.ErrnoException) => {
        done();
        const missing = error.code === 'ENOENT' || error.code === 'EACCES';
        reject(
          new KubectlError(
            missing ? 'missing' : 'failed',
            missing ? `${this.executable} could not be started (${error.code})` : `${what}: ${error.message}`,
          ),
        );
      });
      child.on('close', (code) => {
        done();
        if (ended) {
          kill(child, 'SIGKILL'); // a plugin that outlived kubectl
          return reject(ended);
        }
        if (code === 0) return resolve();
        reject(new KubectlError(failureOf(stderr), lastLine(stderr) || `${what} ended with exit code ${code}`, stderr));
      });
    });
  }

  /** Ends every call that is still running. */
  dispose(): void {
    for (const child of this.#running) {
      kill(child, 'SIGTERM');
      setTimeout(() => kill(child, 'SIGKILL'), killAfterMs).unref();
    }
  }

  #started(child: ChildProcess): void {
    if (allRunning.size === 0) process.on('exit', killAll);
    allRunning.add(child);
    this.#running.add(child);
  }

  #ended(child: ChildProcess): void {
    this.#running.delete(child);
    allRunning.delete(child);
    if (allRunning.size === 0) process.removeListener('exit', killAll);
  }
}

/** Ends the process and, where there are process groups, what it started, also when it ended before. */
function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // all of the group are gone already
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}

/** Reads kubectl's standard error (k8s.io/kubectl/pkg/cmd/util/helpers.go, 1.24 to 1.37). */
function failureOf(stderr: string): KubectlFailure {
  if (/\(Forbidden\)|is forbidden|cannot \w+ resource/.test(stderr)) return 'forbidden';
  if (/\(Unauthorized\)|You must be logged in|getting credentials|Unable to authenticate/.test(stderr))
    return 'unauthorized';
  if (/\(NotFound\)|the server could not find the requested resource|doesn't have a resource type/.test(stderr))
    return 'notFound';
  if (/\((?:Expired|Gone)\)|too old resource version/.test(stderr)) return 'expired';
  if (
    /Unable to connect to the server|was refused|no such host|i\/o timeout|network is unreachable|no route to host|TLS handshake|context deadline exceeded|connection (?:reset|lost)|unexpected EOF|http2: |\((?:ServiceUnavailable|InternalError|TooManyRequests|Timeout)\)/.test(
      stderr,
    )
  ) {
    return 'unreachable';
  }
  return 'failed';
}
