import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { startsWithPath, valueAt, type Path } from '../../path';
import type { SourceRange } from '../../manifest/sourceNode';
import { apiReference } from './apiReference';
import { didYouMean } from '../../api/didYouMean';
import type { Hover, HoverOptions } from './hoverOptions';
import { linked } from './hoverLinks';
import { code, joined, strong, words, type Runs } from '../../textRuns';
import { markdown } from '../text/markdown';
import { pathInPod } from '../../manifest/podOf';
import type { UnknownField } from '../../api/schemaField';

/** The hover on a name that is no field: what becomes of it, and what it may have meant. */
export function unknownFieldHover(
  manifest: Manifest,
  object: ManifestObject,
  field: UnknownField,
  path: Path,
  range: SourceRange,
  options: HoverOptions,
): Hover | undefined {
  if (path.length !== field.length) return undefined;
  const meant = didYouMean(field.definition, field.name);
  const [problem] =
    manifest.documents[object.document]?.parsed.problems.filter((each) => each.severity === 'error') ?? [];
  const start = manifest.documents[object.document]?.start ?? 0;
  const sections: Runs[] = [
    words`${strong(field.name)} is not a field of ${field.definition}.`,
    ...(problem
      ? [
          words`kubectl cannot read this text: line ${manifest.positionAt(start + problem.start).line}, ${problem.message}`,
        ]
      : []),
    words`kubectl asks the API server to refuse unknown fields (strict validation); with ${code('--validate=false')} they are dropped.`,
    ...(meant ? [words`Did you mean ${code(meant.field)}?`] : []),
  ];
  const inPod = pathInPod(object.kind, path);
  if (inPod && startsWithPath(inPod, ['metadata']))
    sections.push(['The fields of metadata are fixed; your own data goes into labels and annotations.']);
  const links = [{ title: 'API reference', address: apiReference(field.definition) }];
  const shown = sections.map((line) => ({ lines: [line] }));
  return { markdown: markdown([...shown, ...linked(links, options.addressOf)]), range, links, effects: [] };
}

/** The hover on what a Secret, or what may be one, does not show. */
export function secretPartHover(range: SourceRange): Hover {
  return {
    markdown: markdown([
      { lines: [['Only the name, the type and the keys of a Secret are shown: this may hold one of its values.']] },
    ]),
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
    markdown: markdown([
      {
        lines: [
          words`${strong('<<')} merges the fields of an anchor in; with it there are ${joined(names.map(code), ', ')}. kubectl resolves it before anything is sent.`,
        ],
      },
    ]),
    range,
    links: [],
    effects: [],
  };
}
