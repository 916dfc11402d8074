import { ageOf } from '../release/difference';
import type { KubernetesVersion } from '../release/kubernetesRelease';
import { groupVersions } from './groupVersions';

/** The releases in which there is a version of a kind: from the first, or since long ago, to before the second. */
export interface VersionSpan {
  since?: string;
  until?: string;
  /** An API server takes it only if its --runtime-config says so. */
  isOff?: true;
  /** The release since which the API server warns of it. */
  deprecated?: string;
  /** What the warning tells to use instead. */
  use?: string;
}

/** kind → apiVersion → its releases; a group of its own comes before one that kinds have left. */
const spans = new Map<string, Map<string, VersionSpan>>();
const left = new Set(['extensions', 'events.k8s.io']);
for (const isLeft of [false, true]) {
  for (const [group, kinds, versions] of groupVersions.filter(([name]) => left.has(name) === isLeft)) {
    for (const kind of kinds.split(' ')) {
      const ofKind = spans.get(kind) ?? new Map<string, VersionSpan>();
      spans.set(kind, ofKind);
      for (const [version, span] of Object.entries(versions))
        ofKind.set(group ? `${group}/${version}` : version, spanOf(span));
    }
  }
}

function spanOf(text: string): VersionSpan {
  const [range = '', ...words] = text.split(' ');
  const [since, until] = range.split('-');
  const told = (word: string): string | undefined =>
    words.includes(word) ? words[words.indexOf(word) + 1] : undefined;
  const [deprecated, use] = [told('deprecated'), told('use')];
  return {
    ...(since && { since }),
    ...(until && { until }),
    ...(words.includes('off') && { isOff: true }),
    ...(deprecated !== undefined && { deprecated }),
    ...(use !== undefined && { use }),
  };
}

/** Every kind that a release has, or had. */
export const knownKinds: readonly string[] = [...spans.keys()];

/** The versions that a kind has or had in any release, the usual one first; none for a kind of which nothing is known. */
export function versionsOf(kind: string): readonly string[] {
  return [...(spans.get(kind)?.keys() ?? [])];
}

/** The releases that have the kind in the version; undefined where none has. */
export function versionSpan(kind: string, apiVersion: string): VersionSpan | undefined {
  return spans.get(kind)?.get(apiVersion);
}

/** The versions in which a release's API server takes a kind where nobody set --runtime-config; the usual one first. */
export function servedIn(kind: string, release: KubernetesVersion): readonly string[] {
  return versionsOf(kind).filter((apiVersion) => {
    const span = versionSpan(kind, apiVersion);
    return span !== undefined && !span.isOff && isThere(span, release);
  });
}

/** Whether the release is one of the span's. */
export function isThere({ since, until }: VersionSpan, release: KubernetesVersion): boolean {
  return (since === undefined || !isBefore(release, since)) && (until === undefined || isBefore(release, until));
}

/** Whether a release came before another one. */
export function isBefore(release: string, other: string): boolean {
  return ageOf(release) < ageOf(other);
}

/**
 * The API server's warning of a version that is to go (apiserver/pkg/endpoints/deprecation/deprecation.go WarningMessage,
 * 0.37); undefined where the release does not warn of it.
 */
export function deprecationWarning(kind: string, apiVersion: string, release: KubernetesVersion): string | undefined {
  const span = versionSpan(kind, apiVersion);
  const { deprecated, until, use } = span ?? {};
  if (!span || deprecated === undefined || !isThere(span, release) || isBefore(release, deprecated)) return undefined;
  const end = until === undefined ? '' : `, unavailable in v${until}+`;
  return `${apiVersion} ${kind} is deprecated in v${deprecated}+${end}${use === undefined ? '' : `; use ${use} ${kind}`}`;
}
