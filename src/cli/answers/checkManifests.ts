import * as z from 'zod/mini';
import { checking } from '../../core/explain/check/check';
import { severities } from '../../core/explain/check/checkFinding';
import { inParts } from '../../core/inParts';
import { isKustomization } from '../../core/explain/meaning/standing';
import { parseManifest } from '../../core/manifest/parseManifest';
import type { CheckedSource } from '../checkedSources';
import { checkCounts, findingText } from '../checkText';
import { findingData } from '../checkJson';
import { CommandError } from '../commandError';
import { patchText } from '../parts';
import { placed } from '../placedFinding';
import { answerTool } from './answerTool';
import type { AnswerWorld, FoundFile, FoundManifests } from '../../core/answers/answerWorld';
import { circumstances, oneManifest, page, paths } from './arguments';
import { chosen, readChanges, releaseNotes } from './chosen';
import { textName } from './given';

/** Milliseconds of work at once. */
const turn = 50;
/** How many findings a page has. */
const aPage = 30;

/** What hurts the starts of manifests, before anything is applied. */
export const checkManifests = answerTool({
  name: 'check_manifests',
  title: 'Check Manifests',
  description:
    'Finds what certainly or probably hurts the start of pods, before anything is applied: refused fields, missing ConfigMaps, Secrets and claims, resources that no node has, probes that kill the container, images and commands that cannot work. All given files are one world, so references between them are resolved. Each finding has a severity (error, warning, info), its line, and what to do or a fix with its edits. Use it after writing or changing manifests.',
  input: z.strictObject({
    manifest: oneManifest.manifest,
    files: paths('Paths of manifests, or of folders with manifests (with the folders in them), in place of the text'),
    ...circumstances,
    severity: z
      .optional(z.literal(['error', 'warning', 'info']))
      .check(z.describe('Only findings that are as bad as this, or worse (default: info, all)')),
    page,
  }),
  output: z.object({
    files: z.number().check(z.describe('How many files were checked')),
    counts: z.record(z.string(), z.number()),
    findings: z.array(z.looseObject({ file: z.string(), severity: z.string(), name: z.string(), message: z.string() })),
    pages: z.number(),
  }),
  async answer({ manifest, files, severity = 'info', page: asked = 1, ...under }, world) {
    const found = await givenFiles(manifest, files, world);
    const { sources, notes } = sourcesOf(found, world);
    const simulatedUnder = chosen(under, readChanges(), world.circumstances(files?.[0]));
    const steps = checking(sources, { circumstances: simulatedUnder, existing: found.existing });
    const all = (await inParts(steps, { milliseconds: turn, now: Date.now, pause: () => world.pause() })).flatMap(
      (some, i) => some.map((one) => placed(one, sources[i]!)),
    );
    const worst = severities.slice(0, severities.indexOf(severity) + 1);
    const chosenOnes = all.filter((one) => worst.includes(one.severity));
    const pages = Math.max(1, Math.ceil(chosenOnes.length / aPage));
    if (asked > pages) throw new CommandError(`there is no page ${asked}: the findings have ${pages}`);
    const shown = chosenOnes.slice((asked - 1) * aPage, asked * aPage);
    const more = asked < pages ? `Page ${asked} of ${pages}: ask again with page ${asked + 1} for more.\n` : '';
    return {
      text: `${[...releaseNotes(simulatedUnder), ...notes].join('')}${shown.map(findingText).join('')}${checkCounts(chosenOnes, sources.length, 0)}${more}`,
      data: {
        files: sources.length,
        counts: Object.fromEntries(severities.map((one) => [one, all.filter((each) => each.severity === one).length])),
        findings: shown.map(findingData),
        pages,
      },
    };
  },
});

async function givenFiles(
  manifest: string | undefined,
  files: readonly string[] | undefined,
  world: AnswerWorld,
): Promise<FoundManifests> {
  if ((manifest === undefined) === (files === undefined || files.length === 0))
    throw new CommandError('give either manifest, the text of a manifest, or files, the paths of files or folders');
  if (manifest !== undefined)
    return { files: [{ file: textName, text: manifest }], existing: await world.besideText(), notes: [] };
  return world.manifests(files ?? []);
}

/** The manifests among files, and a note for each file that is not one. Throws CommandError if there is none. */
function sourcesOf(
  { files, notes: found }: FoundManifests,
  { read }: AnswerWorld,
): { sources: CheckedSource[]; notes: string[] } {
  // prettier-ignore
  const notes = [...found];
  const sources = files.flatMap(({ file, text }: FoundFile): CheckedSource[] => {
    const patch = patchText(file, text, read);
    if (patch !== undefined) {
      notes.push(`note: ${patch}`);
      return [];
    }
    const manifest = parseManifest(text);
    const { objects, problems } = manifest;
    if (objects.length > 0 && objects.every(isKustomization)) {
      notes.push(`note: ${file}:1:1: this is a kustomization, which is not rendered here: left out\n`);
      return [];
    }
    const isBroken = problems.some(({ severity }) => severity === 'error');
    return objects.length > 0 || (files.length === 1 && isBroken)
      ? [{ manifest, file: file.replaceAll('\\', '/') }]
      : [];
  });
  if (sources.length === 0)
    throw new CommandError(
      `${notes.join(' ')}there is no Kubernetes object in it: give a manifest, or a folder that has manifests`,
    );
  return { sources, notes };
}
