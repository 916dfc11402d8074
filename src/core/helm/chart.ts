import { folderOf, joinPath } from '../kustomize/paths';
import type { ReadText } from '../kustomize/kustomization';

/** A chart of Helm: a folder with a Chart.yaml. */
export interface Chart {
  folder: string;
  /** What it calls itself, where that is a name that Helm allows; else its folder's. */
  name: string;
}

export const chartFile = 'Chart.yaml';
/** The file of values that is always taken. */
export const ownValues = 'values.yaml';

/** Folders above a file that are looked at for its chart. */
const mostFolders = 8;

/** The chart that a folder is; undefined for another. */
export function chartIn(folder: string, read: ReadText): Chart | undefined {
  const text = read(joinPath(folder, chartFile));
  if (text === undefined) return undefined;
  const [, named] = /^name:[ \t]*["']?([\w.-]{1,100})/m.exec(text) ?? [];
  return { folder, name: named ?? folder.split('/').at(-1) ?? '' };
}

/** The outermost chart that a file belongs to: one that lies in another one's `charts` is rendered with it. */
export function chartOf(file: string, read: ReadText): Chart | undefined {
  let folder = folderOf(joinPath('', file));
  let found: Chart | undefined;
  for (let i = 0; i < mostFolders; i++) {
    found = chartIn(folder, read) ?? found;
    const above = folderOf(folder);
    if (above === folder) break;
    folder = above;
  }
  return found;
}

/** The folder of the chart that a file belongs to, by its name and place alone, if there is a chart at all. */
export function folderOfChart(file: string): string | undefined {
  const templates = file.lastIndexOf('/templates/');
  if (templates >= 0) return file.slice(0, templates);
  const name = file.slice(file.lastIndexOf('/') + 1);
  return name === chartFile || name === ownValues || isOtherValues(name) ? file.slice(0, -name.length - 1) : undefined;
}

/** Whether a file of a chart's folder has values: `values-prod.yaml`, `prod.values.yaml`. */
export function isOtherValues(name: string): boolean {
  const isYaml = name.endsWith('.yaml') || name.endsWith('.yml');
  return isYaml && name !== ownValues && !name.startsWith('-') && /\bvalues\b/i.test(name.replaceAll('_', '-'));
}
