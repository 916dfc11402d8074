import { createInterface } from 'node:readline/promises';

/**
 * What a terminal would obey instead of showing it: the control characters of C0 and C1 but line feeds and tabs, a
 * carriage return that ends no line, and what turns or breaks a line (U+2028, U+2029, bidirectional controls).
 */
const obeyed = /\r(?!\n)|(?![\r\n\t])\p{Cc}|[\u2028-\u202E\u2066-\u2069]/gu;

/** A text with what a terminal would obey shown as `\u001b`: the same as JSON has it, so that JSON stays what it is. */
export function shown(text: string): string {
  return text.replace(obeyed, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Writes to standard output. All that the terminal is sent goes through here, as it is mostly the words of others. */
export function print(text: string): void {
  process.stdout.write(shown(text));
}

/** Writes to standard error. */
export function warn(text: string): void {
  process.stderr.write(shown(text));
}

/** Whether a person can answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY;
}

/** A person's answer; undefined if the input ends or `signal` is aborted. */
export async function ask(question: string, signal: AbortSignal, onInterrupt: () => void): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  lines.on('SIGINT', onInterrupt); // the terminal is in raw mode: Ctrl+C is a key
  try {
    return await Promise.race([lines.question(shown(question), { signal }), ended]);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    lines.close();
  }
}

let onClosed = (code: number): void => process.exit(code);

/**
 * Says what happens when nobody reads any more what is printed (`| head`, which is no error, or a terminal that was
 * closed). Without it, the program ends.
 */
export function whenClosed(listener: () => void): void {
  onClosed = listener;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => onClosed(error.code === 'EPIPE' ? 0 : 1));
process.stderr.on('error', () => undefined);
