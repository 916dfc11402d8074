import { standing, isKustomization, type Standing } from '../../core/explain/meaning/standing';
import { CommandError } from '../commandError';
import type { ManifestFile } from '../manifestFile';
import { manifestIn } from '../manifestIn';
import { patchText } from '../parts';
import type { AnswerWorld, FoundManifest } from '../../core/answers/answerWorld';

/** What a manifest is called that was given as a text. */
export const textName = 'manifest';

/** The manifest that a question is about: the text itself, or the file's. Throws CommandError where it is neither or both. */
export async function givenManifest(
  { manifest, file }: { manifest?: string | undefined; file?: string | undefined },
  world: AnswerWorld,
): Promise<FoundManifest> {
  if (manifest !== undefined && file !== undefined)
    throw new CommandError('give manifest or file, not both: the text of a manifest, or its path');
  if (manifest !== undefined) return { file: textName, text: manifest, existing: await world.besideText(), notes: [] };
  if (file !== undefined) return world.manifest(file);
  throw new CommandError('give the text of a manifest as manifest, or its path as file');
}

/** A manifest as it is read. */
export interface ReadManifest {
  source: ManifestFile;
  stands: Standing;
}

/** Reads a manifest that stands alone. Throws CommandError, which says what to give instead. */
export function readGiven({ file, text }: Pick<FoundManifest, 'file' | 'text'>, { read }: AnswerWorld): ReadManifest {
  const patch = patchText(file, text, read);
  if (patch !== undefined)
    throw new CommandError(
      `${patch.trimEnd()} Give the text that kubectl kustomize prints for the folder of the kustomization`,
    );
  const manifest = manifestIn(text, file);
  if (manifest.objects.every(isKustomization))
    throw new CommandError(
      `${file}: this is a kustomization, which is not rendered here: give the text that kubectl kustomize prints for its folder`,
    );
  return { source: { manifest, file }, stands: standing(manifest, file.replaceAll('\\', '/')) };
}
