import { CommandError } from './cli/commandError';
import { readCommandLine, type Flags } from './cli/commandLine';
import { completionsOf } from './cli/completion';
import { completionLines, completionScript } from './cli/completionScript';
import { helpText } from './cli/helpText';
import { isPluginCompletion, programName } from './cli/programName';
import { print, warn } from './cli/print';
import { changeLevels, type ChangeLevel } from './core/upgrade/changeLevel';
import { usage } from './cli/usage';
import { inOutput } from './cli/yamlOutput';
import { version } from './cli/version';
import { firstRelease, releaseWords } from './core/circumstances/chosenRelease';
import { entryOf } from './core/entryOf';
import { asError } from './core/asError';

/** What a command prints, given its file and flags. */
type Command = (file: string, flags: Flags, more: readonly string[]) => string | Promise<string>;

/** Each command by its name. It is loaded when it is asked for: a run pays for its own command alone. */
const commands: Readonly<Record<string, () => Command | Promise<Command>>> = {
  calls: async () => (await import('./cli/calls')).calls,
  compare: async () => (await import('./cli/compare')).compare,
  completion: () => completionScript,
  crictl: async () => (await import('./cli/crictl')).crictl,
  explain: async () => (await import('./cli/explain')).explain,
  hover: async () => (await import('./cli/hover')).hover,
  observe: async () => (await import('./cli/observe')).observe,
  outcome: async () => (await import('./cli/outcome')).outcome,
  ready: async () => (await import('./cli/ready')).ready,
};

async function run(args: readonly string[], path: string | undefined): Promise<void> {
  // The words to complete are none of ours to refuse.
  if (isPluginCompletion(path)) return print(completionLines(completionsOf(args)));
  if (args[0] === '__complete') return print(completionLines(completionsOf(args.slice(1))));
  const line = readCommandLine(args);
  if (line.type === 'help') {
    const text = line.of === undefined ? usage : helpText(line.of);
    return print(asCalled(text));
  }
  if (line.type === 'version') return print(`${version()}\n`);
  tellNearest(line.flags);
  if (line.command === 'watch') {
    const { watchStart } = await import('./cli/watch');
    process.exitCode = await watchStart(line.file === '' ? [] : [line.file, ...line.more], line.flags);
    return;
  }
  if (line.command === 'mcp') return (await import('./cli/mcp/server')).serve(line.flags, version());
  if (line.command === 'check') {
    const { check } = await import('./cli/check');
    const { text, exitCode } = await check([line.file, ...line.more], line.flags, version());
    print(inOutput(text, line.flags));
    process.exitCode = exitCode;
    return;
  }
  if (line.command === 'upgrade') {
    const { upgrade } = await import('./cli/upgrade');
    const { text, notes, level } = await upgrade(line.file, line.flags);
    print(inOutput(text, line.flags));
    notes.forEach((note) => warn(note));
    if (level !== undefined && fails(level, line.flags)) process.exitCode = 1;
    return;
  }
  const load = entryOf(commands, line.command);
  if (!load) throw new Error(`--help names ${line.command}, which nothing runs`);
  const command = await load();
  print(inOutput(await command(line.file, line.flags, line.more), line.flags));
}

/** A text with the commands that it names as the program was called: krew gives a person `kubectl startup` alone. */
function asCalled(text: string): string {
  const name = programName(process.argv[1]);
  if (name === 'pod-startup') return text;
  // What stands beside a command stays in its column.
  const lines = text
    .split('\n')
    .map((line) => (line.startsWith('  pod-startup ') ? line.replace(' '.repeat(6), '  ') : line));
  return lines.join('\n').replaceAll('pod-startup ', `${name} `);
}

/** Whether an upgrade that changes so much is an exit code of its own. */
function fails(level: ChangeLevel, { failOnChange, failOnLevel }: Flags): boolean {
  return (
    failOnChange === true ||
    (failOnLevel !== undefined && changeLevels.indexOf(level) <= changeLevels.indexOf(failOnLevel))
  );
}

/** Says of a release that is not known which one is simulated in its place. */
function tellNearest({ kubernetes }: Flags): void {
  const chosen = firstRelease([['flag', kubernetes]]);
  if (chosen.origin?.asked !== undefined) warn(`note: ${releaseWords(chosen)}\n`);
}

try {
  await run(process.argv.slice(2), process.argv[1]);
} catch (error) {
  if (error instanceof CommandError) {
    const isNamed = error.exitCode !== 2 || error.message.startsWith('pod-startup: ');
    warn(asCalled(`${isNamed ? '' : 'pod-startup: '}${error.message}\n`));
    process.exitCode = error.exitCode;
  } else {
    // Node itself would print the line of the bundle that threw: all of it.
    warn(`pod-startup: this is a bug in the program: ${asError(error).stack ?? String(error)}\n`);
    process.exitCode = 70;
  }
}
