import { Uri, window, workspace, type TextDocument } from 'vscode';
import { explain, problemOf, workloadByKey, workloadsOf, type ExplainInput } from '../explainer';
import { manifestOf } from '../manifests';
import { pick } from '../shown/picks';
import { simulationSettings } from '../settings';
import { workspaceObjects } from '../workspaceObjects';
import { isStartFile } from '../../core/observe/saved/readStartFile';
import { SavedOutputError } from '../../core/observe/saved/savedOutputError';
import { savedStart, type SavedStart } from '../../core/observe/savedStart';
import { NothingToCompare, type HostStart } from './comparable';
import type { ComparedWith } from '../../core/panel/protocol';
import type { Manifest } from '../../core/manifest/parseManifest';

/** Asks for a manifest, or for saved output; where a manifest has several workloads, for one of them. */
export async function askForFile(): Promise<ComparedWith | undefined> {
  const [uri] =
    (await window.showOpenDialog({
      title: 'Compare With',
      openLabel: 'Compare',
      filters: { 'Manifests, and saved output of kubectl get pods,events': ['yaml', 'yml', 'json'] },
    })) ?? [];
  if (!uri) return undefined;
  const document = await workspace.openTextDocument(uri);
  if (isStartFile(document.getText(), nameOf(uri)) || savedStart(nameOf(uri), document.getText()))
    return { kind: 'file', uri: uri.toString() };
  const workloads = workloadsOf(await manifestOf(document), uri.path);
  const workload =
    workloads.length > 1
      ? await pick(
          workloads.map(({ key }) => ({ value: key, label: key })),
          { title: 'Compare With', placeHolder: `Which start in ${nameOf(uri)}?` },
        )
      : workloads[0]?.key;
  return { kind: 'file', uri: uri.toString(), ...(workload !== undefined && { workload }) };
}

/** The start in a file: as a cluster recorded it, or the simulation of a manifest under the same changes. @throws NothingToCompare */
export async function fileStart(
  { uri, workload: key }: Extract<ComparedWith, { kind: 'file' }>,
  whatIf: readonly string[] = [],
): Promise<HostStart> {
  const at = Uri.parse(uri);
  const name = nameOf(at);
  let document: TextDocument;
  try {
    document = await workspace.openTextDocument(at);
  } catch {
    throw new NothingToCompare(`${name} no longer exists, or cannot be read.`);
  }
  const saved = savedIn(name, document.getText());
  if (saved) return { name: `${name}, as a cluster tells it`, trace: saved.trace, isShown: false };
  const circumstances = simulationSettings(at);
  const existing = await workspaceObjects(at);
  const common = { existing, faults: [], whatIf, circumstances, start: Date.now() };
  const start = manifestStart(await manifestOf(document), key, name, common);
  return { ...start, name: start.name, uri, source: { ...start.source, canReveal: true } };
}

function savedIn(name: string, text: string): SavedStart | undefined {
  try {
    return savedStart(name, text);
  } catch (error) {
    if (error instanceof SavedOutputError) throw new NothingToCompare(`There is no start in ${error.message}.`);
    throw error;
  }
}

/** The simulated start of a manifest's workload, or of its only one. @throws NothingToCompare */
export function manifestStart(
  manifest: Manifest,
  key: string | undefined,
  file: string,
  how: Omit<ExplainInput, 'manifest' | 'workload'>,
): HostStart & Required<Pick<HostStart, 'source'>> {
  const workload = workloadByKey(manifest, key);
  const problem = problemOf(manifest, workload);
  if (problem) throw new NothingToCompare(`${file} stops at line ${problem.line}: ${problem.message}.`);
  if (!workload) throw new NothingToCompare(`${file} has ${key ?? 'no pod and nothing that creates pods'}${key === undefined ? '' : ' no longer'}.`); // prettier-ignore
  const trace = explain({ ...how, manifest, workload });
  const options = { ...how.circumstances, existing: how.existing };
  const source = { manifest, file, canReveal: false, options, pods: trace.view.pods };
  return { name: `${file}: ${workload.key}`, trace, isShown: false, source };
}

/** A file's name, without its folders. */
export function nameOf(uri: Uri): string {
  return uri.path.split('/').pop() ?? uri.path;
}
