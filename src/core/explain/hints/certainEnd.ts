/** How a command ends, whatever the image: with an exit code, or never. */
export type CertainEnd = number | 'never';

/** From so many seconds on, a command that sleeps is there to run. */
const aWhile = 60;
const shells = /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|ash|dash)$/;
/** What a text has that is not read here: substitution, pipes, conditions, loops, functions, traps, redirection into words. */
const beyond =
  /[`|(){}\\]|<<|(?<!&)&(?!&)|(?:^|[\s;&])(?:if|then|for|while|until|case|do|trap|exec|eval|function)(?=\s|;|$)/m;

/**
 * How a command certainly ends, from its words alone: programs that every image has and that do nothing else than to
 * end, sleep or print, one after another. Undefined for all that runs a program of the image.
 */
export function certainEnd(command: readonly string[] = [], args: readonly string[] = []): CertainEnd | undefined {
  const [program = '', ...rest] = command.length > 0 ? [...command, ...args] : [];
  if (!shells.test(program)) return endOf([program, ...rest]);
  const [option = '', text, ...others] = rest;
  // With `-e` what fails ends the script, and all that is read here succeeds.
  return /^-e?c$/.test(option) && text !== undefined && others.length === 0 ? endOfText(text) : undefined;
}

function endOfText(text: string): CertainEnd | undefined {
  const plain = text.replaceAll(/'[^']*'|"[^"`$\\]*"/g, 'text');
  if (beyond.test(plain)) return undefined;
  const statements = plain.split(/;|&&|\n/).map((statement) => statement.trim().split(/\s+/));
  const told = statements.filter(([first = '']) => first !== '' && !first.startsWith('#'));
  if (told.length === 0) return undefined;
  for (const [program = '', ...words] of told) {
    if (program === 'exit') return /^\d+$/.test(words[0] ?? '') ? Number(words[0]) % 256 : undefined;
    const end = endOf([program, ...words]);
    // After what fails, `&&` and `;` differ.
    if (end !== 0) return told.length === 1 || end === 'never' ? end : undefined;
  }
  return 0;
}

/** Of one program, without a shell. */
function endOf([program = '', ...words]: readonly string[]): CertainEnd | undefined {
  const name = program.replace(/^\/(?:usr\/)?bin\//, '');
  if (name === 'true' || name === 'echo' || name === 'printf' || name === 'date') return 0;
  if (name === 'false') return 1;
  if (name === 'sleep') return endOfSleep(words);
  return name === 'tail' && words.join(' ') === '-f /dev/null' ? 'never' : undefined;
}

function endOfSleep([time = '', ...others]: readonly string[]): CertainEnd | undefined {
  if (others.length > 0) return undefined;
  if (/^inf(?:inity)?$/.test(time)) return 'never';
  return /^\d{1,9}s?$/.test(time) && Number.parseInt(time) < aWhile ? 0 : undefined;
}
