import type { FailureName, FailureSubject, RuntimeFailure } from './containerRuntime';
import { registryPlaceOf } from './registryPlace';

/** In what the words of containerd's releases differ. */
export interface ContainerdWords {
  /** Before what went wrong when a name was looked up in the registry. */
  resolving: (image: string) => string;
  /** The answer 429 to a request for a manifest. */
  tooMany: (url: string, text: string) => string;
  /** Before the pull of the pause image. */
  pause: (image: string) => string;
  /** Before the name of a handler that is not known. */
  noRuntime: (sandbox: string) => string;
  /** After what an OCI runtime said. */
  ociEnd: string;
  pauseImage: string;
}

const rateLimit = 'You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit';

/**
 * The failures of containerd. Errors of pulls are made in client/pull.go or core/transfer/local/pull.go and
 * core/remotes/docker (resolver.go, authorizer.go, httpreadseeker.go), those of sandboxes in server/sandbox_run.go,
 * those of processes in server/container_start.go, container_execsync.go and in runc.
 */
export function containerdFailures(says: ContainerdWords): Record<FailureName, RuntimeFailure> {
  const pull = (image: string, rest: string): string => `failed to pull and unpack image "${image}": ${rest}`;
  const resolve = (image: string, rest: string): string => pull(image, `${says.resolving(image)}: ${rest}`);
  const head = (image: string, rest: string): string =>
    resolve(image, `failed to do request: Head "${manifestUrl(image)}": ${rest}`);
  const pulling = (words: (image: string) => string, code: RuntimeFailure['code'] = 'Unknown'): RuntimeFailure => ({
    method: 'PullImage',
    code,
    words: ({ image }) => words(image),
  });
  const sandbox = (words: (about: FailureSubject) => string): RuntimeFailure => ({
    method: 'RunPodSandbox',
    code: 'Unknown',
    words,
  });
  const network = ({ id }: FailureSubject): string => `failed to setup network for sandbox "${id}"`;
  const started: RuntimeFailure = {
    method: 'StartContainer',
    code: 'Unknown',
    words: ({ program }) =>
      `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${runcNotFound(program)}${says.ociEnd}`,
  };
  return {
    'image-not-found': pulling((image) => resolve(image, `${image}: not found`), 'NotFound'),
    'image-unauthorized': pulling((image) =>
      resolve(
        image,
        'pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
      ),
    ),
    'image-rate-limited': pulling((image) =>
      pull(
        image,
        `failed to copy: httpReadSeeker: failed open: ${says.tooMany(manifestUrl(image), `toomanyrequests: ${rateLimit}`)}`,
      ),
    ),
    'image-platform': pulling((image) => pull(image, 'no match for platform in manifest: not found'), 'NotFound'),
    'registry-unreachable': pulling((image) => head(image, 'dial tcp 192.0.2.10:443: i/o timeout')),
    'registry-certificate': pulling((image) =>
      head(image, 'tls: failed to verify certificate: x509: certificate signed by unknown authority'),
    ),
    'registry-fails': pulling((image) =>
      resolve(image, `unexpected status from HEAD request to ${manifestUrl(image)}: 503 Service Unavailable`),
    ),
    'pause-image': sandbox(
      () => `${says.pause(says.pauseImage)}: ${head(says.pauseImage, 'dial tcp 192.0.2.10:443: i/o timeout')}`,
    ),
    'no-addresses': sandbox(
      (about) =>
        `${network(about)}: plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.244.0.1-10.244.0.254`,
    ),
    'cni-not-ready': sandbox((about) => `${network(about)}: cni plugin not initialized`),
    'sandbox-name-reserved': sandbox(({ pod, namespace, uid, attempt, id }) => {
      const name = `${pod}_${namespace}_${uid}_${attempt}`;
      return `failed to reserve sandbox name "${name}": name "${name}" is reserved for "${id}"`;
    }),
    'handler-unknown': sandbox(({ id, handler }) => `${says.noRuntime(id)}: no runtime for "${handler}" is configured`),
    'no-command': {
      method: 'CreateContainer',
      code: 'Unknown',
      words: ({ id }) => `failed to generate container "${id}" spec: failed to generate spec: no command specified`,
    },
    'command-not-found': started,
    'start-fails': started,
    'exec-not-found': {
      method: 'ExecSync',
      code: 'Unknown',
      words: ({ id, program }) =>
        `failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: ${runcNotFound(program)}${says.ociEnd}`,
    },
  };
}

function manifestUrl(image: string): string {
  const { host, repository, version } = registryPlaceOf(image);
  return `https://${host}/v2/${repository}/manifests/${version}`;
}

/** As runc says it: of a program with a path, what stat says; of another one, what looking for it in PATH says. */
function runcNotFound(program: string): string {
  return program.includes('/')
    ? `exec: "${program}": stat ${program}: no such file or directory`
    : `exec: "${program}": executable file not found in $PATH`;
}
