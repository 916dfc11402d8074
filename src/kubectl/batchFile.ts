/** Whether Windows runs a program through cmd.exe, which reads the arguments once more. */
export function isBatchFile(executable: string): boolean {
  return /\.(?:cmd|bat)$/i.test(executable);
}

/** What cmd.exe leaves as it is between quotation marks: no `"`, `%`, `!`, `^`, nor anything that ends a line. */
const left = /^[^"%!^\p{Cc}]*$/u;

/**
 * The arguments of cmd.exe that run a batch file (`kubectl.cmd`), to be handed on verbatim.
 * @throws Error for an argument that cmd.exe would change, or run
 */
export function batchCommandLine(file: string, args: readonly string[]): string[] {
  const wrong = [file, ...args].find((arg) => !left.test(arg));
  if (wrong !== undefined)
    throw new Error(
      `${file} is a batch file, to which ${JSON.stringify(wrong)} cannot be passed safely: set podStartup.kubectl.path to kubectl.exe, or put its folder first on PATH`,
    );
  return ['/d', '/s', '/c', `"${[file, ...args].map((arg) => `"${arg}"`).join(' ')}"`];
}
