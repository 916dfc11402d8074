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
  const shared = usage.split('\n\n').filter((paragraph) => isAbout(command, paragraph, own));
  return `${[own.join('\n'), ...shared.map((paragraph) => paragraph.trimEnd())].join('\n\n')}\n`;
}

/** Whether a paragraph below the commands is about one of them. */
function isAbout(command: string, paragraph: string, own: readonly string[]): boolean {
  const [first = ''] = paragraph.split('\n', 1);
  if (first.startsWith('FILE ')) return own.some((line) => usageLine.test(line) && line.includes('FILE'));
  if (first.startsWith('observe ')) return command === 'observe' || command === 'compare';
  if (first.startsWith('For ')) return first.split(/[ ,]+/).includes(command);
  return first.startsWith('  -') || first.startsWith('Bad input');
}
