import { controlPlaneRelease } from '../../circumstances/controlPlaneRelease';
import type { KubernetesRelease } from '../../release/kubernetesRelease';
import type { ManifestHint } from './manifestHint';
import type { CauseName } from '../../diagnosis/facts/causeTable';
import type { Missing } from '../../trace/trace';
import type { AskingPlace } from '../../trace/assumption';
import { isPart } from '../../manifest/isPart';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { valueAt, type Path } from '../../path';
import { isCustom, kindMeant, kindOf } from '../../api/kinds';
import { podTemplatePath } from '../../manifest/podSpecs';
import type { SourceRange } from '../../manifest/sourceNode';
import { missingText } from '../../trace/missingText';
import type { ApiError, ErrorCause } from '../../api/status';
import { decode } from '../../api/decode';
import { fieldErrorsOf } from '../../cluster/apiserver/fieldErrorsOf';
import { fieldErrorText } from '../../api/fieldError';
import { asMeant } from '../meaning/asMeant';
import { refusals as refusalsTold } from '../../diagnosis/causes/refusals';
import { causeRefusal } from '../../diagnosis/facts/fieldRefusal';
import { noAdvice } from '../../diagnosis/facts/refusalAdvice';
import { diagnosisPlace } from '../../diagnosis/diagnosisPlace';
import { explainedPod, type ExplainOptions } from '../difference/explainedPod';
import { startAsIs } from '../difference/fieldEffects';
import { podOf } from '../../manifest/podOf';
import { referencesOfPod } from '../../manifest/references';
import { parsePath } from '../../manifest/parsePath';
import { commandHints } from './commandHints';
import { droppedHints } from './droppedHints';
import { nearest } from './nearest';
import { endingHints } from './endingHints';
import { portHints } from './portHints';
import { probeHints } from './probeHints';
import { stuckHint } from './stuckHint';
import { unknownFields } from './unknownFields';
import { versionHints } from './versionHints';
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
  return [
    ...unique.values(),
    ...otherKinds(manifest, controlPlaneRelease(options)),
    ...selectorHints(manifest, options.existing),
  ];
}

/** Whether the pods of a manifest name objects that other files may have: only then do these count for its hints. */
export function refersToOthers(manifest: Manifest): boolean {
  return manifest.objects.slice(0, maxPods).some(({ value }) => {
    const pod = podOf(value);
    return pod !== undefined && referencesOfPod(pod).length > 0;
  });
}

/**
 * As manifestHints, for one object that makes pods.
 *
 * @param around the documents beside the object that count for it, where not all of the manifest's have to be looked at
 */
export function objectHints(
  manifest: Manifest,
  object: ManifestObject,
  options: ExplainOptions = {},
  around: Pick<Manifest, 'documents'> = manifest,
): ManifestHint[] {
  const release = controlPlaneRelease(options);
  const unknown = unknownFields(object, release);
  if (isPart(object.value, false)) return [...unknown, partHint(object)];
  const input = explainedPod(around, object, options);
  if (!input || hasTemplates(manifest, object)) return unknown;
  const start = startAsIs(input);
  const { errors, stuck, warnings } = start;
  const template = object.kind === 'Pod' ? [] : (podTemplatePath(object.kind) ?? []);
  const unserved = versionHints(object, release.version);
  // The API server names unknown fields too, only later and all in one text.
  if (unknown.length > 0) return [...unserved, ...unknown];
  const { assumptions, missing } = input.surroundings.world;
  const askingRange = (place: AskingPlace | undefined): SourceRange | undefined => {
    const isAt = ({ kind, name, namespace }: ManifestObject): boolean =>
      kind === place?.kind && name === place.name && namespace === place.namespace;
    const found = isAt(object) ? object : manifest.objects.find(isAt);
    return found && place && nearest(found, place.path);
  };
  const assumed = assumptions.flatMap(({ what, place }) => {
    const range = askingRange(place);
    return range ? [hint('information', 'assumed', `Assumed: ${what}.`, range)] : [];
  });
  const mistaken = missing.flatMap((one) => {
    const { what, question } = missingText(one);
    const message = `${what} is missing: ${one.consequence}.${question && ` D${question.slice(1)}`}`;
    const range = one.meant === undefined && one.key === undefined ? undefined : askingRange(one.place);
    const code = one.key === undefined ? 'object-missing' : 'key-missing';
    const cause = causeOfMissing(one, one.place?.path ?? []);
    return range ? [{ ...hint('error', code, message, range, keysNext(one)), cause }] : [];
  });
  const own = unserved.length > 0 ? unserved : object.kind === 'Pod' ? [] : ownRefusals(object, release);
  const ports = [...portHints(object), ...commandHints(object), ...endingHints(object), ...probeHints(object)];
  const warned = [
    ...warningHints(warnings, object, template),
    ...(unserved.length > 0 ? [] : droppedHints(object, release)),
  ];
  // What is told with what was meant needs no other words.
  if (own.length > 0 || mistaken.length > 0) return [...own, ...mistaken, ...ports, ...warned, ...assumed];
  const refused = errors.flatMap((error) =>
    error.causes?.length ? causeHints(object, error.causes, template) : causedRefusals(object, error, template),
  );
  const halted = stuck && refused.length === 0 ? [stuckHint(object, start, stuck)] : [];
  return [...refused, ...halted, ...ports, ...warned, ...assumed];
}

