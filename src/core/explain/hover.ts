import type { KubernetesObject } from '../apiserver/objectStore';
import { looksLikeKubernetes, parseManifest, type Manifest } from '../manifest/parseManifest';
import type { ManifestObject } from '../manifest/manifestObject';
import { formatPath, startsWithPath, valueAt, type Path } from '../manifest/path';
import type { SourceRange } from '../manifest/sourceNode';
import type { PathAt } from '../manifest/sourcePaths';
import { apiReference } from './apiReference';
import { consequences } from './consequences';
import { criFieldPlace, protoAddress } from './criField';
import { didYouMean } from './didYouMean';
import { code, effectLines } from './effectLines';
import { isFieldEffect, type Effect } from './effects';
import { explainedPod, type ExplainOptions } from './explainedPod';
import type { FieldFact } from './facts/fieldFact';
import { fieldEffects, type FieldEffects } from './fieldEffects';
import { fieldFactOf } from './fieldFactOf';
import { fieldPlace } from './fieldPlace';
import { kubeletValue, shortValue } from './kubeletValue';
import { pathInPod, podOf } from './podOf';
import { refusedPaths } from './repairedPod';
import { isUnknownField, schemaField, type SchemaField, type UnknownField } from './schemaField';
import { takersHover } from './takersHover';
import { withTemplatesBack } from './templateWords';
import { fieldWarnings } from './fieldWarnings';

/** The parts of a hover, in their order. Each can be left out. */
const hoverParts = ['value', 'calls', 'consequences', 'readBy', 'absent', 'since', 'warnings'] as const;
export type HoverPart = (typeof hoverParts)[number];

export interface HoverOptions extends ExplainOptions {
  /** The parts that are shown. Default: all. */
  parts?: readonly HoverPart[];
  /** How many lines of calls are shown before the rest is folded. Default: 6. */
  maxLines?: number;
}

/** Somewhere to go from a hover: an address, or something for the host to show. */
export type HoverLink =
  | { title: string; address: string }
  | { title: string; action: 'showInDiagram' | 'showRequest'; call: string; field?: string };

export interface Hover {
  markdown: string;
  /** What the hover is about: offsets into the text. */
  range: SourceRange;
  links: HoverLink[];
  /** All of the kubelet's calls and fields that respond to the field, in full. */
  effects: Effect[];
}

/**
 * What a person learns who points at an offset of a manifest. Undefined where there is nothing to say: between fields,
 * on comments, in YAML that is no Kubernetes object. Never throws for what a text says.
 */
export function hover(source: string | Manifest, offset: number, options: HoverOptions = {}): Hover | undefined {
  const manifest = typeof source === 'string' ? parseManifest(source) : source;
  const document = manifest.documentAt(offset);
  if (!document || !looksLikeKubernetes(document.text)) return undefined;
  const object = manifest.objectAt(offset);
  if (!object) return undefined;
  const candidates = pointedAt(manifest, object, offset);
  // Text below an anchor counts where a known field takes it in.
  const at = candidates.find(({ path }) => isKnown(object.kind, path)) ?? candidates[0];
  if (!at || at.path.length === 0) return undefined;
  const written = candidates[0] ?? at;
  const placed = object.rangeOf(written.path);
  const range = (written.part === 'key' ? placed?.key : (placed?.alias ?? placed?.value)) ?? object.range;
  if (at.path.at(-1) === '<<') return mergeKeyHover(object, at.path, range);

  const field = schemaField(object.kind, at.path);
  if (isUnknownField(field)) return unknownFieldHover(manifest, object, field, at.path, range);
  if (!field) return undefined;
  return fieldHover(manifest, object, field, at.path, range, options);
}

