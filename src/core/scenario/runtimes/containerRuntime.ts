/** What can go wrong in a container runtime, whatever its words. */
export const failureNames = [
  'image-not-found',
  'image-unauthorized',
  'image-rate-limited',
  'image-platform',
  'registry-unreachable',
  'registry-certificate',
  'registry-fails',
  'pause-image',
  'no-addresses',
  'cni-not-ready',
  'sandbox-name-reserved',
  'handler-unknown',
  'no-command',
  'command-not-found',
  'start-fails',
  'exec-not-found',
] as const;
export type FailureName = (typeof failureNames)[number];

/** What a failure is about, as far as the runtime has been told; '' where it is about no such thing. */
export interface FailureSubject {
  pod: string;
  namespace: string;
  uid: string;
  /** Of the sandbox: how many there were before. */
  attempt: number;
  /** The id of the sandbox, the container or the command that is being made: 64 hexadecimal digits. */
  id: string;
  /** The handler of the pod's RuntimeClass. */
  handler: string;
  /** The image in full: `docker.io/library/nginx:latest`. */
  image: string;
  /** The program that is to run. */
  program: string;
}

/** How a runtime fails: in which call, with which code, and in which words. */
export interface RuntimeFailure {
  method: 'RunPodSandbox' | 'PullImage' | 'CreateContainer' | 'StartContainer' | 'ExecSync';
  /** gRPC's name for it. Most errors of runtimes have none of their own. */
  code: 'Unknown' | 'NotFound';
  words: (about: FailureSubject) => string;
}

/** What differs between container runtimes, as far as a start shows it. */
export interface ContainerRuntime {
  /** What a person calls it: `containerd 1.7`. */
  title: string;
  /** The scheme of containers' ids in a status, and of the version that a node tells. */
  scheme: 'containerd' | 'cri-o' | 'fakecri';
  /** As a node tells it: `containerd://2.4.2`. */
  version: string;
  /** What it tells registries of itself. */
  userAgent: string;
  /** The image by which it holds a sandbox, where nobody configures another one. */
  pauseImage: string;
  /** The id of an image with the digest, as CreateContainer then has it: `sha256:…`, or its digits alone. */
  imageId: (digest: string) => string;
  /** Whether PullImage answers with the image's id, or with its repository and digest. */
  pulledAs: 'id' | 'digest';
  /** The handlers that it has beside the nameless one, where it is another than runc on every node. */
  handlers?: readonly string[];
  /** What ImageStatus repeats of the request. */
  imageSpec: 'asked' | 'none';
  /** Whether an image of which nobody says a user has the user 0. */
  rootByDefault: boolean;
  /** Whether it starts processes, and knows which handlers it has. */
  isReal: boolean;
  /** What it says of a sandbox that it does not have. */
  sandboxNotFound: (id: string) => string;
  failures: Readonly<Record<FailureName, RuntimeFailure>>;
}
