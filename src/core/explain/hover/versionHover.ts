import { isCustom } from '../../api/kinds';
import { deprecationWarning, versionSpan } from '../../api/servedVersions';
import { unservedVersion } from '../../api/unservedVersion';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { SourceRange } from '../../manifest/sourceNode';
import type { Path } from '../../path';
import type { KubernetesVersion } from '../../release/kubernetesRelease';
import { code, prose, strong, words, type Runs } from '../../textRuns';
import { markdown } from '../text/markdown';
import type { Hover } from './hoverOptions';

/** What the release says to the apiVersion of an object, where one points at that or at the kind. */
export interface VersionNotes {
  /** That the release does not take it, and what to write instead, or that it warns. */
  notes: readonly Runs[];
  /** The release in which the kind got the version; undefined where that was before all that are known here. */
  since?: string;
}

/** Undefined for any other field, and for kinds of which nothing is known. */
export function versionNotes(
  object: ManifestObject,
  [step, ...below]: Path,
  release: KubernetesVersion,
): VersionNotes | undefined {
  const { kind, apiVersion } = object.value;
  if ((step !== 'apiVersion' && step !== 'kind') || below.length > 0) return undefined;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string' || isCustom(apiVersion)) return undefined;
  const unserved = unservedVersion(kind, apiVersion, release, object.value);
  if (unserved) {
    const { why, next } = unserved;
    const because = why === undefined ? '' : `, ${why}`;
    const advice = `${next.charAt(0).toUpperCase()}${next.slice(1)}.`;
    return {
      notes: [words`⚠ Kubernetes ${release} has no ${kind} in ${code(apiVersion)}${because}. ${prose(advice)}`],
    };
  }
  const warning = deprecationWarning(kind, apiVersion, release);
  const since = versionSpan(kind, apiVersion)?.since;
  const notes = warning === undefined ? [] : [words`⚠ The API server warns: ${code(warning)}`];
  return { notes, ...(since !== undefined && { since }) };
}

/** The hover on the apiVersion and the kind of an object whose fields are not known here; undefined where nothing is to be said. */
export function versionHover(
  object: ManifestObject,
  path: Path,
  range: SourceRange,
  release: KubernetesVersion,
): Hover | undefined {
  const { notes, since } = versionNotes(object, path, release) ?? { notes: [] };
  const lines = [...notes, ...(since === undefined ? [] : [sinceText(object, since)])];
  if (lines.length === 0) return undefined;
  const title = words`${strong(String(path[0]))} ${code(String(object.value[path[0] === 'kind' ? 'kind' : 'apiVersion']))}`;
  return { markdown: markdown([title, ...lines].map((line) => ({ lines: [line] }))), range, links: [], effects: [] };
}

function sinceText({ value }: ManifestObject, since: string): Runs {
  return words`${code(String(value.apiVersion))} has it since Kubernetes ${since}.`;
}
