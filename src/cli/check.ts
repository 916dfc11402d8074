import { check as findingsOf } from '../core/explain/check/check';
import { severities } from '../core/explain/check/checkFinding';
import { withoutAccepted, writeBaseline } from './baseline';
import { checkedSources } from './checkedSources';
import { checkJson } from './checkJson';
import { checkText } from './checkText';
import { chosenCircumstances } from './chosenCircumstances';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { placed, type PlacedFinding } from './placedFinding';
import { warn } from './print';
import { sarif } from './sarif';
import { workflowCommands } from './workflowCommands';

const formats = ['text', 'json', 'sarif', 'github'] as const;

/**
 * `check FILE|FOLDER…`: what certainly or probably hurts a start. The exit code is 1 where something is found that
 * is as bad as `--fail-on` says, or worse. Throws CommandError with exit code 2 where it cannot check.
 *
 * @param version of the program
 */
export async function check(
  targets: readonly string[],
  flags: Flags,
  version: string,
): Promise<{ text: string; exitCode: 0 | 1 }> {
  try {
    return await checked(targets, flags, version);
  } catch (error) {
    throw error instanceof CommandError ? new CommandError(error.message, 2) : error;
  }
}

async function checked(targets: readonly string[], flags: Flags, version: string): ReturnType<typeof check> {
  const { format = 'text', failOn = 'error', baseline } = flags;
  if (!formats.some((one) => one === format))
    throw new CommandError(`--format is ${formats.join(', ')}, not ${format}`, 2);
  if (flags.writeBaseline && baseline === undefined)
    throw new CommandError('--write-baseline needs --baseline FILE, the file to write', 2);
  const { sources, existing, notes } = await checkedSources(targets, flags);
  for (const note of notes) warn(note);
  const files = sources.map(({ manifest, file }) => ({ manifest, file: file.replaceAll('\\', '/') }));
  const found = findingsOf(files, { circumstances: chosenCircumstances(flags), existing });
  const all = sources.flatMap((source, i) => (found[i] ?? []).map((finding) => placed(finding, source)));
  if (flags.writeBaseline && baseline !== undefined) {
    writeBaseline(all, baseline);
    return { text: `${all.length} now accepted by ${baseline}.\n`, exitCode: 0 };
  }
  const { found: left, accepted } =
    baseline === undefined ? { found: all, accepted: [] } : withoutAccepted(all, baseline);
  const isBad = ({ severity }: PlacedFinding): boolean => severities.indexOf(severity) <= severities.indexOf(failOn);
  return { text: textOf(format, left, accepted, sources.length, version), exitCode: left.some(isBad) ? 1 : 0 };
}

function textOf(
  format: string,
  found: readonly PlacedFinding[],
  accepted: readonly PlacedFinding[],
  files: number,
  version: string,
): string {
  switch (format) {
    case 'json':
      return checkJson(found, files, accepted.length);
    case 'sarif':
      return sarif(found, accepted, version);
    case 'github':
      return workflowCommands(found);
    default:
      return checkText(found, files, accepted.length);
  }
}
