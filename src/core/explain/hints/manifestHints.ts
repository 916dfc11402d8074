import type { ManifestHint } from './manifestHint';
import type { AskingPlace } from '../../trace/assumption';
import { isPart } from '../../manifest/isPart';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import type { Path } from '../../path';
import { podTemplatePath } from '../../manifest/podSpecs';
import type { SourceRange } from '../../manifest/sourceNode';
import { missingText } from '../../trace/missingText';
import type { ApiError } from '../../api/status';
import { decode } from '../../api/decode';
import { fieldErrorsOf } from '../../cluster/apiserver/fieldErrorsOf';
import { fieldErrorText } from '../../api/fieldError';
import { asMeant } from '../meaning/asMeant';
import { diagnosisPlace } from '../../diagnosis/diagnosisPlace';
import { fieldMeant } from '../../api/fieldMeant';
import { explainedPod, type ExplainOptions } from '../difference/explainedPod';
import { startAsIs } from '../difference/fieldEffects';
import { podOf } from '../../manifest/podOf';
import { referencesOfPod } from '../../manifest/references';
import { parsePath } from '../../manifest/parsePath';
import { isUnknownField, schemaField } from '../../api/schemaField';
import { nearest } from './nearest';
import { warningHints } from './warningHints';
import { selectorHints } from './selectorHints';

/** How many pods of a file are started to see. */
const maxPods = 50;

/** What certainly stops the start of a manifest's pods, what they take for granted, and Services that choose no pod. */
export function manifestHints(manifest: Manifest, options: ExplainOptions = {}): ManifestHint[] {
  const pods = manifest.objects.filter(({ kind }) => podTemplatePath(kind)).slice(0, maxPods);
  const hints = pods.flatMap((object) => objectHints(manifest, object, options));
  // Several pods may ask for the same by one line: that of their ServiceAccount or claim.
  const unique = new Map(hints.map((one) => [`${one.range.start} ${one.range.end} ${one.message}`, one]));
  return [...unique.values(), ...selectorHints(manifest, options.existing)];
}

/** Whether the pods of a manifest name objects that other files may have: only then do these count for its hints. */
export function refersToOthers(manifest: Manifest): boolean {
  return manifest.objects.slice(0, maxPods).some(({ value }) => {
    const pod = podOf(value);
    return pod !== undefined && referencesOfPod(pod).length > 0;
  });
}

/** As manifestHints, for one object that makes pods. */
export function objectHints(manifest: Manifest, object: ManifestObject, options: ExplainOptions = {}): ManifestHint[] {
  const unknown = unknownFields(object);
  if (isPart(object.value, false)) return [...unknown, partHint(object)];
  const input = explainedPod(manifest, object, options);
  if (!input || hasTemplates(manifest, object)) return unknown;
  const { errors, stuck, warnings } = startAsIs(input);
  const template = object.kind === 'Pod' ? [] : (podTemplatePath(object.kind) ?? []);
  // The API server names unknown fields too, only later and all in one text.
  if (unknown.length > 0) return unknown;
  const { assumptions, missing } = input.surroundings.world;
  const askingRange = (place: AskingPlace | undefined): SourceRange | undefined => {
    const isAt = ({ kind, name, namespace }: ManifestObject): boolean =>
      kind === place?.kind && name === place.name && namespace === place.namespace;
    const found = isAt(object) ? object : manifest.objects.find(isAt);
    return found && place && nearest(found, place.path);
  };
  const assumed = assumptions.flatMap(({ what, place }) => {
    const range = askingRange(place);
    return range ? [hint('information', `Assumed: ${what}.`, range)] : [];
  });
  const mistaken = missing.flatMap((one) => {
    const { what, question } = missingText(one);
    const message = `${what} is not there: ${one.consequence}. D${question.slice(1)}`;
    const range = one.meant === undefined ? undefined : askingRange(one.place);
    return range ? [hint('error', message, range)] : [];
  });
  const own = object.kind === 'Pod' ? [] : ownRefusals(object);
  const warned = warningHints(warnings, object, template);
  // What is told with what was meant needs no other words.
  if (own.length > 0 || mistaken.length > 0) return [...own, ...mistaken, ...warned, ...assumed];
  const refused = errors.flatMap(({ message }) => refusals(object, message, template));
  const name = object.rangeOf(['metadata', 'name'])?.value ?? object.range;
  const halted = stuck && refused.length === 0 ? [hint('error', `The pod does not start: ${stuck}`, name)] : [];
  return [...refused, ...halted, ...warned, ...assumed];
}

