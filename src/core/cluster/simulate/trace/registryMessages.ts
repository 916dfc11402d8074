import { imageSizeIn, pullTimes, type DurationProfile } from '../../../scenario/durationProfile';
import type { ContainerRuntime } from '../../../scenario/runtimes/containerRuntime';
import { fullReference } from '../../runtime/simulatedImages';
import type { RecordedCall } from '../../kubelet/context/criClient';
import type { Draft } from './draft';
import { inside } from './inside';

/** What the registry is asked while an image is pulled. */
export function registryMessages(
  outer: Draft,
  call: RecordedCall,
  profile: DurationProfile,
  { userAgent }: ContainerRuntime,
): Draft[] {
  if (call.method !== 'PullImage') return [];
  const image = call.request.image?.image ?? '';
  const reference = fullReference(image);
  const host = reference.slice(0, reference.indexOf('/'));
  const rest = reference.slice(reference.indexOf('/') + 1);
  const repository = rest.replace(/[:@].*/s, '');
  const tag = rest.slice(repository.length + 1) || 'latest';
  const common = {
    from: 'imageService',
    to: 'registry',
    protocol: 'registry',
    request: { host, user_agent: userAgent },
  } as const;
  const isFound = outer.outcome.ok;
  const { ask, fetch, unpack } = pullTimes(profile, image);
  const whole = ask + fetch + unpack;
  // A pull that took no longer than what is asked first found the layers on the node.
  const hasLayers = fetch + unpack > 1 && outer.until - outer.at < ask + (fetch + unpack) / 2;
  const asked = hasLayers ? 1 : ask / whole;
  const manifest = inside(outer, [0.05 * asked, isFound ? asked : 0.95], {
    ...common,
    method: `GET /v2/${repository}/manifests/${tag}`,
  });
  if (!isFound || hasLayers) return [manifest];
  const response = {
    bytes: imageSizeIn(profile, image),
    ...(Number.isFinite(profile.pullSpeed) && { bytes_per_second: profile.pullSpeed * 1000 }),
  };
  const method = `GET /v2/${repository}/blobs/…`;
  return [manifest, inside(outer, [asked, (ask + fetch) / whole], { ...common, method, response })];
}
