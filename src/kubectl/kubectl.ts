import { KubectlError, type KubectlFailure } from './kubectlError';
import { endProcess, startProcess, type PipedProcess } from './childProcess';
import type { KubectlArgs } from './kubectlArgs';
import { readList, readNamedObject, readObject, type JsonObject, type NamedObject, type ReadList } from './kubectlJson';

export interface KubectlCall {
  /** Written to standard input, which is then closed. */
  input?: string;
  signal?: AbortSignal;
  /** Milliseconds after which the call is ended; without it, it may go on for ever (a watch). */
  timeoutMs?: number;
  /** Milliseconds without output after which the call is ended: its connection is taken for dead. */
  silenceMs?: number;
}

/** Characters that are taken of a call; five thousand pods have a fifth of it. */
const mostCharacters = 256_000_000;

/**
 * The user's own kubectl, started with argument arrays only, never through a shell. The
 * environment is passed on, so that exec auth plugins, proxies and KUBECONFIG work as in a terminal.
 */
export class Kubectl {
  readonly #running = new Map<PipedProcess, Promise<void>>();

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
  async run(args: KubectlArgs, call: KubectlCall = {}): Promise<string> {
    let output = '';
    const take = (text: string): void => {
      output += text;
      if (output.length > mostCharacters) throw new Error(`more than ${mostCharacters} characters`);
    };
    await this.stream(args, take, call);
    return output;
  }

  /**
   * Runs kubectl to its end and returns the JSON object that it printed.
   * @throws KubectlError also where it printed none
   */
  async object(args: KubectlArgs, call: KubectlCall = {}): Promise<JsonObject> {
    return readObject(await this.run(args, call), this.#nameOf(args));
  }

  /**
   * Runs kubectl to its end and returns the object of the API that it printed.
   * @throws KubectlError also where it printed none
   */
  async namedObject(args: KubectlArgs, call: KubectlCall = {}): Promise<NamedObject> {
    return readNamedObject(await this.run(args, call), this.#nameOf(args));
  }

  /**
   * Runs kubectl to its end and returns the objects that it printed: none, one, or the items of a list.
   * @throws KubectlError also where it printed anything else
   */
  async list(args: KubectlArgs, call: KubectlCall = {}): Promise<ReadList> {
    return readList(await this.run(args, call), this.#nameOf(args));
  }

  /**
   * Runs kubectl and hands over its output as it comes; resolves when it ended well.
   * @throws KubectlError
   */
  stream(args: KubectlArgs, onText: (text: string) => void, call: KubectlCall = {}): Promise<void> {
    const what = nameOf(args);
    return new Promise((resolve, reject) => {
      if (call.signal?.aborted) return reject(new KubectlError('cancelled', `${what} was cancelled`));
      let child: PipedProcess;
      try {
        child = startProcess(this.executable, inContext(args, this.context), this.env);
      } catch (error) {
        return reject(new KubectlError('refused', `${what} was not run: ${messageOf(error)}`));
      }
      let isGone = (): void => undefined;
      this.#running.set(child, new Promise((gone) => (isGone = gone)));
      let stderr = '';
      let ended: KubectlError | undefined;
      const end = (why: KubectlFailure, message: string): void => {
        ended ??= new KubectlError(why, message, stderr);
        endProcess(child);
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
        call.signal?.removeEventListener('abort', abort);
        this.#running.delete(child);
        isGone();
      };

      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        silence?.refresh();
        if (ended) return;
        try {
          onText(text);
        } catch (error) {
          // A proxy's error page, half a message: what it is not is told, and no one else is taken down.
          end('failed', `${this.#nameOf(args)} printed output that cannot be read: ${messageOf(error)}`);
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
      child.on('close', (code, signal) => {
        done();
        if (ended) return reject(ended);
        if (code === 0) return resolve();
        const how = code === null ? `was ended by ${signal}` : `ended with exit code ${code}`;
        const silent = `${this.#nameOf(args)} ${how}: run it in a terminal to see why`;
        reject(new KubectlError(failureOf(stderr), wordsOf(stderr) || silent, stderr));
      });
    });
  }

  /** Ends every call that is still running. Resolves when all of them are gone. */
  async dispose(): Promise<void> {
    for (const child of this.#running.keys()) endProcess(child);
    await Promise.all(this.#running.values());
  }

  /** `kubectl get pods (/usr/bin/kubectl)`: what is said of what a kubectl printed, which may be a stranger. */
  #nameOf(args: KubectlArgs): string {
    return `${nameOf(args)} (${this.executable})`;
  }
}

/** `kubectl get --raw=/api/v1/nodes/n1/proxy/configz`: the verb and what it is about. */
function nameOf(args: KubectlArgs): string {
  const [verb, what] = [args[0], args.includes('--') ? args.at(-1) : args[1]];
  return `kubectl ${verb} ${what?.split('?')[0]}`;
}

/** A context's name is any text. */
function inContext(args: KubectlArgs, context: string | undefined): string[] {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  return [...options, ...(context === undefined ? [] : [`--context=${context}`]), ...args.slice(options.length)];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * The line of kubectl's standard error that says what is wrong: not a hint below it, the stack of a panic, or a log above it.
 * What is wrong with several fields stands in a list below, and is told with it.
 */
function wordsOf(stderr: string): string {
  const said = stderr
    .trim()
    .split(/\n(?!\* )/)
    .map((line) =>
      line
        .trim()
        .replace(/^[EWF]\d{4} [\d:.]{1,20} {1,9}\d{1,9} [\w.:]{1,60}\] /, '') // klog's
        .replaceAll(/ ?\n\* /g, ' * '),
    );
  const words = said.filter((line) => saysWhy.test(line)).at(-1) ?? said.at(-1) ?? '';
  if (words === 'error: EOF') return `${words}: ${asksForCredentials}`;
  // A credential plugin says on its own lines above what it lacks.
  const plugin = /getting credentials: exec/.test(words) ? said[said.indexOf(words) - 1] : undefined;
  return plugin === undefined ? words : `${words} (${plugin.slice(0, 300)})`;
}

/** How kubectl begins to say why it ended (k8s.io/kubectl/pkg/cmd/util/helpers.go), and Go a panic. */
const saysWhy =
  /^(?:error: |Error from server|Unable to connect to the server|The connection to the server|The \S+ "|panic: )|getting credentials: /;

/** kubectl asks a person, and nobody answers (k8s.io/client-go/tools/clientcmd/auth_loaders.go). */
const asksForCredentials = 'kubectl asks for a user name, because the kubeconfig has no credentials for this context';

/** Reads kubectl's standard error (k8s.io/kubectl/pkg/cmd/util/helpers.go, 1.24 to 1.37). */
function failureOf(stderr: string): KubectlFailure {
  if (/\(Forbidden\)|is forbidden|cannot \w+ resource/.test(stderr)) return 'forbidden';
  if (/\(Unauthorized\)|You must be logged in|getting credentials|Unable to authenticate|^error: EOF$/m.test(stderr))
    return 'unauthorized';
  if (/\(NotFound\)|the server could not find the requested resource|doesn't have a resource type/.test(stderr))
    return 'notFound';
  if (/\((?:Expired|Gone)\)|too old resource version/.test(stderr)) return 'expired';
  if (
    /Unable to connect to the server|was refused|no such host|i\/o timeout|network is unreachable|no route to host|TLS handshake|context deadline exceeded|connection (?:reset|lost)|unexpected EOF|http2: |etcdserver: |\((?:ServiceUnavailable|InternalError|TooManyRequests|Timeout)\)/.test(
      stderr,
    )
  ) {
    return 'unreachable';
  }
  return 'failed';
}
