import { dirname, join } from 'node:path';
import type { WrittenObject } from '../core/api/kubernetesObject';
import { isKustomization } from '../core/explain/meaning/standing';
import { chartFile } from '../core/helm/chart';
import { fileNames, isKustomizationFile } from '../core/kustomize/kustomizationFile';
import { joinPath } from '../core/kustomize/paths';
import { parseManifest } from '../core/manifest/parseManifest';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { existingBeside } from './existingBeside';
import { isFolder, manifestFiles, textOf } from './files';
import type { ManifestFile } from './manifestFile';
import { patchText } from './parts';
import { readText } from './readInput';
import { renderedChart } from './renderedChart';
import { renderedSource } from './renderedSource';

/** A manifest that is checked, and where it comes from. */
export interface CheckedSource extends ManifestFile {
  /** The file from which it was rendered: places in it are not places in a file of the person. */
  renderedFrom?: string;
}

/** What a check is about. */
export interface CheckedSources {
  sources: CheckedSource[];
  /** What lies beside single files. */
  existing: WrittenObject[];
  /** What a person should know, a line each. */
  notes: string[];
}

/** Reads files, folders, kustomizations and charts. Throws CommandError with exit code 2 where there is nothing to check. */
export async function checkedSources(targets: readonly string[], flags: Flags): Promise<CheckedSources> {
  const all: CheckedSources = { sources: [], existing: [], notes: [] };
  for (const target of targets) await addTarget(target, flags, all);
  if (all.sources.length === 0)
    throw new CommandError(all.notes.join('').trimEnd() || `${targets[0]}:1:1: there is no manifest in it`, 2);
  const single = targets.filter((target) => target !== '-' && !isFolder(target));
  const folders = new Map(single.map((file) => [dirname(file), file]));
  const named = single.map((file) => join(file));
  if (single.length === targets.length)
    for (const file of folders.values()) {
      const { objects, notes } = existingBeside(file, named);
      all.existing.push(...objects);
      all.notes.push(...notes);
    }
  return all;
}

async function addTarget(target: string, flags: Flags, all: CheckedSources): Promise<void> {
  if (!isFolder(target)) return addFile(target, all, true);
  const kustomization = fileNames.map((name) => joinPath(target, name)).find((file) => textOf(file) !== undefined);
  if (kustomization !== undefined && !flags.recursive) return addRendered(kustomization, all);
  const chart = flags.recursive ? undefined : await renderedChart(target, flags.values);
  if (chart) {
    const { notes, ...source } = chart;
    all.notes.push(...notes);
    all.sources.push({ ...source, renderedFrom: joinPath(target.replaceAll('\\', '/'), chartFile) });
    return;
  }
  for (const file of manifestFiles(target, flags.recursive ?? false)) await addFile(file, all, false);
}

async function addRendered(file: string, all: CheckedSources): Promise<void> {
  const rendered = await renderedSource(file);
  if (typeof rendered === 'string') {
    all.notes.push(`note: ${rendered}`);
    return;
  }
  const { notes, ...source } = rendered;
  all.notes.push(...notes);
  all.sources.push({ ...source, renderedFrom: file });
}

/** @param isNamed whether a person named it: then a note says what it is if it is not a manifest */
async function addFile(file: string, all: CheckedSources, isNamed: boolean): Promise<void> {
  if (isKustomizationFile(file.replaceAll('\\', '/'))) return addRendered(file, all);
  const text = isNamed ? readText(file) : readable(file);
  if (text === undefined) {
    all.notes.push(`note: ${file}:1:1: it cannot be read: left out\n`);
    return;
  }
  const patch = patchText(file, text, textOf);
  if (patch !== undefined) {
    all.notes.push(`note: ${patch}`);
    return;
  }
  const manifest = parseManifest(text);
  const { objects, problems } = manifest;
  if (objects.length > 0 && objects.every(isKustomization)) return addRendered(file, all);
  const isBroken = problems.some(({ severity }) => severity === 'error');
  if (objects.length > 0 || (isNamed && isBroken)) all.sources.push({ manifest, file });
  else if (isNamed) all.notes.push(`note: ${file}:1:1: there is no Kubernetes object in it\n`);
}

function readable(file: string): string | undefined {
  try {
    return readText(file);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
