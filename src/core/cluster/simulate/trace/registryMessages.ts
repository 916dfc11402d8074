import type { DurationProfile } from '../../../scenario/durationProfile';
import { fullReference } from '../../runtime/simulatedImages';
import type { RecordedCall } from '../../kubelet/context/criClient';
import type { Draft } from './draft';
import { inside } from './inside';

/** What the registry is asked while an image is pulled. */
export function registryMessages(outer: Draft, call: RecordedCall, profile: DurationProfile): Draft[] {
  if (call.method !== 'PullImage') return [];
  const image = call.request.image?.image ?? '';
  const reference = fullReference(image);
  const host = reference.slice(0, reference.indexOf('/'));
  const rest = reference.slice(reference.indexOf('/') + 1);
  const repository = rest.replace(/[:@].*/s, '');
  const tag = rest.slice(repository.length + 1) || 'latest';
  const common = { from: 'imageService', to: 'registry', protocol: 'registry', request: { host } } as const;
  const isFound = outer.outcome.ok;
  const manifest = inside(outer, [0.05, isFound ? 0.3 : 0.95], {
    ...common,
    method: `GET /v2/${repository}/manifests/${tag}`,
  });
  if (!isFound) return [manifest];
  const response = { bytes: profile.imageSize };
  return [manifest, inside(outer, [0.3, 0.9], { ...common, method: `GET /v2/${repository}/blobs/…`, response })];
}