function keysNext({ kind, name, key, keys }: Missing): string | undefined {
  if (!keys) return undefined;
  const has = keys.length === 0 ? 'which has none' : `which has ${keys.join(', ')}`;
  return `add ${key} to ${kind} ${name}, ${has}${keys.length === 0 ? '' : ', or name one of these'}`;
}

/** What the diagnosis calls the start without an object or a key. */
function causeOfMissing({ kind }: Missing, asked: Path): CauseName {
  if (kind === 'ServiceAccount') return 'service-account-missing';
  if (kind === 'PriorityClass') return 'priority-class-missing';
  if (kind === 'RuntimeClass') return 'runtime-class-missing';
  if (kind === 'ResourceClaim' || kind === 'ResourceClaimTemplate') return 'resource-claim-missing';
  if (kind === 'PersistentVolumeClaim' || kind === 'StorageClass') return 'no-node-fits';
  return asked.includes('volumes') ? 'volume-not-mounted' : 'container-config-error';
}

/** What is wrong with objects that make no pods, and why a Service is refused. */
function otherKinds(manifest: Manifest, release: KubernetesRelease): ManifestHint[] {
  return manifest.objects.flatMap((object) => {
    const told = kindHints(manifest, object, release);
    const isSound = object.kind === 'Service' && told.every(({ severity }) => severity !== 'error');
    if (!isSound || isPart(object.value, false) || hasTemplates(manifest, object)) return told;
    return [...told, ...ownRefusals(object, release)];
  });
}

/** What is wrong with the kind and the version of an object that makes no pods. */
export function kindHints(manifest: Manifest, object: ManifestObject, release: KubernetesRelease): ManifestHint[] {
  const { kind, apiVersion } = object.value;
  if (typeof kind !== 'string' || podTemplatePath(kind) || hasTemplates(manifest, object)) return [];
  const told = versionHints(object, release.version);
  if (told.some(({ severity }) => severity === 'error') || isCustom(apiVersion)) return told;
  if (kindOf(kind)) return [...told, ...droppedHints(object, release)];
  if (told.length > 0) return told;
  return kindMeant(kind) === undefined ? [] : ownRefusals(object, release);
}

function partHint(object: ManifestObject): ManifestHint {
  const message = `This ${object.kind} looks like a part of another manifest, such as a patch of a kustomization: it is not complete by itself.`;
  return hint('information', 'part-of-manifest', message, object.rangeOf(['kind'])?.value ?? object.range);
}

function hint(
  severity: ManifestHint['severity'],
  code: string,
  message: string,
  range: SourceRange,
  next?: string,
): ManifestHint {
  return { severity, code, message, range, ...(next !== undefined && next !== noAdvice && { next }) };
}

/** A text that something else renders first says nothing certain. */
function hasTemplates(manifest: Manifest, object: ManifestObject): boolean {
  return (manifest.documents[object.document]?.parsed.templates.length ?? 0) > 0;
}

/** What the API server refuses of a workload itself, its pod's fields included, each at its field. */
export function ownRefusals(object: ManifestObject, release: KubernetesRelease): ManifestHint[] {
  const meant = asMeant(object.value);
  const decoded = decode(meant, release);
  if ('error' in decoded) return decodingHints(object, decoded.error);
  return fieldErrorsOf(meant, release).map((error) => {
    return refusedValue(object, parsePath(error.path), fieldErrorText(error));
  });
}

/** Each mistake for which an object, or its pod at the template, is refused, at its own place. */
function causeHints(object: ManifestObject, causes: readonly ErrorCause[], template: Path): ManifestHint[] {
  return causes.map((cause) => {
    const { field, message, misfit } = cause;
    const path = [...template, ...parsePath(field)];
    const limit = limitInThousandths(path, message);
    const code = limit ? 'memory-in-millibytes' : misfit ? 'wrong-type' : 'invalid-value';
    const { next } = causeRefusal(cause, object.kind);
    return hint('error', code, `The API server refuses it: ${field}: ${message}`, nearest(object, limit ?? path), next);
  });
}

