import { hoverParts, type Hover, type HoverOptions, type HoverPart } from './hoverOptions';
import type { Pod } from '../../api/types';
import { declaredObject } from '../../api/asDeclared';
import { notSimulated } from '../../cluster/apiserver/sizeError';
import { looksLikeKubernetes, parseManifest, type Manifest } from '../../manifest/parseManifest';
import { newestVersion } from '../../release/kubernetesRelease';
import { isPart } from '../../manifest/isPart';
import { ManifestObject } from '../../manifest/manifestObject';
import { withValue } from '../../changedValue';
import { formatPath, startsWithPath, valueAt, type Path } from '../../path';
import { isShown } from '../../manifest/secretMask';
import { isSecretMask } from '../../secretStandIn';
import type { SourceRange } from '../../manifest/sourceNode';
import { consequences } from './consequences';
import { effectLines } from './effectLines';
import { explainedPod } from '../difference/explainedPod';
import { controlPlaneRelease } from '../../circumstances/controlPlaneRelease';
import { isStrict } from '../../circumstances/start';
import type { FieldFact } from '../facts/fieldFact';
import { notKept, sinceOf } from '../facts/fieldRelease';
import { isFieldEffect, type Effect } from '../difference/effects';
import { fieldEffects, ofManifest, type FieldEffects } from '../difference/fieldEffects';
import { fieldFactOf } from '../facts/fieldFactOf';
import { fieldPlace } from './fieldPlace';
import { hoverMarkdown, type HoverParts } from './hoverMarkdown';
import { hoverLinks, linked } from './hoverLinks';
import { code, joined, prose, strong, words, type Runs } from '../../textRuns';
import { kubeletValue, shortValue } from './kubeletValue';
import { pathInPod, podOf } from '../../manifest/podOf';
import { mergeKeyHover, secretPartHover, unknownFieldHover } from './otherHovers';
import { pointedAt } from './pointedAt';
import { refusedPaths } from '../difference/repairedPod';
import { isUnknownField, schemaField, type SchemaField } from '../../api/schemaField';
import { shortField } from '../text/shortField';
import { takersHover } from './takersHover';
import { versionHover, versionNotes } from './versionHover';
import { wordsOf } from '../meaning/asMeant';
import { withTemplatesBack } from '../meaning/templateWords';
import { fieldWarnings } from '../facts/fieldWarnings';
import { probeClockFacts } from '../facts/probeClockFacts';
import type { PodStart } from '../difference/podStart';

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
  const isMerge = at.path.at(-1) === '<<';
  if (!isShown(object.value, isMerge ? at.path.slice(0, -1) : at.path)) return secretPartHover(range);
  if (isMerge) return mergeKeyHover(object, at.path, range);

  const field = schemaField(object.kind, at.path);
  if (isUnknownField(field)) return unknownFieldHover(manifest, object, field, at.path, range, options);
  if (!field) return versionHover(object, at.path, range, options.kubernetes ?? newestVersion);
  return fieldHover(manifest, object, field, at.path, range, options);
}

/**
 * The hover of a field by its path. One that is absent is explained as if it were written with what is filled in.
 *
 * @param filled undefined for a field that is written
 */
export function filledHover(
  manifest: Manifest,
  object: ManifestObject,
  path: Path,
  filled: unknown,
  options: HoverOptions = {},
): Hover | undefined {
  const field = schemaField(object.kind, path);
  if (!field || isUnknownField(field)) return undefined;
  const { document, prefix, range } = object;
  const value = filled === undefined ? object.value : withValue(object.value, path, filled);
  const whole = filled === undefined ? object : new ManifestObject({ value, ...range }, document, prefix, 0);
  return fieldHover(manifest, whole, field, path, range, options);
}

