import { readFileSync, statSync } from 'node:fs';
import { entryOf } from '../core/entryOf';
import { parseManifest, type Manifest } from '../core/manifest/parseManifest';
import type { Scenario } from '../core/scenario/scenario';
import { manifestIn } from './manifestIn';
import { textOfBytes } from './textOfBytes';
import { CommandError } from './commandError';
import { textAt } from '../core/manifest/textAt';
import { parseManifestDocument } from '../core/manifest/manifestDocument';
import { endOfFile } from './endOfFile';
import { scenarioProblem } from './scenarioProblem';
import { standardInput } from './standardInput';

/** How many bytes of a file are read: a longer text is more than JavaScript's strings hold. */
const mostBytes = 500 * 1024 * 1024;
/** How many bytes of a log are read: its last lines are told. */
const logBytes = 1024 * 1024;

/** The text of a file, or of standard input for `-`. Throws CommandError. */
export function readText(file: string): string {
  const text = reading(file, () => {
    if (file !== '-' && statSync(file).size > mostBytes) return undefined;
    const bytes = file === '-' ? standardInput(mostBytes) : readFileSync(file);
    return bytes.length > mostBytes ? undefined : textOfBytes(bytes);
  });
  if (text === undefined)
    throw new CommandError(`${file}:1:1: it has more than ${mostBytes / 1024 / 1024} MiB, the most that is read`);
  return text;
}

/** The text of a log, of a large one its end. Throws CommandError. */
export function readLog(file: string): string {
  const isLarge = reading(file, () => file !== '-' && statSync(file).isFile() && statSync(file).size > logBytes);
  return isLarge ? reading(file, () => endOfFile(file, logBytes)) : readText(file);
}

function reading<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = textAt(error, ['code']);
    const reason = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'there is no permission to read it',
    };
    throw new CommandError(`${file}:1:1: ${entryOf(reason, code) ?? String(error)}`);
  }
}

/** A file's manifest. Throws CommandError for a text that cannot be read as it was meant, with the first place. */
export function readManifest(file: string): Manifest {
  return manifestIn(readText(file), file);
}

/** A scenario's JSON. Throws CommandError with the place. */
export function readScenario(file: string | undefined): Scenario | undefined {
  if (file === undefined) return undefined;
  const text = readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { line, column, message } = problemOf(text);
    throw new CommandError(`${file}:${line}:${column}: it is not JSON: ${message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CommandError(`${file}:1:1: a scenario is a JSON object`);
  const problem = scenarioProblem(value);
  if (problem) {
    const start = parseManifestDocument(text).root?.entries?.get(problem.field)?.start ?? 0;
    const before = text.slice(0, start).split('\n');
    throw new CommandError(`${file}:${before.length}:${before.at(-1)!.length + 1}: ${problem.message}`);
  }
  return value;
}

/** Where a text stops being JSON, and why: Node quotes the text, and the manifest's reader takes JSON too. */
function problemOf(text: string): { line: number; column: number; message: string } {
  return parseManifest(text).problems[0] ?? { line: 1, column: 1, message: 'JSON has quotes around keys and texts' };
}
