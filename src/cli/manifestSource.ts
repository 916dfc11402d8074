import type { WrittenObject } from '../core/api/kubernetesObject';
import { isKustomization } from '../core/explain/meaning/standing';
import { fileNames, isKustomizationFile } from '../core/kustomize/kustomizationFile';
import { joinPath } from '../core/kustomize/paths';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { existingBeside } from './existingBeside';
import { isFolder, textOf } from './files';
import type { ManifestFile } from './manifestFile';
import { kustomizationOf, patchText } from './parts';
import { readFolder } from './readFolder';
import { manifestIn } from './manifestIn';
import { readText } from './readInput';
import { renderedChart } from './renderedChart';
import { renderedSource } from './renderedSource';

/** A manifest, and what is around it. */
export interface ManifestSource {
  source: ManifestFile;
  /** Objects of other files. */
  existing: readonly WrittenObject[];
  notes: readonly string[];
}

/**
 * The manifest that a file or a folder stands for: itself, all of a folder, or what a kustomization or a chart makes. A
 * text where there is none, which says so.
 */
export async function manifestSource(target: string, flags: Flags): Promise<ManifestSource | string> {
  if (isFolder(target)) {
    const kustomization = fileNames.map((name) => joinPath(target, name)).find((file) => textOf(file) !== undefined);
    if (kustomization !== undefined && !flags.recursive) {
      refuseValues(flags);
      return rendered(kustomization);
    }
    const chart = flags.recursive ? undefined : await renderedChart(target, flags.values);
    if (chart) return { source: chart, existing: [], notes: chart.notes };
    refuseValues(flags);
    const { left, ...source } = readFolder(target, flags.recursive ?? false);
    return { source, existing: [], notes: left.map((text) => `note: ${text}: left out\n`) };
  }
  refuseValues(flags);
  if (isKustomizationFile(target.replaceAll('\\', '/'))) return rendered(target);
  const text = readText(target);
  const patch = patchText(target, text, textOf);
  if (flags.rendered) {
    const kustomization = kustomizationOf(target, textOf);
    if (!kustomization) throw new CommandError(`${target}:1:1: no kustomization.yaml in its folder or above names it`);
    return rendered(kustomization);
  }
  if (patch !== undefined && flags.scenario === undefined) return patch;
  const manifest = manifestIn(text, target);
  if (manifest.objects.every(isKustomization)) return rendered(target);
  const { objects, notes } = existingBeside(target);
  return { source: { manifest, file: target }, existing: objects, notes };
}

/** For anything other than the folder of a chart. */
function refuseValues({ values }: Flags): void {
  if (values) throw new CommandError('--values is for a chart: name the folder that has its Chart.yaml', 2);
}

async function rendered(file: string): Promise<ManifestSource | string> {
  const source = await renderedSource(file);
  return typeof source === 'string' ? source : { source, existing: [], notes: source.notes };
}
