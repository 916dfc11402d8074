import type { ManifestObject } from '../manifest/manifestObject';
import type { Manifest } from '../manifest/parseManifest';
import { startsWithPath, valueAt, type Path } from '../manifest/path';
import type { SourceRange } from '../manifest/sourceNode';
import { apiReference } from './apiReference';
import { didYouMean } from './didYouMean';
import { code } from './effectLines';
import type { Hover } from './hover';
import { pathInPod } from './podOf';
import type { UnknownField } from './schemaField';

/** The hover on a name that is no field: what becomes of it, and what it may have meant. */
export function unknownFieldHover(
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

/** The hover on what a Secret, or what may be one, does not show. */
export function secretPartHover(range: SourceRange): Hover {
  return {
    markdown: 'Of a Secret only its name, its type and its keys are shown: this may hold one of its values.',
    range,
    links: [],
    effects: [],
  };
}

/** The hover on a merge key. */
export function mergeKeyHover(object: ManifestObject, path: Path, range: SourceRange): Hover {
  const target = valueAt(object.value, path.slice(0, -1));
  const names = typeof target === 'object' && target !== null ? Object.keys(target).slice(0, 12) : [];
  return {
    markdown: `**<<** merges the fields of an anchor in; with it there are ${names.map(code).join(', ')}. kubectl resolves it before anything is sent.`,
    range,
    links: [],
    effects: [],
  };
}