/** Why the API server does not decode an object, each reason at its place. */
function decodingHints(object: ManifestObject, error: ApiError): ManifestHint[] {
  const { causes = [], message } = error;
  if (causes.length > 0) return causeHints(object, causes, []);
  // A kind that no version has is itself at fault.
  const step = /apiVersion|GroupVersion/.test(message) ? 'apiVersion' : 'kind';
  const place = object.rangeOf([step])?.value ?? object.rangeOf(['kind'])?.value ?? object.range;
  const isMissing = /apiVersion not set/.test(message);
  const ofVersion = isMissing ? 'api-version-missing' : 'api-version-not-served';
  const code = step === 'apiVersion' && kindOf(object.kind) ? ofVersion : 'unknown-kind';
  return [hint('error', code, `The API server refuses it: ${message}`, place)];
}

/** As refusals, with what the diagnosis calls the cause. */
function causedRefusals(object: ManifestObject, error: ApiError, template: Path): ManifestHint[] {
  const [found] = refusalsTold(error);
  const hints = refusals(object, error.message, template);
  const told = found && { cause: found.name, ...(found.next !== undefined && { next: found.next }) };
  return told && hints.length === 1 ? hints.map((one) => ({ ...one, ...told })) : hints;
}

/** The parts of the API server's refusal, each at the field that it names. */
function refusals(object: ManifestObject, message: string, template: Path): ManifestHint[] {
  const body = message.replace(/^.*? is invalid: /, '').replace(/^\[(.*)\]$/s, '$1');
  const hints: ManifestHint[] = [];
  const [, misfit, typed] = /unmarshal (\w+)(?: \S+)? into Go struct field \w+\.(\S+) of type/.exec(message) ?? [];
  if (misfit !== undefined && typed !== undefined) {
    const subject = `${object.kind} ${object.name}`;
    const place = diagnosisPlace({ subject, field: typed, misfit }, [object])?.place.value;
    if (place) return [hint('error', 'wrong-type', `The API server refuses it: ${message}`, place)];
  }
  for (const part of body.split(/, (?=(?:spec|metadata)[.[])/)) {
    const [, field] = /^((?:spec|metadata)[^:\s]*): /.exec(part) ?? [];
    // What names no field is about the object; it would be loud to mark all of its template.
    const path = field === undefined ? ['metadata', 'name'] : [...template, ...parsePath(field)];
    hints.push(refusedValue(object, path, part));
  }
  return hints;
}

function refusedValue(object: ManifestObject, path: Path, text: string): ManifestHint {
  const limit = limitInThousandths(path, text);
  const code = limit ? 'memory-in-millibytes' : 'invalid-value';
  const [, field = '', message = ''] = /^((?:spec|metadata)[^:\s]*): (.*)$/s.exec(text) ?? [];
  const next = ofObject(object, path, message) ?? causeRefusal({ field, message }, object.kind).next;
  return hint('error', code, `The API server refuses it: ${text}`, nearest(object, limit ?? path), next);
}

/** What to do where the rest of the object tells more than the words of the refusal. */
function ofObject(object: ManifestObject, path: Path, message: string): string | undefined {
  const { kind, value } = object;
  if (message.includes('does not match template `labels`') && valueAt(value, ['spec', 'selector']) === undefined)
    return 'add spec.selector.matchLabels with labels that the template has';
  const [, name] = path.includes('volumeMounts') ? (/^Not found: "([^"]*)"/.exec(message) ?? []) : [];
  const volumes = valueAt(value, [...(podTemplatePath(kind) ?? []), 'spec', 'volumes']);
  const isThere = Array.isArray(volumes) && volumes.some((volume: unknown) => valueAt(volume, ['name']) === name);
  return name !== undefined && isThere ? `correct volume ${name}: one that is refused does not count` : undefined;
}

/**
 * The limit at fault where a request is refused for being above it: one of less than a byte. The API server names the
 * request (pkg/apis/core/validation/validation.go validateContainerResourceRequirements, 1.37).
 */
function limitInThousandths(path: Path, text: string): Path | undefined {
  const at = path.lastIndexOf('requests');
  const [, name] = /must be less than or equal to (\S+) limit of \d+m$/.exec(text) ?? [];
  if (at < 0 || name === undefined || name === 'cpu') return undefined;
  return [...path.slice(0, at), 'limits', name];
}