/** The values that the offset is on: by their key or text; a list's item also by its dash, a flow value by its bracket. */
function pointedAt(manifest: Manifest, object: ManifestObject, offset: number): PathAt[] {
  const { text } = manifest;
  const dash = /^-[ \t]+(?=[^\s#])/.exec(text.slice(offset, offset + 80))?.[0];
  if (dash !== undefined && /(?:^|\n)[ \t-]*$/.test(text.slice(Math.max(0, offset - 200), offset))) {
    const start = offset + dash.length;
    return object.pathsAt(start).flatMap(({ path }): PathAt[] => {
      for (let length = path.length; length > 0; length--) {
        const item = path.slice(0, length);
        if (typeof item.at(-1) === 'number' && object.rangeOf(item)?.value.start === start)
          return [{ path: item, part: 'value' }];
      }
      return [];
    });
  }
  const isBracket = text[offset] === '{' || text[offset] === '[';
  return object.pathsAt(offset).flatMap((at): PathAt[] => {
    if (at.part !== 'inside') return [at];
    return isBracket && object.rangeOf(at.path)?.value.start === offset ? [{ ...at, part: 'value' }] : [];
  });
}

const ofStatus: FieldFact = { means: 'Written by the cluster; what a manifest says here is ignored.' };

function isKnown(kind: string, path: Path): boolean {
  const field = schemaField(kind, path);
  return field !== undefined && !isUnknownField(field);
}

function fieldHover(
  manifest: Manifest,
  object: ManifestObject,
  field: SchemaField,
  path: Path,
  range: SourceRange,
  options: HoverOptions,
): Hover {
  const pod = podOf(object.value);
  const inPod = pathInPod(object.kind, path);
  const value = valueAt(object.value, path);
  const parts = new Set(options.parts ?? hoverParts);
  const sections: string[] = [];
  const fact: FieldFact | undefined = path[0] === 'status' ? ofStatus : fieldFactOf(field);
  const isPartOfPod = pod !== undefined && inPod !== undefined && inPod.length > 1;
  const input = isPartOfPod ? explainedPod(manifest, object, options) : undefined;
  const result = input && inPod ? fieldEffects(input, inPod) : undefined;

  const place = fieldPlace(inPod ? pod : object.value, inPod ?? path);
  const owner = place.owner || (isPartOfPod ? '' : object.kind);
  const understood = kubeletValue(field, value, { pod: result?.start.stored ?? pod, path: inPod ?? path });
  // Annotations of a Secret may repeat its values.
  const isSecret = object.kind === 'Secret' && !/^(?:kind|apiVersion|type|name|namespace|immutable)$/.test(field.field);
  const shown = isScalar(value) && !isSecret ? ` ${code(shortValue(value, 80))}` : '';
  sections.push(`**${place.field}**${shown}${owner ? ` of ${owner}` : ''}${understood ? `: ${understood}` : ''}`);
  if (parts.has('value') && fact) sections.push(fact.means);
  if (parts.has('since') && fact?.gate !== undefined)
    sections.push(`⚠ Needs the feature gate ${fact.gate}; without it the API server drops the field.`);

  const lines = result ? effectLines(result.effects) : [];
  if (result?.refusal !== undefined && inPod) sections.push(refusalText(result.refusal, inPod));
  if (parts.has('calls') && result) sections.push(...callSection(result, lines, options.maxLines ?? 6));
  if (parts.has('consequences') && result && inPod) sections.push(...list(consequences(result, inPod)));
  const taken = takersHover(manifest, object, path, options);
  if (taken && parts.has('calls')) sections.push(...taken.sections);
  if (parts.has('readBy') && fact?.readBy) sections.push(`Read by\n${list(fact.readBy).join('')}`);
  if (parts.has('absent') && fact?.absent) sections.push(`Left out: ${fact.absent}`);
  if (parts.has('since') && fact?.since) sections.push(`Since Kubernetes ${fact.since}.`);
  if (parts.has('warnings')) {
    const find = (kind: string, name: string): KubernetesObject | undefined =>
      findObject(manifest, kind, name, options);
    const warnings = fieldWarnings(field, value, { path: inPod ?? path, object: object.value, pod, find });
    sections.push(...warnings.map((warning) => `⚠ ${warning}`));
  }
  const effects = result?.effects ?? taken?.effects ?? [];
  return { markdown: withTemplatesBack(sections.join('\n\n')), range, links: linksOf(field, effects), effects };
}

/** What the API server has against the pod: in full where it is about the field, else where to look. */
function refusalText(message: string, path: Path): string {
  const paths = refusedPaths(message).map(([refused]) => refused);
  const isHere = paths.some((refused) => startsWithPath(refused, path) || startsWithPath(path, refused));
  const [elsewhere] = paths;
  return isHere || !elsewhere
    ? `⚠ The API server refuses this pod: ${message}`
    : `⚠ The API server refuses this pod as it stands, for ${code(formatPath(elsewhere))}. Else:`;
}

function callSection(result: FieldEffects, lines: readonly string[], maxLines: number): string[] {
  const { haltWithout, start } = result;
  if (start.errors.length > 0) return [];
  const needed = haltWithout
    ? [
        haltWithout.isRefused
          ? 'Needed: without it the API server refuses the pod.'
          : `Without it the pod does not start: ${haltWithout.message}`,
      ]
    : [];
  if (result.variation === undefined) return needed;
  if (lines.length === 0) return [...needed, 'No CRI call changes with it.'];
  const rest = lines.length - maxLines;
  const shown = rest > 1 ? lines.slice(0, maxLines) : lines;
  return [...needed, list(shown).join('') + (rest > 1 ? `\n- … and ${rest} more` : '')];
}

function list(lines: readonly string[]): string[] {
  return lines.length > 0 ? [lines.map((line) => `- ${line}`).join('\n')] : [];
}

function linksOf(field: SchemaField, effects: readonly Effect[]): HoverLink[] {
  const links: HoverLink[] = [];
  const first = effects.find(isFieldEffect) ?? effects[0];
  if (first) {
    const cri = isFieldEffect(first) ? { field: first.field } : {};
    links.push({ title: 'Show in diagram', action: 'showInDiagram', call: first.call, ...cri });
    links.push({ title: 'Show request', action: 'showRequest', call: first.call, ...cri });
  }
  const address = apiReference(field.definition);
  if (address) links.push({ title: 'API reference', address });
  if (first && isFieldEffect(first)) {
    const place = criFieldPlace(first.call.split(' ')[0] ?? '', first.field);
    if (place) links.push({ title: `api.proto: ${place.message}.${place.field}`, address: protoAddress(place.line) });
  }
  return links;
}

function unknownFieldHover(
  manifest: Manifest,
  object: ManifestObject,
  field: UnknownField,
  path: Path,
  range: SourceRange,
): Hover | undefined {
  if (path.length !== field.length) return undefined;
  const meant = didYouMean(field.definition, field.name);
  const [problem] =
    manifest.documents[object.document]?.parsed.problems.filter((each) => each.severity === 'error') ?? [];
  const start = manifest.documents[object.document]?.start ?? 0;
  const sections = [
    `**${field.name}** is no field of ${field.definition}.`,
    ...(problem
      ? [`kubectl can not read this text: line ${manifest.positionAt(start + problem.start).line}, ${problem.message}`]
      : []),
    'kubectl asks the API server to refuse unknown fields (strict validation); with `--validate=false` they are dropped.',
    ...(meant ? [`Did you mean ${code(meant)}?`] : []),
  ];
  const inPod = pathInPod(object.kind, path);
  if (inPod && startsWithPath(inPod, ['metadata']))
    sections.push('Metadata has its fields fixed; own data goes into labels and annotations.');
  const address = apiReference(field.definition);
  return {
    markdown: sections.join('\n\n'),
    range,
    links: address ? [{ title: 'API reference', address }] : [],
    effects: [],
  };
}

function mergeKeyHover(object: ManifestObject, path: Path, range: SourceRange): Hover {
  const target = valueAt(object.node.value, path.slice(0, -1));
  const names = typeof target === 'object' && target !== null ? Object.keys(target).slice(0, 12) : [];
  return {
    markdown: `**<<** merges the fields of an anchor in; with it there are ${names.map(code).join(', ')}. kubectl resolves it before anything is sent.`,
    range,
    links: [],
    effects: [],
  };
}

/** An object of the manifest or the workspace, by kind and name; only documents that name both are parsed. */
function findObject(
  manifest: Manifest,
  kind: string,
  name: string,
  options: HoverOptions,
): KubernetesObject | undefined {
  for (const document of manifest.documents) {
    if (!document.text.includes(kind) || !document.text.includes(name)) continue;
    const found = document.objects.find((object) => object.kind === kind && object.name === name);
    if (found) return found.value;
  }
  return options.existing?.find((object) => object.kind === kind && object.metadata?.name === name);
}

function isScalar(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'object';
}
