import * as z from 'zod/mini';
import { hover } from '../../core/explain/hover/hover';
import type { Manifest } from '../../core/manifest/parseManifest';
import { CommandError } from '../commandError';
import { answerTool } from './answerTool';
import { circumstances, oneManifest, page, shortText } from './arguments';
import { chosen, readChanges, releaseNotes } from './chosen';
import { fieldOffset } from './fieldOffset';
import { givenManifest, readGiven } from './given';

/** What a field of a manifest becomes. */
export const explainField = answerTool({
  name: 'explain_field',
  title: 'Explain a Field of a Manifest',
  description:
    'Explains what one field of a Kubernetes manifest becomes: the calls to the container runtime and their fields that respond to it, with the computed values, who else reads it, what omitting it means, since which release it exists, and warnings. It is computed by starting the pod with the field and without it. Name the field by its path (spec.containers[0].resources.limits.cpu; also from the pod spec: containers[0].image) or by its line. The text is Markdown.',
  input: z.strictObject({
    ...oneManifest,
    field: shortText('The path of the field, from the object or from the pod spec: containers[0].image'),
    object: shortText('Which object of the manifest the path is of, such as "Deployment web" (default: the first that has it)'), // prettier-ignore
    line: z
      .optional(z.int().check(z.gte(1), z.lte(10_000_000)))
      .check(z.describe('The line of the field, counted from 1, in place of its path')),
    ...circumstances,
    detail: z
      .optional(z.literal(['short', 'full']))
      .check(z.describe('short (default): the first calls that respond; full: all of them, and where to read on')),
    page,
  }),
  async answer({ manifest, file, field, object, line, detail = 'short', ...under }, world) {
    const found = await givenManifest({ manifest, file }, world);
    const { source } = readGiven(found, world);
    const offset = line === undefined ? fieldOffset(source, field, object) : lineOffset(source.manifest, line);
    const simulatedUnder = chosen(under, readChanges(), world.circumstances(file));
    const isFull = detail === 'full';
    const told = hover(source.manifest, offset, {
      ...simulatedUnder,
      existing: found.existing,
      ...(isFull && { maxLines: Infinity, height: Infinity }),
    });
    if (!told)
      throw new CommandError(
        `no field of a Kubernetes object stands there: name the field by its path, such as spec.containers[0].image`,
      );
    const addresses = told.links.flatMap((link) => ('address' in link ? [`[${link.title}](${link.address})`] : []));
    const more = isFull ? addresses.join(' · ') : 'With detail full: all calls that respond, and where to read on.';
    const text = [...releaseNotes(simulatedUnder), told.markdown, ...(more === '' ? [] : [more])].join('\n\n');
    return { text: `${text}\n` };
  },
});

/** Where the field of a line begins; of an item of a list, behind its dash. Throws CommandError. */
function lineOffset(manifest: Manifest, line: number): number {
  const lines = manifest.text.split('\n');
  const text = lines[line - 1];
  if (text === undefined)
    throw new CommandError(`there is no line ${line}: the manifest has ${lines.length}, which count from 1`);
  const [blanks = ''] = /^\s*(?:- )*\s*/.exec(text) ?? [];
  return manifest.offsetAt(line, blanks.length + 1);
}
