import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { chartIn, isOtherValues, ownValues } from '../core/helm/chart';
import { renderedFrom } from '../core/helm/renderedHeading';
import { TemplateLines } from '../core/helm/templateLines';
import { joinPath } from '../core/kustomize/paths';
import { parseManifest } from '../core/manifest/parseManifest';
import { findProgram } from '../kubectl/findProgram';
import { helmTemplate, HelmError } from '../kubectl/helm';
import { KubectlError } from '../kubectl/kubectlError';
import { CommandError } from './commandError';
import { textOf } from './files';
import type { ManifestFile } from './manifestFile';

/**
 * What the person's helm makes of a chart's folder, with its values.yaml and other files of values; undefined where the folder is no chart.
 * Throws CommandError where helm is not there or does not do it, with what to do next.
 */
export async function renderedChart(
  folder: string,
  values: readonly string[] = [],
): Promise<(ManifestFile & { notes: string[] }) | undefined> {
  const at = folder.replaceAll('\\', '/');
  const chart = chartIn(at, textOf);
  if (!chart) return undefined;
  const unread = values.find((file) => textOf(file) === undefined);
  if (unread !== undefined) throw new CommandError(`${unread}:1:1: this file of values cannot be read`);
  const text = await byHelm(folder, values);
  const manifest = parseManifest(text);
  if (manifest.objects.length === 0)
    throw new CommandError(`${folder}:1:1: this chart renders nothing with its values`);
  const lines = new TemplateLines(text, at, textOf);
  const taken = new Set(values.map((file) => resolve(file)));
  const others = readdirSync(folder).filter((name) => isOtherValues(name) && !taken.has(resolve(folder, name)));
  const names = [...(textOf(joinPath(at, ownValues)) === undefined ? [] : [ownValues]), ...values];
  const notes = [`note: ${renderedFrom(chart.name, names)}\n`];
  if (others.length > 0) notes.push(`note: other values are left out: ${others.join(', ')}\n`);
  return { manifest, file: `${folder} (rendered)`, sourceOf: (line) => lines.at(line), notes };
}

async function byHelm(folder: string, values: readonly string[]): Promise<string> {
  try {
    const helm = await findProgram('helm');
    if (helm)
      return await helmTemplate(
        helm,
        resolve(folder),
        values.map((file) => resolve(file)),
      );
  } catch (error) {
    if (!(error instanceof HelmError || error instanceof KubectlError)) throw error;
    throw new CommandError(`${folder}:1:1: helm could not render this chart: ${error.message}`);
  }
  const next = 'Install helm (https://helm.sh/docs/intro/install), or explain a template by itself';
  throw new CommandError(`${folder}:1:1: this is a chart, and helm is not on PATH. ${next}.`);
}
