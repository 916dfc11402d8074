import { usageLine } from './helpText';
import { usage } from './usage';

/** What may stand at the end of a command line, with what it means; and whether a file's name may stand there, too. */
export interface Completions {
  values: { value: string; about?: string }[];
  files: boolean;
}

interface Flag {
  name: string;
  /** What may follow: one of some words, a file's name, or something that cannot be completed; undefined: nothing follows. */
  takes?: { words: string[] } | 'file' | 'text';
}

interface Command {
  name: string;
  about: string;
  flags: Flag[];
  /** What may stand in the place of a file's name. */
  words: string[];
  takesFile: boolean;
}

/**
 * What may stand at the end of a command line. All is read in what --help prints, so that both say the same.
 * @param given the words after the program's name; the last one is being written, and may be ''
 */
export function completionsOf(given: readonly string[]): Completions {
  const { commands, shared } = readUsage();
  // bash takes the equals sign as a word of its own.
  const words = given.at(-1) === '=' ? [...given.slice(0, -1), ''] : given.filter((word) => word !== '=');
  const typed = words.at(-1) ?? '';
  const [name] = words.slice(0, -1).filter((word) => !word.startsWith('-'));
  const command = commands.find((one) => one.name === name);
  const flags = [...(command?.flags ?? []), ...shared, { name: '--help' }, { name: '--version' }];
  const [, option = '', begun] = /^(--[\w-]+)=([^]*)$/.exec(typed) ?? [];
  if (begun !== undefined) return valuesOf(flags, option, begun, `${option}=`);
  const before = words.at(-2) ?? '';
  if (before.startsWith('-') && flags.some((flag) => flag.name === before && flag.takes)) {
    return valuesOf(flags, before, typed, '');
  }
  if (typed.startsWith('-'))
    return { values: startingWith(typed, [...new Set(flags.map((flag) => flag.name))]), files: false };
  if (command) return { values: startingWith(typed, command.words), files: command.takesFile };
  const named = commands.map(({ name: value, about }) => ({ value, about }));
  return { values: named.filter(({ value }) => value.startsWith(typed)), files: false };
}

function valuesOf(flags: readonly Flag[], name: string, begun: string, prefix: string): Completions {
  const taken = flags.filter((flag) => flag.name === name).flatMap(({ takes }) => takes ?? []);
  const words = taken.flatMap((takes) => (typeof takes === 'object' ? takes.words : []));
  const values = startingWith(begun, [...new Set(words)]);
  return { values: values.map(({ value }) => ({ value: prefix + value })), files: taken.includes('file') };
}

function startingWith(typed: string, words: readonly string[]): { value: string }[] {
  return words.filter((word) => word.startsWith(typed)).map((value) => ({ value }));
}

/** The commands and flags in --help: a line `pod-startup NAME …` begins a command, `--flag VALUE` names a flag. */
function readUsage(): { commands: Command[]; shared: Flag[] } {
  const commands = new Map<string, Command>();
  const shared: Flag[] = [];
  let current: Command | undefined;
  for (const line of usage.split('\n')) {
    const [, name, rest = ''] = usageLine.exec(line) ?? [];
    if (name !== undefined) {
      const [given = '', about = ''] = rest.trim().split(/ {2,}/, 2);
      current = commands.get(name) ?? { name, about, flags: [], words: [], takesFile: false };
      current.takesFile ||= /FILE|FOLDER|DIR|^A B/.test(given);
      current.words.push(...wordsOf(given));
      commands.set(name, current);
      current.flags.push(...flagsIn(given));
    } else if (current?.about === '' && /^ {40}\S/.test(line)) current.about = line.trim();
    else if (line !== '' && !line.startsWith(' ')) current = undefined;
    else if (/^ +-/.test(line)) (current?.flags ?? shared).push(...flagsIn(line.trim().split(/ {2,}/, 1)[0] ?? ''));
  }
  return { commands: [...commands.values()], shared };
}

function flagsIn(text: string): Flag[] {
  return [...text.matchAll(/(--[a-z][a-z-]*)(?: (\S+))?/g)].map(([, name = '', value]) => {
    const word = value?.replace(/,$/, '');
    return word === undefined || word.startsWith('-') ? { name } : { name, takes: takenBy(word) };
  });
}

function takenBy(word: string): NonNullable<Flag['takes']> {
  if (word.includes('|')) return { words: wordsOf(word) };
  return /^(?:FILE|FOLDER|DIR)/.test(word) ? 'file' : 'text';
}

/** The words of a choice as --help writes it: `json|yaml`; what is in capitals stands for something else. */
function wordsOf(text: string): string[] {
  const [choice = ''] = text.split(' ', 1);
  return choice.includes('|') ? choice.split('|').filter((word) => /^[a-z\d][a-z\d.-]*$/.test(word)) : [];
}
