import { Quantity } from '../../../api/quantity';
import type { Container, EphemeralContainer, Pod, ResourceFieldSelector } from '../../../api/types';
import { KubeletError } from '../context/kubeletError';
import type { KubeletContext } from '../context/kubeletContext';
import { isPodLevelLimitsSet } from '../../../componentHelpers/podResources';
import { entryOf } from '../../../entryOf';

/** The resources whose limit, where a container has none, is what the node has. */
const defaulted = ['cpu', 'memory', 'ephemeral-storage'];

/**
 * A container's request or limit in units of the divisor, rounded up. Where there is no limit, it is the
 * pod's, or else what the node has.
 * pkg/api/v1/resource/helpers.go (ExtractContainerResourceValue) and pkg/kubelet/kubelet_resources.go, 1.37.
 *
 * @param container the one that asks; the selector can name another
 * @throws KubeletError for a container or resource that is not there
 */
export function containerResourceValue(
  ctx: KubeletContext,
  selector: ResourceFieldSelector,
  pod: Pod,
  container: Container | EphemeralContainer,
): string {
  const { resource, divisor, containerName } = selector;
  let subject: Container | EphemeralContainer | undefined = container;
  let takesDefaults = true;
  if (containerName) {
    subject = pod.spec?.containers.find(({ name }) => name === containerName);
    if (!subject) {
      takesDefaults = false;
      subject = pod.spec?.initContainers?.find(({ name }) => name === containerName);
    }
    if (!subject) return fail(`container ${containerName} not found`);
  }
  const [, list, name] = /^(requests|limits)\.([^]*)$/.exec(resource) ?? [];
  const which = list === 'requests' || list === 'limits' ? list : undefined;
  const pages = ctx.release.readsHugepages && name?.startsWith('hugepages-') === true;
  if (!which || !name || !(pages || defaulted.includes(name))) {
    return fail(`unsupported container resource : ${resource}`);
  }
  let amount = Quantity.of(entryOf(subject.resources?.[which], name));
  if (which === 'limits' && takesDefaults && amount.isZero()) amount = defaultLimit(ctx, pod, name);
  let unit = Quantity.of(divisor);
  if (unit.isZero()) unit = Quantity.parse('1');
  const quotient =
    name === 'cpu'
      ? Number(amount.milliValue()) / Number(unit.milliValue())
      : Number(amount.value()) / Number(unit.value());
  return String(BigInt(Math.ceil(quotient)));
}

function defaultLimit({ node }: KubeletContext, pod: Pod, resource: string): Quantity {
  if (!defaulted.includes(resource)) return Quantity.zero;
  if (isPodLevelLimitsSet(pod) && resource !== 'ephemeral-storage') {
    const ofPod = Quantity.of(entryOf(pod.spec?.resources?.limits, resource));
    if (!ofPod.isZero()) return ofPod;
  }
  return Quantity.of(entryOf(node.capacity, resource));
}

function fail(text: string): never {
  throw new KubeletError('CreateContainerConfigError', text);
}
