/** A manifest that comes with the extension and teaches one thing. Its first line says `# title: teaches`. */
export interface Sample {
  /** The file's name in `samples`, without its ending. */
  name: string;
  title: string;
  teaches: string;
  /** The ids of the faults that it is explained with. */
  faults?: readonly string[];
}

/** The samples in the order in which they are offered. */
export const samples: readonly Sample[] = [
  {
    name: 'nginx',
    title: 'The reference story',
    teaches:
      'the pod of kubectl run nginx --image nginx --image-pull-policy IfNotPresent, from its creation until it is Ready.',
  },
  {
    name: 'init-and-sidecar',
    title: 'Init containers and sidecars',
    teaches: 'migrate runs to its end, then the log shipper starts and stays, then the app starts.',
  },
  {
    name: 'slow-pull',
    title: 'A slow pull',
    teaches: 'the image takes 40 seconds to arrive, and the pod waits in ContainerCreating.',
    faults: ['slow-pull registry.example/vision/model:11.2'],
  },
  {
    name: 'crash-loop',
    title: 'A crash loop',
    teaches: 'the app exits with an error, and the kubelet waits longer before each restart.',
    faults: ['crash app'],
  },
  {
    name: 'missing-config',
    title: 'A missing ConfigMap',
    teaches: 'one letter of its name is wrong, so the container is never created.',
  },
  {
    name: 'probes',
    title: 'Probes',
    teaches: 'the startup probe holds the others back, the readiness probe decides when the pod is Ready.',
  },
  {
    name: 'volumes',
    title: 'Volumes',
    teaches:
      'all of them are mounted on the node before the sandbox is made, and each becomes a mount of the container.',
  },
  {
    name: 'security-context',
    title: 'A security context',
    teaches: 'who the process runs as, what it may do, and which request carries each setting.',
  },
  {
    name: 'rollout',
    title: "A Deployment's rollout",
    teaches: 'the Deployment creates a ReplicaSet, which creates three pods, and each starts on its own.',
  },
  {
    name: 'hovers',
    title: 'Hovers',
    teaches: 'rest the pointer on any field and read where its value goes when the pod starts.',
  },
  {
    name: 'assumed',
    title: 'What is assumed',
    teaches: 'a Deployment refers to objects that no file here has, and the start takes them for granted.',
  },
  {
    name: 'stuck',
    title: 'Three stuck pods',
    teaches: 'a ConfigMap whose name is one letter off, a node that cannot exist, and a user who may not be root.',
  },
  {
    name: 'shop',
    title: 'A shop',
    teaches: 'a web server with a sidecar that ships its logs, its settings, and a nightly job.',
  },
];

/** What a sample teaches, as a sentence of its own. */
export function teachingOf({ teaches }: Sample): string {
  return teaches.charAt(0).toUpperCase() + teaches.slice(1);
}
