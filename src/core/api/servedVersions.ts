import { ageOf } from '../release/difference';
import type { KubernetesVersion } from '../release/kubernetesRelease';
import { groupVersions, type VersionSpan } from './groupVersions';

/** kind → apiVersion → its releases; a group of its own comes before one that kinds have left. */
const spans = new Map<string, Map<string, VersionSpan>>();
const left = new Set(['extensions', 'events.k8s.io']);
for (const isLeft of [false, true]) {
  for (const { group, kinds, versions } of groupVersions.filter((row) => left.has(row.group) === isLeft)) {
    for (const kind of kinds) {
      const ofKind = spans.get(kind) ?? new Map<string, VersionSpan>();
      spans.set(kind, ofKind);
      for (const [version, span] of Object.entries(versions)) ofKind.set(group ? `${group}/${version}` : version, span);
    }
  }
}

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
