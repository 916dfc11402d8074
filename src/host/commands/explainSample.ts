import { Uri, workspace } from 'vscode';
import { showManifest } from '../editorColumns';
import { explainDocument } from './explainDocument';
import { pick } from '../shown/picks';
import { samples, teachingOf, type Sample } from './samples';
import type { ExplanationPanels } from '../panel/explanationPanels';

/** Explains a sample by its name, or one that a person picks. */
export async function explainChosenSample(panels: ExplanationPanels, extension: Uri, name: unknown): Promise<void> {
  const sample = samples.find((one) => one.name === name) ?? (await pickSample());
  if (sample) await explainSample(panels, extension, sample);
}

/** Opens an unsaved copy of a sample, to be changed at will, and explains it. */
export async function explainSample(panels: ExplanationPanels, extension: Uri, sample: Sample): Promise<void> {
  const file = await workspace.fs.readFile(Uri.joinPath(extension, 'samples', `${sample.name}.yaml`));
  const document = await workspace.openTextDocument({ language: 'yaml', content: new TextDecoder().decode(file) });
  await showManifest(document);
  await explainDocument(panels, document, sample);
}

async function pickSample(): Promise<Sample | undefined> {
  return pick(
    samples.map((sample) => ({ value: sample, icon: 'mortar-board', label: sample.title, detail: teachingOf(sample) })),
    { title: 'Explain a Sample', placeHolder: 'Which one?' },
  );
}