function partHint(object: ManifestObject): ManifestHint {
  const message = `This ${object.kind} looks like a part of another manifest, such as a patch of a kustomization: it does not stand alone.`;
  return hint('information', message, object.rangeOf(['kind'])?.value ?? object.range);
}

function hint(severity: ManifestHint['severity'], message: string, range: SourceRange): ManifestHint {
  return { severity, message, range };
}

/** A text that something else renders first says nothing certain. */
function hasTemplates(manifest: Manifest, object: ManifestObject): boolean {
  return (manifest.documents[object.document]?.parsed.templates.length ?? 0) > 0;
}

/** The fields that the API does not have, each at its place. */
export function unknownFields(object: ManifestObject): ManifestHint[] {
  const hints: ManifestHint[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null || path.length > 40) return;
    const entries: Iterable<[string | number, unknown]> = Array.isArray(value)
      ? value.entries()
      : Object.entries(value);
    for (const [step, entry] of entries) {
      const at = [...path, step];
      const field = schemaField(object.kind, at);
      if (isUnknownField(field)) {
        const placed = object.rangeOf(at);
        const meant = fieldMeant(object.kind, at);
        const question = meant && ` Did you mean ${'name' in meant ? meant.name : meant.path}?`;
        const message = `${field.definition} has no field ${field.name}: the API server refuses it.${question ?? ''}`;
        if (placed) hints.push(hint('error', message, placed.key ?? placed.value));
      } else if (field) walk(entry, at);
    }
  };
  walk(object.value, []);
  return hints;
}

/** What the API server refuses of a workload itself, its pod's fields included, each at its field. */
function ownRefusals(object: ManifestObject): ManifestHint[] {
  const meant = asMeant(object.value);
  const decoded = decode(meant);
  if ('error' in decoded) return decodingHints(object, decoded.error);
  return fieldErrorsOf(meant).map((error) => {
    const text = fieldErrorText(error).slice(error.path.length + 2);
    return hint('error', `The API server refuses it: ${text}`, nearest(object, parsePath(error.path)));
  });
}

/** Why the API server does not decode an object, each reason at its place. */
function decodingHints(object: ManifestObject, error: ApiError): ManifestHint[] {
  const { causes = [], message } = error;
  if (causes.length > 0)
    return causes.map(({ field, message: why }) =>
      hint('error', `The API server refuses it: ${field}: ${why}`, nearest(object, parsePath(field))),
    );
  const step = /no matches for kind "[^"]*" in|apiVersion|GroupVersion/.test(message) ? 'apiVersion' : 'kind';
  const place = object.rangeOf([step])?.value ?? object.rangeOf(['kind'])?.value ?? object.range;
  return [hint('error', `The API server refuses it: ${message}`, place)];
}

/** The parts of the API server's refusal, each at the field that it names. */
function refusals(object: ManifestObject, message: string, template: Path): ManifestHint[] {
  const body = message.replace(/^.*? is invalid: /, '').replace(/^\[(.*)\]$/s, '$1');
  const hints: ManifestHint[] = [];
  const [, misfit, typed] = /unmarshal (\w+)(?: \S+)? into Go struct field \w+\.(\S+) of type/.exec(message) ?? [];
  if (misfit !== undefined && typed !== undefined) {
    const subject = `${object.kind} ${object.name}`;
    const place = diagnosisPlace({ subject, field: typed, misfit }, [object])?.place.value;
    if (place) return [hint('error', `The API server refuses it: ${message}`, place)];
  }
  for (const part of body.split(/, (?=(?:spec|metadata)[.[])/)) {
    const [, field, text] = /^((?:spec|metadata)[^:\s]*): (.*)$/s.exec(part) ?? [];
    // What names no field is about the object; it would be loud to mark all of its template.
    const path = field === undefined ? ['metadata', 'name'] : [...template, ...parsePath(field)];
    hints.push(hint('error', `The API server refuses it: ${text ?? part}`, nearest(object, path)));
  }
  return hints;
}
