import { takesOption } from './optionsOf';
import { usage } from './usage';

/** The first line of a command in what `--help` prints: its name, and what follows. */
export const usageLine = /^ {2}pod-startup ([a-z]+) (.*)$/;

/** The commands that there are, in the order in which `--help` tells of them. */
export const commandNames: readonly string[] = [
  ...new Set(usage.split('\n').flatMap((line) => usageLine.exec(line)?.[1] ?? [])),
];

/** What `--help` prints of one command: its own lines, and what is said of it and of all. */
export function helpText(command: string): string {
  let named: string | undefined;
  const own = usage.split('\n').filter((line) => {
    named = usageLine.exec(line)?.[1] ?? (line.startsWith(' '.repeat(6)) ? named : undefined);
    return named === command;
  });
  const shared = usage.split('\n\n').filter((paragraph) => isAbout(command, paragraph));
  const told = shared.map((paragraph) => entriesOf(paragraph.trimEnd(), command));
  return `${[own.join('\n'), ...told].join('\n\n')}\n`;
}

/** Whether a paragraph below the commands is about one of them. */
function isAbout(command: string, paragraph: string): boolean {
  const [first = ''] = paragraph.split('\n', 1);
  if (first.startsWith('FILE ')) return !['observe', 'mcp', 'completion'].includes(command);
  if (first.startsWith('observe ')) return command === 'observe' || command === 'compare';
  if (first.startsWith('For ')) return first.split(/[ ,]+/).includes(command);
  return first.startsWith('  -') || first.startsWith('Exit codes');
}

/** A paragraph without the options that the command refuses, and without the exit codes of others. */
function entriesOf(paragraph: string, command: string): string {
  return paragraph
    .split(/\n(?= {2}\S)/)
    .filter((entry) => {
      const [, option = '', codesOf = command] = /^ {2}(?:--([a-z-]+)|([a-z]+): )/.exec(entry) ?? [];
      return takesOption(command, option) && codesOf === command;
    })
    .join('\n');
}
