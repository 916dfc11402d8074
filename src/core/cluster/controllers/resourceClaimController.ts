import type { Pod } from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ObjectEvent } from '../apiserver/objectEvent';
import type { KubernetesObject } from '../../api/kubernetesObject';
import { reactionMs, type ControllerParts } from './framework/controllerParts';
import { controllerRef } from '../../componentHelpers/controllerRef';
import { WorkQueue } from './framework/workQueue';

interface Template extends KubernetesObject {
  spec?: { metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> }; spec?: object };
}

/** Creates a pod's claims from their templates (pkg/controller/resourceclaim/controller.go, 1.37). */
export class ResourceClaimController {
  readonly #pods = new Map<string, Pod>();
  readonly #queue: WorkQueue;
  readonly #client: ApiClient;

  constructor(readonly parts: ControllerParts) {
    this.#client = parts.apiServer.clientOf('resource-claim-controller');
    this.#queue = new WorkQueue(parts.clock, (uid) => this.#sync(uid));
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind === 'Pod') {
      const uid = object.metadata?.uid ?? '';
      if (type === 'DELETED') this.#pods.delete(uid);
      else if (type === 'MODIFIED' ? this.#pods.has(uid) : missingOf(object).length > 0) this.#pods.set(uid, object);
      if (type === 'ADDED' && this.#pods.has(uid)) this.#queue.addAfter(uid, reactionMs);
    } else if (type === 'ADDED' && (object.kind === 'ResourceClaimTemplate' || this.#waitsFor(object))) {
      for (const uid of this.#pods.keys()) this.#queue.addAfter(uid, reactionMs);
    }
  }

  /** Whether a claim that a person has to make is missing before the first that is to be made (podNeedsWork, 1.35). */
  #mustWait({ metadata, spec, status }: Pod): boolean {
    const { apiServer, release } = this.parts;
    if (!release.waitsForClaimsByName) return false;
    const claims = spec?.resourceClaims ?? [];
    const [made] = missingOf({ spec, status });
    const isMissing = (name: string | undefined): boolean =>
      name !== undefined && !apiServer.store.get('ResourceClaim', metadata?.namespace ?? '', name);
    const first = claims.find(({ name, resourceClaimName }) => name === made?.name || isMissing(resourceClaimName));
    return made !== undefined && first !== undefined && first.name !== made.name;
  }

  #waitsFor({ kind, metadata }: KubernetesObject): boolean {
    if (kind !== 'ResourceClaim' || !this.parts.release.waitsForClaimsByName) return false;
    return [...this.#pods.values()].some(({ spec }) =>
      spec?.resourceClaims?.some(({ resourceClaimName }) => resourceClaimName === metadata?.name),
    );
  }

  #sync(uid: string): void {
    const { apiServer } = this.parts;
    const pod = this.#pods.get(uid);
    if (!pod || pod.metadata?.deletionTimestamp || this.#mustWait(pod)) return;
    const { namespace = '', name: podName = '' } = pod.metadata ?? {};
    for (const { name, templateName } of missingOf(pod)) {
      const template = apiServer.store.get<Template>('ResourceClaimTemplate', namespace, templateName);
      if (!template) {
        const message = `PodResourceClaim ${name}: resource claim template "${templateName}": resourceclaimtemplate.resource.k8s.io "${templateName}" not found`;
        const component = 'resource_claim';
        this.#client.recordEvent({
          object: pod,
          type: 'Warning',
          reason: 'FailedResourceClaimCreation',
          message,
          component,
        });
        return this.#queue.addRateLimited(uid);
      }
      const made = this.#client.create({
        apiVersion: 'resource.k8s.io/v1',
        kind: 'ResourceClaim',
        metadata: {
          generateName: `${podName}-${name}-`,
          namespace,
          ...template.spec?.metadata,
          ownerReferences: [controllerRef(pod)],
        },
        spec: template.spec?.spec,
      } as KubernetesObject);
      if ('error' in made) return this.#queue.addRateLimited(uid);
      const resourceClaimName = made.object.metadata?.name ?? '';
      this.#client.patch(
        pod,
        (stored) => ({
          ...stored,
          status: {
            ...stored.status,
            resourceClaimStatuses: [...(stored.status?.resourceClaimStatuses ?? []), { name, resourceClaimName }],
          },
        }),
        'status',
      );
    }
    this.#queue.forget(uid);
  }
}

/** The pod's claims that are to be made. */
function missingOf({ spec, status }: Pod): { name: string; templateName: string }[] {
  return (spec?.resourceClaims ?? []).flatMap(({ name, resourceClaimTemplateName }) =>
    resourceClaimTemplateName && !status?.resourceClaimStatuses?.some((made) => made.name === name)
      ? [{ name, templateName: resourceClaimTemplateName }]
      : [],
  );
}
