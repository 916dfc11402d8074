import {
  commands,
  Diagnostic,
  DiagnosticSeverity,
  FileType,
  Position,
  Range,
  RelativePattern,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { CheckFinding, CheckSeverity } from '../../core/explain/check/checkFinding';
import { isKustomizationFile } from '../../core/kustomize/kustomizationFile';
import type { Manifest } from '../../core/manifest/parseManifest';
import type { CheckedFolder } from '../checkedFolder';
import { inParts } from '../inParts';
import { log } from '../log';
import { notSearched } from '../notSearched';
import { unwanted, whileWanted } from '../whileWanted';
import { explainer, type Explainer } from '../manifests';
import { simulationSettings } from '../settings';
import { showInformation, showWarning, withProgress } from '../shown/notifications';
import { pick } from '../shown/picks';
import { problemText } from '../shown/problemText';

/** How large a file that is checked may be. */
const mostBytes = 5_000_000;

const levels: Readonly<Record<CheckSeverity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

interface ReadFile {
  uri: Uri;
  manifest: Manifest;
  file: string;
}

/** Checks all manifests of a folder as one world, and shows in the Problems panel what hurts a start. */
export async function checkFolder(target: Uri | undefined, checked: CheckedFolder): Promise<void> {
  const folder = (await folderOf(target)) ?? (await pickFolder());
  if (!folder) return;
  const name = folder.path.split('/').filter(Boolean).at(-1) ?? folder.path;
  const core = await explainer();
  const done = await withProgress(`Checking the manifests in ${name}`, async (signal) => {
    const files = await readFiles(folder, core, signal);
    const found = await inParts(whileWanted(findingSteps(files, folder, core), () => !signal.aborted));
    return found === unwanted ? undefined : { files, found };
  });
  if (!done) return;
  const { files, found } = done;
  if (files.length === 0) {
    void showInformation(`There is no manifest in ${name}.`);
    return;
  }
  const all = files.map(({ uri, manifest }, i) => {
    return [uri, (found[i] ?? []).map((finding) => diagnosticOf(finding, manifest))] as const;
  });
  checked.show(all);
  const count = (severity: CheckSeverity): number => found.flat().filter((one) => one.severity === severity).length;
  const where = `in ${files.length} ${files.length === 1 ? 'file' : 'files'} of ${name}`;
  const [errors, warnings] = [count('error'), count('warning')];
  // Nobody has to answer before the check is done.
  if (errors + warnings === 0) {
    void showInformation(`Nothing hurts a start ${where}.`);
    return;
  }
  await commands.executeCommand('workbench.actions.view.problems');
  const told = [counted(errors, 'error'), counted(warnings, 'warning')].filter((one) => one !== '').join(' and ');
  void (errors > 0 ? showWarning : showInformation)(`${told} ${where}: see Problems.`);
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** The folder itself, or that of a file. */
async function folderOf(target: Uri | undefined): Promise<Uri | undefined> {
  if (!target) return undefined;
  const { type } = await workspace.fs.stat(target);
  return type & FileType.Directory ? target : Uri.joinPath(target, '..');
}

async function pickFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  const [first, ...others] = folders;
  if (!first) {
    await showInformation('No folder is open: open one that has manifests.');
    return undefined;
  }
  if (others.length === 0) return first.uri;
  const active = window.activeTextEditor && workspace.getWorkspaceFolder(window.activeTextEditor.document.uri);
  return pick(
    folders.map((one) => ({ value: one.uri, label: one.name, picked: one === active })),
    { title: 'Check Folder', placeHolder: 'Which one?' },
  );
}

async function readFiles(folder: Uri, { parseManifest }: Explainer, signal: AbortSignal): Promise<ReadFile[]> {
  const pattern = new RelativePattern(folder, '**/*.{yaml,yml,json}');
  const uris = await workspace.findFiles(pattern, notSearched);
  uris.sort((one, other) => (one.path < other.path ? -1 : 1));
  const read: ReadFile[] = [];
  for (const uri of uris) {
    if (signal.aborted) break;
    if (isKustomizationFile(uri.path)) continue;
    const text = await textOf(uri);
    if (text === undefined || !text.includes('kind')) continue;
    const manifest = parseManifest(text);
    if (manifest.objects.length > 0) read.push({ uri, manifest, file: uri.path });
  }
  return read;
}

/** As it stands in the editor, else as it was saved; undefined for what cannot be read or is too large. */
async function textOf(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    const bytes = await workspace.fs.readFile(uri);
    if (bytes.length <= mostBytes) return new TextDecoder().decode(bytes);
    log().info(`${uri.path} is larger than ${mostBytes / 1e6} MB: it is not checked.`);
  } catch {
    log().info(`${uri.path} cannot be read: it is not checked.`);
  }
  return undefined;
}

function findingSteps(
  files: readonly ReadFile[],
  folder: Uri,
  { checking }: Explainer,
): Iterator<undefined, CheckFinding[][]> {
  return checking(files, { circumstances: simulationSettings(folder) });
}

function diagnosticOf(finding: CheckFinding, manifest: Manifest): Diagnostic {
  const { range, severity, name, fix } = finding;
  const at = (offset: number): Position => {
    const { line, column } = manifest.positionAt(offset);
    return new Position(line - 1, column - 1);
  };
  const found = new Diagnostic(new Range(at(range.start), at(range.end)), problemText(finding), levels[severity]);
  found.source = 'Pod Startup';
  // Quick fixes are found by it.
  found.code = fix?.code ?? name;
  return found;
}
