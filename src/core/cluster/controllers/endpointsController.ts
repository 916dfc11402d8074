import { selectsLabels } from '../../api/labelSelector';
import type { Pod, Service } from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { KubernetesObject } from '../../api/kubernetesObject';
import type { ObjectEvent } from '../apiserver/objectEvent';
import { isSameValue } from '../../isSameValue';
import { reactionMs, type ControllerParts } from './framework/controllerParts';
import { controllerRef } from '../../componentHelpers/controllerRef';
import { isReady } from './framework/podStates';
import { WorkQueue } from './framework/workQueue';
import { isPodTerminal } from '../../componentHelpers/isPodTerminal';

interface Endpoint {
  ip: string;
  isReady: boolean;
  target: { kind: 'Pod'; name: string; namespace: string; uid: string };
}

/**
 * Keeps the addresses of the pods that a Service chooses, as Endpoints or as EndpointSlices: two controllers that do
 * the same (pkg/controller/endpoint/endpoints_controller.go, pkg/controller/endpointslice, 1.37).
 */
export class EndpointsController {
  readonly #services = new Map<string, Service>();
  readonly #made = new Map<string, { object: KubernetesObject; endpoints: Endpoint[] }>();
  readonly #queue: WorkQueue;
  readonly #client: ApiClient;

  constructor(
    readonly parts: ControllerParts,
    readonly kind: 'Endpoints' | 'EndpointSlice',
  ) {
    this.#client = parts.apiServer.clientOf(kind === 'Endpoints' ? 'endpoint-controller' : 'endpointslice-controller');
    this.#queue = new WorkQueue(parts.clock, (uid) => this.#sync(uid));
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind === 'Service') {
      const service: Service = object;
      const uid = service.metadata?.uid ?? '';
      if (type === 'DELETED' || !service.spec?.selector) this.#services.delete(uid);
      else this.#services.set(uid, service);
      this.#queue.addAfter(uid, reactionMs);
    } else if (object.kind === 'Pod') {
      for (const [uid, service] of this.#services) if (chooses(service, object)) this.#queue.addAfter(uid, reactionMs);
    }
  }

  #sync(uid: string): void {
    const service = this.#services.get(uid);
    if (!service) return;
    const { namespace = '', name = '' } = service.metadata ?? {};
    const endpoints = this.parts.apiServer.store
      .list<Pod>('Pod', namespace)
      .filter((pod) => chooses(service, pod) && !isPodTerminal(pod))
      .flatMap((pod) => this.#endpointOf(pod, service) ?? []);
    const made = this.#made.get(uid);
    if (made && isSameValue(made.endpoints, endpoints)) return;
    const content = this.kind === 'Endpoints' ? subsetsOf(endpoints) : sliceOf(endpoints);
    if (made) {
      const object = this.#client.update(made.object, (stored) => ({ ...stored, ...content }));
      if (object) this.#made.set(uid, { object, endpoints });
      return;
    }
    const isSlice = this.kind === 'EndpointSlice';
    const created = this.#client.create({
      apiVersion: isSlice ? 'discovery.k8s.io/v1' : 'v1',
      kind: this.kind,
      metadata: {
        namespace,
        ...(isSlice
          ? {
              generateName: `${name}-`,
              labels: { 'kubernetes.io/service-name': name },
              ownerReferences: [controllerRef(service)],
            }
          : { name }),
      },
      ...content,
    });
    if ('object' in created) this.#made.set(uid, { object: created.object, endpoints });
  }

  /** A pod that goes is a serving endpoint of a slice only. */
  #endpointOf({ metadata, status }: Pod, { spec }: Service): Endpoint | undefined {
    const { namespace = '', name = '', uid = '', deletionTimestamp } = metadata ?? {};
    if (!status?.podIP || (deletionTimestamp && this.kind === 'Endpoints')) return undefined;
    const ready = spec?.publishNotReadyAddresses ?? (isReady({ status }) && !deletionTimestamp);
    return { ip: status.podIP, isReady: ready, target: { kind: 'Pod', namespace, name, uid } };
  }
}

function chooses({ metadata, spec }: Service, pod: Pod): boolean {
  return metadata?.namespace === pod.metadata?.namespace && selectsLabels(spec?.selector, pod.metadata?.labels ?? {});
}

function subsetsOf(endpoints: readonly Endpoint[]): object {
  const addresses = (ready: boolean): object[] =>
    endpoints.filter((one) => one.isReady === ready).map(({ ip, target }) => ({ ip, targetRef: target }));
  return {
    subsets: endpoints.length === 0 ? [] : [{ addresses: addresses(true), notReadyAddresses: addresses(false) }],
  };
}

function sliceOf(endpoints: readonly Endpoint[]): object {
  return {
    addressType: 'IPv4',
    endpoints: endpoints.map(({ ip, isReady: ready, target }) => ({
      addresses: [ip],
      conditions: { ready },
      targetRef: target,
    })),
  };
}
