import type { WrittenObject } from '../core/api/kubernetesObject';
import { whatIfChip } from '../core/circumstances/whatIf/whatIfText';
import { isKustomization, listed, remarksOf } from '../core/explain/meaning/standing';
import { fileNames, isKustomizationFile } from '../core/kustomize/kustomizationFile';
import { onOneLine } from '../core/onOneLine';
import { joinPath } from '../core/kustomize/paths';
import { isStrict } from '../core/circumstances/start';
import { chosenCircumstances } from './chosenCircumstances';
import { observe } from './observe';
import { isSupportBundle } from './supportBundle';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { diagnosesText } from './diagnoses';
import { existingBeside } from './existingBeside';
import { isFolder, textOf } from './files';
import type { ManifestFile } from './manifestFile';
import { kustomizationOf, partText, patchText } from './parts';
import { readFolder } from './readFolder';
import { manifestIn, readText } from './readInput';
import { remarksText, warningsText } from './remarks';
import { renderedChart } from './renderedChart';
import { renderedSource } from './renderedSource';
import { traceText } from './traceText';
import { makesPods, simulateObjects, standingOf } from './simulation';

/** `explain FILE` and `explain DIR`: the start as text, diagram or trace. */
export async function explain(target: string, flags: Flags): Promise<string> {
  if (flags.logs || (isFolder(target) && isSupportBundle(target))) return observe(target, flags, []);
  if (flags.manifest !== undefined)
    throw new CommandError(
      '--manifest is for a start that was observed in a cluster: compare simulates two manifests',
      2,
    );
  if (isFolder(target)) {
    const kustomization = fileNames.map((name) => joinPath(target, name)).find((file) => textOf(file) !== undefined);
    if (kustomization !== undefined && !flags.recursive) {
      refuseValues(flags);
      return explainRendered(kustomization, flags);
    }
    const chart = flags.recursive ? undefined : await renderedChart(target, flags.values);
    if (chart) return explained(chart, flags, { notes: chart.notes });
    refuseValues(flags);
    const { left, ...source } = readFolder(target, flags.recursive ?? false);
    return explained(source, flags, { notes: left.map((text) => `note: ${text}: left out\n`) });
  }
  refuseValues(flags);
  if (isKustomizationFile(target.replaceAll('\\', '/'))) return explainRendered(target, flags);
  const text = readText(target);
  const patch = patchText(target, text);
  if (flags.rendered) {
    const kustomization = kustomizationOf(target);
    if (!kustomization) throw new CommandError(`${target}:1:1: no kustomization.yaml in its folder or above names it`);
    return explainRendered(kustomization, flags);
  }
  if (patch !== undefined && flags.scenario === undefined) return patch;
  const manifest = manifestIn(text, target);
  if (manifest.objects.every(isKustomization)) return explainRendered(target, flags);
  const { objects, notes } = existingBeside(target);
  return explained({ manifest, file: target }, flags, { existing: objects, notes });
}

/** Of what is no chart's folder. */
function refuseValues({ values }: Flags): void {
  if (values) throw new CommandError('--values is for a chart: name the folder that has its Chart.yaml', 2);
}

async function explainRendered(file: string, flags: Flags): Promise<string> {
  const source = await renderedSource(file);
  return typeof source === 'string' ? source : explained(source, flags, { notes: source.notes });
}

interface Around {
  /** Objects of other files. */
  existing?: readonly WrittenObject[];
  notes?: readonly string[];
}

function explained(source: ManifestFile, flags: Flags, { existing = [], notes = [] }: Around): string {
  const stands = standingOf(source.manifest, source.file, flags);
  const { objects, parts } = stands;
  const isText = flags.format === undefined || flags.format === 'text';
  const said = [...notes, ...parts.map((part) => partText(part, source))].join('');
  const { simulation, asWritten } = simulateObjects(objects, flags, { existing, text: source.manifest.text });
  if (!makesPods(objects)) {
    const rest = objects.length === 0 ? '' : `There is no pod in ${source.file}: it has ${listed(objects)}.\n`;
    const refused = objects.length === 0 ? '' : diagnosesText(asWritten(simulation.trace), source);
    return `${said}${rest}${refused}`;
  }
  const trace = asWritten(simulation.trace);
  const text = traceText(trace, flags);
  if (!isText) return text;
  const sections = [
    changesText(flags),
    text,
    `${said}${warningsText(source, asWritten(simulation.warnings))}${remarksText(source, objects, flags.scenario === undefined ? remarksOf(stands) : [], isStrict(chosenCircumstances(flags)))}`,
    diagnosesText(trace, source),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

/** In what the start differs from the usual one, as it was asked for. */
function changesText({ fault = [], whatIf = [] }: Flags): string {
  return [...fault, ...whatIf.map(whatIfChip)].map((change) => `What if: ${onOneLine(change)}\n`).join('');
}
