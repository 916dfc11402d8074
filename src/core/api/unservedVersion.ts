import { entryOf } from '../entryOf';
import type { KubernetesVersion } from '../release/kubernetesRelease';
import { groupOf } from './kinds';
import type { WrittenObject } from './kubernetesObject';
import { isBefore, isThere, servedIn, versionSpan, versionsOf } from './servedVersions';
import { versionStep } from './versionChanges';

/** Why a release's API server does not take a kind in a version, and what to do. */
export interface UnservedVersion {
  /** `which is gone since Kubernetes 1.25`; undefined where the kind never had the version. */
  why?: string;
  /** In which versions the release takes the kind. */
  served: readonly string[];
  /** The one of them that is nearest to what is written. */
  instead?: string;
  /** Whether to write that one is all that the object needs. */
  isEnough: boolean;
  /** What a person does about it: ``write `apiVersion: batch/v1`; nothing else changes``. */
  next: string;
}

/** Kinds without a successor of their own, by what came in their place. */
const successors: Readonly<Record<string, string>> = {
  PodSecurityPolicy:
    'leave it out: the label `pod-security.kubernetes.io/enforce` of a namespace says what its pods may do',
};

/**
 * Why a release does not take a kind in a version, for one that is known in any release; undefined where it takes it, or
 * where nothing is known of the kind.
 *
 * @param object of which is told what it needs; otherwise, what any may need
 */
export function unservedVersion(
  kind: string,
  apiVersion: string,
  release: KubernetesVersion,
  object?: WrittenObject,
): UnservedVersion | undefined {
  const served = servedIn(kind, release);
  if (versionsOf(kind).length === 0 || served.includes(apiVersion)) return undefined;
  const instead = nearest(served, apiVersion);
  const why = whyNot(kind, apiVersion, release);
  const told = { ...(why !== undefined && { why }), served };
  if (instead === undefined) return { ...told, isEnough: false, next: withoutIt(kind, apiVersion, release) };
  const write = `write \`apiVersion: ${instead}\``;
  // What never was a version of the kind says nothing of the form in which the rest is written.
  if (!versionSpan(kind, apiVersion)) return { ...told, instead, isEnough: true, next: write };
  const { says, isEnough } = versionStep(kind, apiVersion, instead, object);
  const rest = says === undefined ? '; nothing else changes' : `, and ${says}`;
  return { ...told, instead, isEnough, next: `${write}${rest}` };
}

function whyNot(kind: string, apiVersion: string, release: KubernetesVersion): string | undefined {
  const span = versionSpan(kind, apiVersion);
  if (!span) return undefined;
  const { since, until, isOff } = span;
  if (since !== undefined && isBefore(release, since))
    return `which comes with Kubernetes ${since}${isOff ? ', off by default' : ''}`;
  if (until !== undefined && !isBefore(release, until)) return `which is gone since Kubernetes ${until}`;
  return 'which is off by default';
}

/** Of the versions that are served, one of the same group and the same major version before others. */
function nearest(served: readonly string[], apiVersion: string): string | undefined {
  const ofGroup = served.filter((one) => groupOf(one) === groupOf(apiVersion));
  return ofGroup.find((one) => majorOf(one) === majorOf(apiVersion)) ?? ofGroup[0] ?? served[0];
}

function majorOf(apiVersion: string): string {
  return /^v\d+/.exec(apiVersion.slice(apiVersion.indexOf('/') + 1))?.[0] ?? '';
}

/** What to do where the release takes the kind in no version by itself. */
function withoutIt(kind: string, apiVersion: string, release: KubernetesVersion): string {
  const versions = versionsOf(kind);
  const there = versions.filter((one) => {
    const span = versionSpan(kind, one);
    return span !== undefined && isThere(span, release);
  });
  const off = there.includes(apiVersion) ? apiVersion : there[0];
  const later = versions.find((one) => {
    const { since, isOff } = versionSpan(kind, one) ?? {};
    return !isOff && since !== undefined && isBefore(release, since);
  });
  const since = later === undefined ? undefined : versionSpan(kind, later)?.since;
  const ways = [
    ...(since === undefined ? [] : [`take Kubernetes ${since} or later, which has \`${later}\``]),
    ...(off === undefined
      ? []
      : [
          `have the API server started with \`--runtime-config=${off}=true\`${off === apiVersion ? '' : `, and write \`apiVersion: ${off}\``}`,
        ]),
  ];
  if (ways.length > 0) return ways.join(', or ');
  // A version that stays comes before one that a later release has no more.
  const comes = versions.filter((one) => isBefore(release, versionSpan(kind, one)?.since ?? release));
  const [coming = ''] = [...comes.filter((one) => versionSpan(kind, one)?.until === undefined), ...comes];
  const { since: first, until } = versionSpan(kind, coming) ?? {};
  if (first !== undefined)
    return `take Kubernetes ${first}${until === undefined ? ' or later' : ''}, whose API server has \`${coming}\` if it is started with \`--runtime-config=${coming}=true\`${coming === apiVersion ? '' : `, and write \`apiVersion: ${coming}\``}`;
  return entryOf(successors, kind) ?? `leave it out: no release since has a ${kind}`;
}
