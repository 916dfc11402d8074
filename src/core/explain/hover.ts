import { looksLikeKubernetes, parseManifest, type Manifest } from '../manifest/parseManifest';
import type { ManifestObject } from '../manifest/manifestObject';
import { formatPath, startsWithPath, valueAt, type Path } from '../manifest/path';
import type { SourceRange } from '../manifest/sourceNode';
import { consequences } from './consequences';
import { code, effectLines } from './effectLines';
import type { Effect } from './effects';
import { explainedPod, type ExplainOptions } from './explainedPod';
import type { FieldFact } from './facts/fieldFact';
import { fieldEffects, type FieldEffects } from './fieldEffects';
import { fieldFactOf } from './fieldFactOf';
import { fieldPlace } from './fieldPlace';
import { hoverMarkdown, type HoverParts } from './hoverMarkdown';
import { hoverLinks, type HoverLink } from './hoverLinks';
import { kubeletValue, shortValue } from './kubeletValue';
import { pathInPod, podOf } from './podOf';
import { mergeKeyHover, unknownFieldHover } from './otherHovers';
import { pointedAt } from './pointedAt';
import { refusedPaths } from './repairedPod';
import { isUnknownField, schemaField, type SchemaField } from './schemaField';
import { takersHover } from './takersHover';
import { withTemplatesBack } from './templateWords';
import { fieldWarnings } from './fieldWarnings';

/** The parts of a hover, in their order. Each can be left out. */
const hoverParts = ['value', 'calls', 'consequences', 'readBy', 'absent', 'since', 'warnings'] as const;
export type HoverPart = (typeof hoverParts)[number];

export interface HoverOptions extends ExplainOptions {
  /** The parts that are shown. Default: all. */
  parts?: readonly HoverPart[];
  /** How many lines of calls are shown before the rest is folded. Default: 4. */
  maxLines?: number;
  /** Pixels beyond which more is folded. Default: 250, as high as VS Code shows a hover without a scroll bar. */
  height?: number;
}

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
  const wanted = new Set(options.parts ?? hoverParts);
  const inPart = (part: HoverPart, texts: readonly string[]): readonly string[] => (wanted.has(part) ? texts : []);
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
  const title = `**${place.field}**${shown}${owner ? ` of ${owner}` : ''}${understood ? `: ${understood}` : ''}`;
  const taken = takersHover(manifest, object, path, options);
  const absent = result?.haltWithout?.isRefused ? 'the API server refuses the pod.' : fact?.absent;
  const since = fact?.since === undefined ? '' : `Since Kubernetes ${fact.since}.`;
  const gate = fact?.gate && `⚠ Needs the feature gate ${fact.gate}; without it the API server drops the field.`;
  const { kind, name, namespace } = object;
  const asking = { kind, name, ...(namespace !== undefined && { namespace }), path };
  const warnings = fieldWarnings(field, value, {
    path: inPod ?? path,
    object: object.value,
    pod,
    place: asking,
    world: input?.surroundings.world,
  });
  const left = [
    ...inPart('absent', absent === undefined ? [] : [`Left out: ${absent}`]),
    ...inPart('since', since ? [since] : []),
  ];
  const parts: HoverParts = {
    head: [title, ...inPart('value', fact ? [fact.means] : [])],
    notes: [
      ...inPart('since', gate ? [gate] : []),
      ...(result?.refusal !== undefined && inPod ? [refusalText(result.refusal, inPod)] : []),
      ...inPart('calls', result ? callNotes(result) : []),
    ],
    lines: inPart('calls', result ? effectLines(result.effects) : []),
    consequences: inPart('consequences', result && inPod ? consequences(result, inPod) : []),
    taken: inPart('calls', taken?.sections ?? []),
    readBy: inPart('readBy', fact?.readBy ?? []),
    absent: left.length > 0 ? [left.join(' ')] : [],
    warnings: inPart('warnings', warnings),
  };
  const effects = result?.effects ?? taken?.effects ?? [];
  return {
    markdown: withTemplatesBack(hoverMarkdown(parts, options.maxLines ?? 4, options.height ?? 250)),
    range,
    links: hoverLinks(field, effects),
    effects,
  };
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

function callNotes({ haltWithout, start, variation, effects }: FieldEffects): string[] {
  if (start.errors.length > 0) return [];
  const needed =
    haltWithout && !haltWithout.isRefused ? [`Without it the pod does not start: ${haltWithout.message}`] : [];
  return variation === undefined || effects.length > 0 ? needed : [...needed, 'No CRI call changes with it.'];
}

function isScalar(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'object';
}
