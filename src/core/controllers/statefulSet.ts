import type { PersistentVolumeClaim, Pod, StatefulSet, Volume } from '../api/types';
import { createPod, type ControllerParts } from './controllers';
import { podOf } from './podOf';

/** Makes pods with ordinals, one after the other unless told otherwise (pkg/controller/statefulset, 1.37). */
export class StatefulSetController {
  #next = 0;
  readonly #revision: string;

  constructor(
    readonly set: StatefulSet,
    readonly parts: ControllerParts,
  ) {
    this.#revision = `${set.metadata?.name}-${parts.random.suffix(10)}`;
  }

  start(): void {
    const { replicas = 1, podManagementPolicy } = this.set.spec ?? {};
    if (podManagementPolicy === 'Parallel') {
      while (this.#next < replicas) if (!this.#create()) return;
      return;
    }
    let waitingFor: string | undefined;
    const advance = (): void => {
      if (this.#next < replicas) waitingFor = this.#create()?.metadata?.name;
    };
    this.parts.apiServer.onWatch(({ type, object }) => {
      if (type !== 'MODIFIED' || object.metadata?.name !== waitingFor) return;
      if (!object.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True'))
        return;
      waitingFor = undefined;
      this.parts.clock.after(5, advance);
    });
    advance();
  }

  #create(): Pod | undefined {
    const { set, parts } = this;
    const template = set.spec?.template;
    if (!template) return undefined;
    const ordinal = (set.spec?.ordinals?.start ?? 0) + this.#next++;
    const name = `${set.metadata?.name}-${ordinal}`;
    const pod = podOf(set, template, { name });
    pod.metadata = {
      ...pod.metadata,
      labels: {
        ...pod.metadata?.labels,
        'apps.kubernetes.io/pod-index': String(ordinal),
        'controller-revision-hash': this.#revision,
        'statefulset.kubernetes.io/pod-name': name,
      },
    };
    if (pod.spec) {
      pod.spec.hostname = name;
      if (set.spec?.serviceName) pod.spec.subdomain = set.spec.serviceName;
      pod.spec.volumes = this.#claims(name, pod.spec.volumes ?? []);
      if (pod.spec.volumes.length === 0) delete pod.spec.volumes;
    }
    return createPod(set, pod, parts);
  }

  /** Claims from the templates, and the volumes that stand for them. */
  #claims(podName: string, volumes: Volume[]): Volume[] {
    const { set, parts } = this;
    const templates = set.spec?.volumeClaimTemplates ?? [];
    const made = templates.map((template): Volume => {
      const claimName = `${template.metadata?.name}-${podName}`;
      const claim: PersistentVolumeClaim = {
        ...template,
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          ...template.metadata,
          name: claimName,
          ...(set.metadata?.namespace && { namespace: set.metadata.namespace }),
        },
      };
      parts.apiServer.create(claim);
      return { name: template.metadata?.name ?? '', persistentVolumeClaim: { claimName } };
    });
    return [...made, ...volumes.filter(({ name }) => !made.some((other) => other.name === name))];
  }
}
