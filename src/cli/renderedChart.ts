import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { chartIn, isOtherValues } from '../core/helm/chart';
import { TemplateLines } from '../core/helm/templateLines';
import { parseManifest } from '../core/manifest/parseManifest';
import { findProgram } from '../kubectl/findProgram';
import { helmTemplate, HelmError } from '../kubectl/helm';
import { KubectlError } from '../kubectl/kubectlError';
import { CommandError } from './commandError';
import { textOf } from './files';
import type { ManifestFile } from './manifestFile';

/**
 * What the person's helm makes of a chart's folder, with its values.yaml; undefined where the folder is no chart.
 * Throws CommandError where helm is not there or does not do it, with what to do next.
 */
export async function renderedChart(folder: string): Promise<(ManifestFile & { notes: string[] }) | undefined> {
  const at = folder.replaceAll('\\', '/');
  const chart = chartIn(at, textOf);
  if (!chart) return undefined;
  const text = await byHelm(folder);
  const manifest = parseManifest(text);
  if (manifest.objects.length === 0)
    throw new CommandError(`${folder}:1:1: this chart makes nothing with its values.yaml`);
  const lines = new TemplateLines(text, at, textOf);
  const others = readdirSync(folder).filter(isOtherValues);
  const notes = [`note: rendered from the chart ${chart.name} by helm template, with values.yaml\n`];
  if (others.length > 0) notes.push(`note: other values are left out: ${others.join(', ')}\n`);
  return { manifest, file: `${folder} (rendered)`, sourceOf: (line) => lines.at(line), notes };
}

async function byHelm(folder: string): Promise<string> {
  try {
    const helm = await findProgram('helm');
    if (helm) return await helmTemplate(helm, resolve(folder));
  } catch (error) {
    if (!(error instanceof HelmError || error instanceof KubectlError)) throw error;
    throw new CommandError(`${folder}:1:1: helm could not render this chart: ${error.message}`);
  }
  const next = 'Install helm (https://helm.sh/docs/intro/install), or explain a template by itself';
  throw new CommandError(`${folder}:1:1: this is a chart, and helm is not on PATH. ${next}.`);
}
