import type { Event, PersistentVolumeClaim, Volume } from '../../api/types';
import { lastSeen } from '../../trace/eventTimes';
import type { Finding } from '../facts/finding';
import { eventText, type PodFacts } from '../facts/podFacts';
import { mountRetry } from '../facts/retries';
import { volumeCause } from './volumeCauses';

const reasons =
  /^(FailedMount|FailedAttachVolume|FailedMapVolume|FailedMountOnFilesystemMismatch|FailedPrepareDynamicResources|FailedResourceClaimCreation)$/;

/** That a volume failed for this reason before is over. */
const successes = /^(SuccessfulAttachVolume|SuccessfulMountVolume)$/;

/** Volumes and devices that the kubelet can not provide, one finding each. */
export function volumes(facts: PodFacts): Finding[] {
  if (!facts.isBeforeContainers) return [];
  const telling = new Map<string, Event>();
  // Of what waits for many volumes together the kubelet says only that it waits; the others say why.
  let summary: Event | undefined;
  for (const event of facts.events) {
    const volume = podVolume(facts, event);
    const key = volume ?? event.reason ?? '';
    if (successes.test(event.reason ?? '')) telling.delete(key);
    if (!reasons.test(event.reason ?? '')) continue;
    if (isSummary(event)) summary = event;
    // What only says that it took too long does not hide what says why.
    else if (!isVague(event) || !telling.has(key) || isVague(telling.get(key)!)) telling.set(key, event);
  }
  const unmounted = unmountedVolumes(summary);
  const causes = [...telling.entries()]
    .filter(([volume, event]) => isStill(volume, event, unmounted, summary, facts))
    .map(([, event]) => event);
  const why = causes.filter((event) => !isVague(event));
  const told = why.length > 0 ? why : causes;
  if (told.length > 0) return told.map((event) => finding(facts, event));
  return summary ? [finding(facts, summary)] : [];
}

/** Whether the last word on what is unmounted has not taken it back. */
function isStill(
  volume: string,
  event: Event,
  unmounted: readonly string[] | undefined,
  summary: Event | undefined,
  { pod }: PodFacts,
): boolean {
  const isOfPod = pod.spec?.volumes?.some(({ name }) => name === volume) ?? false;
  return !isOfPod || !unmounted || unmounted.includes(volume) || isLater(event, summary);
}

function isSummary({ message }: Event): boolean {
  return message?.startsWith('Unable to attach or mount volumes') ?? false;
}

function isVague({ message = '' }: Event): boolean {
  return /timed? ?out|DeadlineExceeded|deadline exceeded|operation with the given Volume ID .* already exists/i.test(
    message,
  );
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

/** The name that the pod gives a volume; events name a claim's PersistentVolume. */
function podVolume(facts: PodFacts, event: Event): string | undefined {
  const name = volumeName(event);
  return facts.pod.spec?.volumes?.[indexOf(facts, name)]?.name ?? name;
}

function finding(facts: PodFacts, event: Event): Finding {
  const message = event.message ?? '';
  const all = facts.pod.spec?.volumes ?? [];
  const named = volumeName(event) ?? unmountedVolumes(event)?.[0];
  const index = indexOf(facts, named);
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
    name: known.name ?? 'volume-not-mounted',
    cause: `${what === undefined ? 'its volumes' : `volume ${what}`} cannot be mounted: ${known.cause}`,
    evidence: eventText(event),
    field: known.podField ?? `${field}${known.field ?? ''}`,
    next: known.next,
    command: known.command ?? facts.describe,
    ...(retry && { retry }),
  };
}

/** Among the pod's volumes, the one of the name, or whose claim is bound to the PersistentVolume of that name. */
function indexOf(facts: PodFacts, name: string | undefined): number {
  const all: readonly Volume[] = facts.pod.spec?.volumes ?? [];
  const index = all.findIndex((one) => one.name === name);
  if (index >= 0) return index;
  const claims = all.flatMap((one, i) => (one.persistentVolumeClaim || one.ephemeral ? [i] : []));
  const bound = claims.find((i) => {
    const { name: own, persistentVolumeClaim } = all[i]!;
    const claim: PersistentVolumeClaim | undefined = facts.object(
      'PersistentVolumeClaim',
      persistentVolumeClaim?.claimName ?? `${facts.name}-${own}`,
    );
    return claim?.spec?.volumeName === name || `pvc-${claim?.metadata?.uid}` === name;
  });
  return bound ?? (claims.length === 1 && name !== undefined ? claims[0]! : -1);
}
