import type { Pod } from '../api/types';
import type { ApiView } from '../api/view';
import type { Actor, Message, Subject } from '../trace/trace';
import { perNode } from '../trace/trace';
import { imageNameOf } from '../componentHelpers/imageName';
import { attributesOf, type Attribute } from './exportRequest';

/** Who makes spans, by the name that it gives itself (`service.name`); the runtime's is the runtime's own. */
const services: Readonly<Record<Exclude<Actor, 'runtimeService' | 'imageService'>, string>> = {
  kubectl: 'kubectl',
  apiserver: 'apiserver', // staging/src/k8s.io/apiserver/pkg/server/options/tracing.go, 1.37
  controller: 'kube-controller-manager',
  scheduler: 'kube-scheduler',
  kubelet: 'kubelet', // newTracerProvider in cmd/kubelet/app/server.go, 1.37
  cni: 'cni',
  registry: 'registry',
  oci: 'oci-runtime',
  container: 'container',
};

/** What the API shows of the pods of a trace, as attributes by OpenTelemetry's semantic conventions for Kubernetes. */
export class Resources {
  readonly #pods: ReadonlyMap<string, Pod>;

  constructor(view: ApiView) {
    this.#pods = new Map(view.pods.map((pod) => [`${pod.metadata?.namespace ?? ''} ${pod.metadata?.name ?? ''}`, pod]));
  }

  /** What a span is about: its pod and container. */
  subject(subject: Subject | undefined): Attribute[] {
    if (!subject) return [];
    const pod = this.#podOf(subject);
    const image = imageOf(pod, subject.container);
    const name = imageNameOf(image ?? '');
    return attributesOf({
      'k8s.namespace.name': subject.namespace,
      'k8s.pod.name': subject.pod,
      'k8s.pod.uid': pod?.metadata?.uid,
      'k8s.node.name': pod?.spec?.nodeName,
      'k8s.container.name': subject.container || undefined,
      'container.image.name': image === undefined ? undefined : (name?.repository ?? image),
      'container.image.tags': name?.tag ? [name.tag] : undefined,
    });
  }

  /** Who makes a message: the service with its node, and of a container's process its pod. */
  sender({ from, subject, node }: Pick<Message, 'from' | 'subject' | 'node'>): Attribute[] {
    const pod = subject && this.#podOf(subject);
    const on = perNode.has(from) ? (node ?? pod?.spec?.nodeName) : undefined;
    if (from === 'container' && subject?.container)
      return [...attributesOf({ 'service.name': subject.container }), ...this.subject(subject)];
    return attributesOf({ 'service.name': this.service(from, subject), 'host.name': on, 'k8s.node.name': on });
  }

  /** The name of an actor as a service. */
  service(actor: Actor, subject: Subject | undefined): string {
    if (actor !== 'runtimeService' && actor !== 'imageService') return services[actor];
    const pod = subject && this.#podOf(subject);
    const statuses = [...(pod?.status?.initContainerStatuses ?? []), ...(pod?.status?.containerStatuses ?? [])];
    const scheme = statuses.flatMap(({ containerID }) => /^([\w-]+):\/\//.exec(containerID ?? '')?.[1] ?? [])[0];
    return scheme === 'cri-o' ? 'crio' : (scheme ?? 'container-runtime');
  }

  #podOf({ namespace, pod }: Subject): Pod | undefined {
    return this.#pods.get(`${namespace} ${pod}`);
  }
}

function imageOf(pod: Pod | undefined, container: string | undefined): string | undefined {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = pod?.spec ?? {};
  return [...initContainers, ...containers, ...ephemeralContainers].find(({ name }) => name === container)?.image;
}
