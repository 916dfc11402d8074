import { words, type Runs } from '../textRuns';
import type { Actor } from '../trace/trace';
import { named } from './named';
import type { NarrationLink } from './narration';
import { docs, page } from './sources';

/** Who takes part in a start. */
export interface ActorCard {
  what: Runs;
  where: Runs;
  /** Whom it talks to, and how. */
  talksTo: Runs;
  links: readonly NarrationLink[];
}

/** A card for each actor of a diagram. */
export const actorCards: Readonly<Record<Actor, ActorCard>> = {
  kubectl: {
    what: ['The command-line tool with which a person or a program reads and changes a cluster.'],
    where: ['It runs on the person’s own machine.'],
    talksTo: ['It talks only to the API server, over HTTPS.'],
    links: [docs('kubectl', 'reference/kubectl/')],
  },
  apiserver: {
    what: [
      'The API server checks, stores and hands out all objects of the cluster. It keeps them in the database etcd.',
    ],
    where: ['It runs on the control plane, the machines that steer the cluster.'],
    talksTo: [
      'All other components ask it; it starts nothing itself. A client that follows changes keeps a watch open.',
    ],
    links: [docs('kube-apiserver', 'concepts/overview/components/#kube-apiserver')],
  },
  controller: {
    what: [
      'The controller manager runs the controllers. Each of them compares what a kind of object asks for with what there is, and makes the difference: a ReplicaSet without pods gets pods.',
    ],
    where: ['It runs on the control plane.'],
    talksTo: ['It talks only to the API server.'],
    links: [docs('Controllers', 'concepts/architecture/controller/')],
  },
  scheduler: {
    what: ['The scheduler chooses a node for each pod that has none.'],
    where: ['It runs on the control plane.'],
    talksTo: ['It talks only to the API server. The kubelet of the chosen node learns of it from there.'],
    links: [docs('Scheduler', 'concepts/scheduling-eviction/kube-scheduler/')],
  },
  kubelet: {
    what: ['The kubelet makes the pods of its node run, and tells how they are.'],
    where: ['It runs on each node, as a service of the machine and not in a container.'],
    talksTo: [
      'It talks to the API server, and over a local socket to the container runtime. Probes go straight to the containers.',
    ],
    links: [docs('kubelet', 'concepts/architecture/#kubelet')],
  },
  runtimeService: {
    what: words`${named('RuntimeService')} is one of the two services of the Container Runtime Interface (CRI). It makes sandboxes and containers, starts and stops them.`,
    where: ['It is part of the container runtime on each node, such as containerd or CRI-O.'],
    talksTo: ['The kubelet calls it with gRPC. It calls the network plugin, and the OCI runtime for each process.'],
    links: [docs('Container Runtime Interface', 'concepts/containers/cri/')],
  },
  imageService: {
    what: words`${named('ImageService')} is the other service of the Container Runtime Interface (CRI). It pulls images, lists and removes them.`,
    where: ['It is part of the container runtime on each node, such as containerd or CRI-O.'],
    talksTo: ['The kubelet calls it with gRPC. It fetches images from the registry.'],
    links: [
      docs('Images', 'concepts/containers/images/'),
      docs('Container Runtime Interface', 'concepts/containers/cri/'),
    ],
  },
  cni: {
    what: [
      'The network plugin (CNI, Container Network Interface) connects a pod to the network of the cluster and gives it an IP address.',
    ],
    where: [
      'It is a program on each node, which runs for as long as one call takes. Calico, Cilium and Flannel are such plugins.',
    ],
    talksTo: ['The container runtime runs it. It often asks an agent of its own on the node.'],
    links: [
      docs('Network plugins', 'concepts/extend-kubernetes/compute-storage-net/network-plugins/'),
      page('CNI specification', 'https://github.com/containernetworking/cni/blob/main/SPEC.md'),
    ],
  },
  registry: {
    what: ['The registry stores images and hands them out. The OCI specifies the form of images and the requests.'],
    where: ['It is a server outside of the cluster, such as Docker Hub, unless somebody runs one inside.'],
    talksTo: ['The container runtime of each node asks it over HTTPS.'],
    links: [
      docs('Images', 'concepts/containers/images/'),
      page('OCI distribution specification', 'https://github.com/opencontainers/distribution-spec/blob/main/spec.md'),
    ],
  },
  oci: {
    what: [
      'The OCI runtime, such as runc, makes a process a container: it sets up namespaces, cgroups, user and capabilities, and starts the program. The OCI specifies what it is given.',
    ],
    where: ['It is a program on each node, which runs for as long as one call takes.'],
    talksTo: ['The container runtime runs it. It talks to the Linux kernel.'],
    links: [
      docs('Container runtimes', 'setup/production-environment/container-runtimes/'),
      page('OCI runtime specification', 'https://github.com/opencontainers/runtime-spec/blob/main/spec.md'),
    ],
  },
  container: {
    what: [
      'The container is the program of the pod: an ordinary process of the node, which sees only its own file system and the network of its pod.',
    ],
    where: ['It runs on the node, in the sandbox of its pod.'],
    talksTo: [
      'It can talk to anything that its network reaches. The kubelet probes it, and its output goes to a log file of the node.',
    ],
    links: [docs('Containers', 'concepts/containers/')],
  },
};
