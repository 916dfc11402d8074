import { hover as hoverAt } from '../core/explain/hover/hover';
import { parseManifest } from '../core/manifest/parseManifest';
import { chosenCircumstances } from './chosenCircumstances';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { existingBeside } from './existingBeside';
import { readText } from './readInput';

/**
 * `hover FILE:LINE:COLUMN`: the hover's Markdown, nothing folded; with `--format json` also its data: all calls and
 * fields that respond. Secret values are masked.
 */
export function hover(place: string, flags: Flags): string {
  const [, file, line, column] = /^(.+):(\d+):(\d+)$/.exec(place) ?? [];
  if (file === undefined) throw new CommandError(`hover needs FILE:LINE:COLUMN, not ${place}`, 2);
  const manifest = parseManifest(readText(file));
  const offset = manifest.offsetAt(Number(line), Number(column));
  const { line: nearest } = manifest.positionAt(offset);
  if (nearest !== Number(line))
    throw new CommandError(
      `${place}: there is no such line: ${Number(line) === 0 ? 'lines count from 1' : `the last one is ${nearest}`}`,
    );
  const found = hoverAt(manifest, offset, {
    ...chosenCircumstances(flags),
    ...(flags.scenario === undefined && { existing: existingBeside(file).objects }),
    maxLines: Infinity,
    height: Infinity,
  });
  if (!found) {
    const problem = manifest.problems.find(({ severity }) => severity === 'error');
    throw new CommandError(
      problem
        ? `${file}:${problem.line}:${problem.column}: ${problem.message}`
        : `${place}: there is no field of a Kubernetes object there`,
    );
  }
  if (flags.format === 'json') return `${JSON.stringify(found, null, 2)}\n`;
  if (flags.format !== undefined && flags.format !== 'text')
    throw new CommandError(`--format is text or json, not ${flags.format}`, 2);
  const addresses = found.links.flatMap((link) => ('address' in link ? [`[${link.title}](${link.address})`] : []));
  return `${[found.markdown, ...(addresses.length > 0 ? [addresses.join(' · ')] : [])].join('\n\n')}\n`;
}
