declare const made: unique symbol;

/** A command line for a person to copy, or the words that there is none (`isCommand`). Only `kubectl` makes one. */
export type SuggestedCommand = string & { readonly [made]: true };

/**
 * What POSIX shells, PowerShell and cmd.exe hand on as it stands, wherever in a line it is, and kubectl takes for no
 * option: the names of objects, kinds, users and nodes, and selectors of labels. Kubernetes allows hardly any others.
 */
const plain = /^[A-Za-z0-9][A-Za-z0-9._/:=,@-]*$/;

const noCommand =
  'No command is suggested: it would contain a name that Kubernetes does not allow, which a shell might execute.';

/**
 * A kubectl command of literal words and of names from data: ``kubectl`describe pod ${name} -n ${namespace}` ``.
 * Of an undefined value the option before it is left out, too. Literals quote with `"` and contain no `$`, `%`, `!`,
 * backtick, backslash or `'`, so that one line is right in POSIX shells, in PowerShell and in cmd.exe.
 */
export function kubectl(words: TemplateStringsArray, ...names: readonly (string | undefined)[]): SuggestedCommand {
  let line = 'kubectl ';
  for (const [index, literal] of words.entries()) {
    line += literal;
    if (index === names.length) break;
    const name = names[index];
    if (name === undefined) line = line.slice(0, line.trimEnd().lastIndexOf(' '));
    else if (name !== '' && !plain.test(name)) return noCommand as SuggestedCommand;
    else line += name;
  }
  return line.trimEnd() as SuggestedCommand;
}

/** The command with the kubeconfig's context that it is for; the words that there is none, where no shell would hand that on. */
export function inContext(command: SuggestedCommand, context: string): SuggestedCommand {
  if (!isCommand(command) || !plain.test(context)) return noCommand as SuggestedCommand;
  return `${command} --context ${context}` as SuggestedCommand;
}

/** Whether it is a command, and not the words that there is none. */
export function isCommand(suggested: SuggestedCommand): boolean {
  return suggested !== noCommand;
}
