import type { ManifestObject } from '../manifest/manifestObject';
import type { Manifest } from '../manifest/parseManifest';
import type { Path } from '../manifest/path';
import { podTemplatePath } from '../manifest/podSpecs';
import type { SourceRange } from '../manifest/sourceNode';
import { didYouMean } from './didYouMean';
import { explainedPod, type ExplainOptions } from './explainedPod';
import { startAsIs } from './fieldEffects';
import { parsePath } from './parsePath';
import { isUnknownField, schemaField } from './schemaField';

/** Something in a manifest that certainly keeps its pod from starting. */
export interface ManifestHint {
  message: string;
  range: SourceRange;
}

/** How many pods of a file are started to see. */
const maxPods = 50;

/** What certainly stops the start of a manifest's pods; missing objects, which the cluster may have, are no part of it. */
export function manifestHints(manifest: Manifest, options: ExplainOptions = {}): ManifestHint[] {
  return manifest.objects
    .filter(({ kind }) => podTemplatePath(kind))
    .slice(0, maxPods)
    .flatMap((object) => objectHints(manifest, object, options));
}

/** As manifestHints, for one object. */
export function objectHints(manifest: Manifest, object: ManifestObject, options: ExplainOptions = {}): ManifestHint[] {
  const unknown = unknownFields(object);
  const input = explainedPod(manifest, object, options);
  if (!input || hasTemplates(manifest, object)) return unknown;
  const { errors, stuck } = startAsIs(input);
  const template = object.kind === 'Pod' ? [] : (podTemplatePath(object.kind) ?? []);
  // The API server names unknown fields too, only later and all in one text.
  if (unknown.length > 0) return unknown;
  const refused = errors.flatMap(({ message }) => refusals(object, message, template));
  if (refused.length > 0 || !stuck) return refused;
  const name = object.rangeOf(['metadata', 'name'])?.value ?? object.range;
  return [{ message: `The pod does not start: ${stuck}`, range: name }];
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
        const meant = didYouMean(field.definition, field.name);
        const message = `${field.definition} has no field ${field.name}: the API server refuses it.${meant ? ` Did you mean ${meant}?` : ''}`;
        if (placed) hints.push({ message, range: placed.key ?? placed.value });
      } else if (field) walk(entry, at);
    }
  };
  walk(object.value, []);
  return hints;
}

/** The parts of the API server's refusal, each at the field that it names. */
function refusals(object: ManifestObject, message: string, template: Path): ManifestHint[] {
  const body = message.replace(/^.*? is invalid: /, '').replace(/^\[(.*)\]$/s, '$1');
  const hints: ManifestHint[] = [];
  for (const part of body.split(/, (?=(?:spec|metadata)[.[])/)) {
    const [, field, text] = /^((?:spec|metadata)[^:\s]*): (.*)$/s.exec(part) ?? [];
    const path = field === undefined ? [] : parsePath(field);
    hints.push({
      message: `The API server refuses it: ${text ?? part}`,
      range: nearest(object, [...template, ...path]),
    });
  }
  return hints;
}

/** Where the path stands, or what of it is there. */
function nearest(object: ManifestObject, path: Path): SourceRange {
  for (let length = path.length; length > 0; length--) {
    const placed = object.rangeOf(path.slice(0, length));
    if (placed) return length === path.length ? placed.value : (placed.key ?? placed.value);
  }
  return object.rangeOf(['kind'])?.value ?? object.range;
}
