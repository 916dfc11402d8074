import type { Event, Volume } from '../../api/types';
import { lastSeen } from '../../trace/eventTimes';
import type { Finding } from '../facts/finding';
import { eventText, type PodFacts } from '../facts/podFacts';
import { mountRetry } from '../facts/retries';
import { volumeCause } from './volumeCauses';

const reasons =
  /^(FailedMount|FailedAttachVolume|FailedMapVolume|FailedMountOnFilesystemMismatch|FailedPrepareDynamicResources|FailedResourceClaimCreation)$/;

/** Volumes and devices that the kubelet can not provide, one finding each. */
export function volumes(facts: PodFacts): Finding[] {
  if (!facts.isBeforeContainers) return [];
  const latest = new Map<string, Event>();
  // Of what waits for many volumes together the kubelet says only that it waits; the others say why.
  let summary: Event | undefined;
  for (const event of facts.events.filter(({ reason = '' }) => reasons.test(reason))) {
    if (event.message?.startsWith('Unable to attach or mount volumes')) summary = event;
    else latest.set(`${event.reason} ${volumeName(event)}`, event);
  }
  const unmounted = unmountedVolumes(summary);
  const causes = [...latest.values()].filter((event) => {
    const name = volumeName(event);
    return name === undefined || !unmounted || unmounted.includes(name) || isLater(event, summary);
  });
  if (causes.length > 0) return causes.map((event) => finding(facts, event));
  return summary ? [finding(facts, summary)] : [];
}

/** The time of the last failure, to tell whether the sandbox failed after it. */
export function lastVolumeFailure(facts: PodFacts): number | undefined {
  const last = facts.events.filter(({ reason = '' }) => reasons.test(reason)).at(-1);
  return last && lastSeen(last)?.at;
}

function isLater(event: Event, other: Event | undefined): boolean {
  return (lastSeen(event)?.at ?? 0) > (other ? (lastSeen(other)?.at ?? 0) : 0);
}

/** `unmounted volumes=[a b]` */
function unmountedVolumes(event: Event | undefined): string[] | undefined {
  return /unmounted volumes=\[([^\]]*)/.exec(event?.message ?? '')?.[1]?.split(' ');
}

function volumeName({ message = '' }: Event): string | undefined {
  return /for volume "([^"]+)"/.exec(message)?.[1] ?? /for volume (\S+) /.exec(message)?.[1];
}

function finding(facts: PodFacts, event: Event): Finding {
  const message = event.message ?? '';
  const all = facts.pod.spec?.volumes ?? [];
  const named = volumeName(event) ?? unmountedVolumes(event)?.[0];
  const index = indexOf(all, named);
  const volume = all[index];
  const field =
    index < 0
      ? event.reason?.includes('Claim') || event.reason?.includes('Dynamic')
        ? 'resourceClaims'
        : 'volumes'
      : `volumes[${index}]`;
  const known = volumeCause(event.reason ?? '', message, volume, facts);
  const retry =
    event.reason === 'FailedMount' || event.reason === 'FailedMapVolume' ? mountRetry(event, facts.now) : undefined;
  const what = volume?.name ?? named;
  return {
    cause: `${what === undefined ? 'its volumes' : `volume ${what}`} cannot be mounted: ${known.cause}`,
    evidence: eventText(event),
    field: `${field}${known.field ?? ''}`,
    next: known.next,
    command: known.command ?? facts.describe,
    ...(retry && { retry }),
  };
}

/** A claim's volume has the PersistentVolume's name in the events. */
function indexOf(all: readonly Volume[], name: string | undefined): number {
  const index = all.findIndex((one) => one.name === name);
  if (index >= 0) return index;
  const claims = all.flatMap((one, i) => (one.persistentVolumeClaim || one.ephemeral ? [i] : []));
  return claims.length === 1 ? claims[0]! : -1;
}
