import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { formatPath } from '../../path';
import type { SourceRange } from '../../manifest/sourceNode';
import { criFieldMeaning } from './criFieldMeaning';
import { criFieldPlace, protoAddress } from './criField';
import type { CriRequestLine } from './criRequests';
import { shortField } from '../text/shortField';
import type { ExplainOptions } from '../difference/explainedPod';
import { feeds, feedsOf } from '../difference/feeds';
import { code, link, prose, strong, words } from '../../textRuns';
import { markdown, type Markdown } from '../text/markdown';

/** What a field of a request is, and which lines of the manifest feed it. */
export interface CriFieldExplanation {
  markdown: Markdown;
  /** The places in the manifest, the most particular first. */
  sources: { path: string; range: SourceRange; line: number }[];
}

/** Explains a line of the requests' document, for a manifest's object. */
export function criRequestHover(
  manifest: Manifest,
  object: ManifestObject,
  line: CriRequestLine,
  options: ExplainOptions = {},
): CriFieldExplanation {
  const [method = ''] = line.call.split(' ');
  const place = line.field === undefined ? undefined : criFieldPlace(method, line.field);
  const meaning = place && criFieldMeaning(place.message, place.field);
  const all = feeds(manifest, object, options, { call: line.call });
  const found =
    line.field === undefined
      ? all.filter(({ call, field }) => call === line.call && field === undefined)
      : feedsOf(all, line.call, line.field);
  const sources = found.flatMap(({ path }) => {
    const placed = object.rangeOf(path);
    if (!placed) return [];
    const range = placed.key ?? placed.alias ?? placed.value;
    return [{ path: formatPath(path), range, line: manifest.positionAt(range.start).line }];
  });
  const title =
    line.field === undefined ? strong(line.call) : words`${strong(shortField(line.field))} of ${code(line.call)}`;
  const items = sources.slice(0, 5).map((source) => words`line ${source.line}: ${code(source.path)}`);
  if (sources.length > items.length) items.push(words`… and ${sources.length - items.length} more`);
  const fed =
    sources.length > 0
      ? 'Fed by'
      : 'No single line of the manifest decides it: it comes from the node, from a default, or from the existence of the pod.';
  return {
    markdown: markdown([
      { lines: [words`${title}${meaning === undefined ? '' : prose(`: ${meaning}.`)}`] },
      { lines: [[fed]], items },
      { lines: place ? [link('api.proto', protoAddress(place.line))] : [] },
    ]),
    sources,
  };
}
