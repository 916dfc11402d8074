import { commands, FileType, RelativePattern, Uri, window, workspace } from 'vscode';
import type { WrittenObject } from '../../core/api/kubernetesObject';
import type { KubernetesVersion } from '../../core/release/kubernetesRelease';
import { newestVersion, versions } from '../../core/release/versions';
import { mostBytes } from '../../core/manifest/referredKinds';
import { inParts } from '../inParts';
import { notSearched } from '../notSearched';
import { unwanted, whileWanted } from '../whileWanted';
import { mayHoldObjects } from '../kubernetesYaml';
import { explainer } from '../manifests';
import { simulationSettings } from '../settings';
import { showInformation, showWarning, withProgress } from '../shown/notifications';
import { pick, type Choice } from '../shown/picks';
import { workspaceObjects } from '../workspaceObjects';
import type { ReleaseReports } from './releaseReports';

const newestFirst = [...versions].reverse();

/** Asks for two releases, starts what a file or a folder has in both, and shows what changes. */
export async function compareReleases(reports: ReleaseReports, given?: Uri): Promise<void> {
  const target = given ?? (await chosenTarget());
  if (!target) return;
  const title = workspace.asRelativePath(target);
  const from = await pick(choicesOf(defaultsFirst(target)), { title: `${title}: from which release?` });
  if (!from) return;
  const to = await pick(choicesOf(newestFirst.filter((version) => version !== from)), {
    title: `${title}: from ${from} to which release?`,
  });
  if (!to) return;
  let left = 0;
  const text = await withProgress(`Comparing the starts of ${title} in ${from} and ${to}`, async (signal) => {
    const { objects, placeOf, isFolder, left: unread } = await objectsOf(target, signal);
    if (signal.aborted) return unwanted;
    left = unread;
    if (objects.length === 0) return undefined;
    const { upgradeDocument } = await explainer();
    // What is taken for granted is what any release may ask for.
    const { kubernetes: _, ...circumstances } = simulationSettings(target);
    const options = {
      from,
      to,
      objects,
      ...(isFolder ? { placeOf } : { existing: await workspaceObjects(target).catch(() => []) }),
      circumstances,
    };
    return inParts(whileWanted(upgradeDocument(options, title), () => !signal.aborted));
  });
  if (text === undefined) await showWarning(`There is no manifest in ${title}.`);
  else if (text !== unwanted) {
    await commands.executeCommand('markdown.showPreview', reports.add(`${title} ${from} to ${to}`, text)); // prettier-ignore
    if (left > 0)
      void showWarning(`${left} ${left === 1 ? 'file is' : 'files are'} too large or cannot be read: left out.`);
  }
}

/** The open manifest, its folder, or a folder of the workspace. */
async function chosenTarget(): Promise<Uri | undefined> {
  const document = window.activeTextEditor?.document;
  const folders = workspace.workspaceFolders ?? [];
  const open = document && mayHoldObjects(document) ? document.uri : undefined;
  const beside = open && workspace.getWorkspaceFolder(open) ? Uri.joinPath(open, '..') : undefined;
  const whole = folders.map(({ uri }) => uri).filter((uri) => uri.toString() !== beside?.toString());
  const choices: Choice<Uri>[] = [
    ...(open ? [{ value: open, label: 'This manifest', description: workspace.asRelativePath(open) }] : []),
    ...(beside ? [{ value: beside, label: 'All manifests of its folder', description: workspace.asRelativePath(beside) }] : []), // prettier-ignore
    ...whole.map((uri) => ({ value: uri, label: 'All manifests of the workspace', description: workspace.asRelativePath(uri) })), // prettier-ignore
  ];
  if (choices.length === 0) {
    await showInformation('Open a manifest, or a folder with manifests, first.');
    return undefined;
  }
  return choices.length === 1 ? choices[0]!.value : pick(choices, { title: 'Compare the starts of what?' });
}

/** The release that runs now, as far as it is known, then the others, the newest first. */
function defaultsFirst(target: Uri): KubernetesVersion[] {
  const { kubernetes = newestVersion } = simulationSettings(target);
  const usual = kubernetes === newestVersion ? versions.at(-2)! : kubernetes;
  return [usual, ...newestFirst.filter((version) => version !== usual)];
}

function choicesOf(releases: readonly KubernetesVersion[]): Choice<KubernetesVersion>[] {
  return releases.map((release) => ({ value: release, label: `Kubernetes ${release}` }));
}

interface Found {
  objects: WrittenObject[];
  placeOf: (object: WrittenObject) => string | undefined;
  isFolder: boolean;
  /** How many files could not be read. */
  left: number;
}

/** What of a file, or of all files of a folder, is started, as it is meant; less where a person cancels it. */
async function objectsOf(target: Uri, signal: AbortSignal): Promise<Found> {
  const isFolder = (await workspace.fs.stat(target)).type === FileType.Directory;
  const pattern = new RelativePattern(target, '**/*.{yaml,yml}');
  const files = isFolder ? await workspace.findFiles(pattern, notSearched) : [target];
  const { meantObjects } = await explainer();
  const places = new Map<WrittenObject, string>();
  let left = 0;
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if (signal.aborted) break;
    const text = isFolder ? await textOf(file) : (await workspace.openTextDocument(file)).getText();
    if (text === undefined) {
      left++;
      continue;
    }
    for (const { object, line } of meantObjects(text, file.path))
      places.set(object, `${workspace.asRelativePath(file)}:${line}`);
    // The editor has its turn.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { objects: [...places.keys()], placeOf: (object) => places.get(object), isFolder, left };
}

/** Undefined where the file is too large, or went away. */
async function textOf(file: Uri): Promise<string | undefined> {
  try {
    const bytes = await workspace.fs.readFile(file);
    return bytes.length > mostBytes ? undefined : new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}