const ofStatus: FieldFact = { means: 'Written by the cluster; a value in a manifest is ignored.' };

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
  const inPart = <T>(part: HoverPart, texts: readonly T[]): readonly T[] => (wanted.has(part) ? texts : []);
  const fact: FieldFact | undefined = path[0] === 'status' ? ofStatus : fieldFactOf(field);
  const isPartOfPod = pod !== undefined && inPod !== undefined && inPod.length > 1;
  const input = isPartOfPod ? explainedPod(manifest, object, options) : undefined;
  const result = input && inPod ? fieldEffects(input, inPod) : undefined;

  const place = fieldPlace(inPod ? pod : object.value, inPod ?? path);
  const owner = place.owner.length > 0 || isPartOfPod ? place.owner : [object.kind];
  const understood = kubeletValue(field, value, { pod: result?.start.stored ?? pod, path: inPod ?? path });
  const shown = isScalar(value) && !isSecretMask(value) ? words` ${code(shortValue(value, 80))}` : '';
  const title = words`${strong(place.field)}${shown}${owner.length > 0 ? words` of ${owner}` : ''}${understood ? words`: ${understood}` : ''}`;
  const taken = takersHover(manifest, object, path, options);
  const absent = result?.haltWithout?.isRefused ? 'the API server refuses the pod.' : fact?.absent;
  const version = versionNotes(object, path, options.kubernetes ?? newestVersion);
  const began = version?.since ?? sinceOf(field, fact);
  const since = began === undefined ? [] : [words`Since Kubernetes ${began}.`];
  const release = controlPlaneRelease(options);
  const isNewest = release.version === newestVersion;
  const gate = fact?.gate
    ? words`⚠ Needs the feature gate ${fact.gate}; without it the API server drops the field.`
    : notKept(object.kind, path, { release, isNewest, isStrict: isStrict(options) });
  const simulated =
    isPartOfPod && (!isNewest || options.origin)
      ? [words`Simulated as Kubernetes ${options.kubernetes ?? newestVersion}.`]
      : [];
  const { kind, name, namespace } = object;
  const declared = pod && declaredObject<Pod>(pod);
  const warnings = fieldWarnings(field, value, {
    path: inPod ?? path,
    ...(declared && { pod: declared }),
    place: { kind, name, ...(namespace !== undefined && { namespace }), path },
    world: input?.surroundings.world,
  });
  const left = [
    ...inPart('absent', absent === undefined ? [] : [words`If omitted: ${prose(absent)}`]),
    ...inPart('since', [...since, ...simulated]),
  ];
  const parts: HoverParts = {
    head: [title, ...inPart('value', fact ? [prose(fact.means)] : [])],
    notes: [
      ...(version?.notes ?? []),
      ...inPart('since', gate ? [gate] : []),
      ...(result?.refusal !== undefined && inPod && !isPart(object.value, false)
        ? [refusalText(result.refusal, inPod, result.start)]
        : []),
      ...inPart('calls', result?.unscheduled === undefined ? [] : [unscheduledText(result.unscheduled)]),
      ...inPart('calls', result ? callNotes(result) : []),
    ],
    lines: inPart('calls', result ? effectLines(told(result)) : []),
    consequences: inPart('consequences', [
      ...(declared && inPod ? probeClockFacts(field, inPod, declared, release) : []),
      ...(result && inPod ? consequences(result, inPod) : []),
    ]),
    taken: inPart('calls', taken?.taken ?? []),
    readBy: inPart('readBy', fact?.readBy ?? []),
    absent: left.length > 0 ? [joined(left, ' ')] : [],
    warnings: inPart('warnings', warnings),
  };
  const effects = result?.effects ?? taken?.effects ?? [];
  const links = hoverLinks(field, result ? told(result) : effects);
  const { maxLines = 4, height = 250, addressOf } = options;
  const request = links.find((each) => 'action' in each && each.action === 'showRequest');
  const markdown = hoverMarkdown(
    withTemplatesBack(parts, input?.surroundings.words ?? wordsOf([object.value])),
    maxLines,
    height,
    linked(links, addressOf),
    request && addressOf?.(request),
  );
  return { markdown, range, links, effects };
}

/** What the API server has against the pod: in full where it is about the field, else where to look. */
function refusalText(message: string, path: Path, { errors }: PodStart): Runs {
  if (errors[0]?.reason === notSimulated) return words`⚠ The ${message}`;
  const paths = refusedPaths(message).map(([refused]) => refused);
  const isHere = paths.some((refused) => startsWithPath(refused, path) || startsWithPath(path, refused));
  const [elsewhere] = paths;
  return isHere || !elsewhere
    ? words`⚠ The API server refuses this pod: ${code(message)}`
    : words`⚠ The API server refuses this pod because of ${code(formatPath(elsewhere))}. Without that:`;
}

function unscheduledText(reason: string): Runs {
  return words`⚠ No node takes this pod: ${code(reason)} Once one does:`;
}

/** The effects that are listed: of a field with its default value, what is sent because of it. */
function told({ effects, decided }: FieldEffects): Effect[] {
  return decided ? ofManifest(decided) : effects;
}

/** Of a field with its default value, the fields of requests that it decides; they may be sent by being absent. */
function defaultText(decided: readonly Effect[]): Runs {
  if (decided.length === 0 || ofManifest(decided).length > 0) return ['Same as the default.'];
  const [first] = decided.filter(isFieldEffect);
  return first
    ? words`Same as the default: ${code(`${first.call} · ${shortField(first.field)}`)} is not sent.`
    : ['Same as the default.'];
}

function callNotes({ haltWithout, start, variation, effects, decided }: FieldEffects): Runs[] {
  if (start.errors.length > 0) return [];
  if (decided) return [defaultText(decided)];
  const needed =
    haltWithout && !haltWithout.isRefused
      ? [words`Without it the pod does not start: ${code(haltWithout.message)}`]
      : [];
  return variation === undefined || effects.length > 0 ? needed : [...needed, ['No CRI call depends on it.']];
}

function isScalar(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'object';
}
