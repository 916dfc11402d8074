import type { ContainerRuntime, FailureSubject, RuntimeFailure } from './containerRuntime';
import { registryPlaceOf } from './registryPlace';

type Version = readonly [minor: number, patch: number];

const noManifest = 'manifest unknown';

/**
 * CRI-O with crun, by 1.36.3, and what 1.32 to 1.35 have otherwise: server/image_pull.go, sandbox_run_linux.go,
 * sandbox_network.go, sandbox_status.go, utils.go, internal/storage/image.go, internal/oci/runtime_oci.go, pkg/config
 * (config_linux.go: the default runtime and the pause image), and what go.podman.io/image (docker_client.go, copy.go),
 * ocicni and crun say. The OCI runtime makes a container's process ready in CreateContainer already: a program that is not
 * there fails there.
 */
export function crio(version: string, of: Version): ContainerRuntime {
  const pauseImage = `registry.k8s.io/pause:${of[0] < 34 ? '3.10' : '3.10.1'}`;
  const sandboxName = ({ pod, namespace, uid, attempt }: FailureSubject): string =>
    `k8s_${pod}_${namespace}_${uid}_${attempt}`;
  const pulling = (isNetwork: boolean, words: (image: string) => string): RuntimeFailure => ({
    method: 'PullImage',
    code: 'Unknown',
    words: ({ image }) => asPull(words(image), isNetwork, of),
  });
  const sandbox = (words: (about: FailureSubject) => string): RuntimeFailure => ({
    method: 'RunPodSandbox',
    code: 'Unknown',
    words,
  });
  const network = (about: FailureSubject): string =>
    `failed to create pod network sandbox ${sandboxName(about)}(${about.id})`;
  return {
    title: 'CRI-O',
    scheme: 'cri-o',
    version,
    userAgent: `cri-o/1.${of[0]}.${of[1]} os/linux arch/amd64`,
    pauseImage,
    imageId: (digest) => digest,
    pulledAs: isSince(of, [35, 2]) ? 'id' : 'digest',
    handlers: ['crun', 'runc'],
    imageSpec: 'none',
    rootByDefault: false,
    isReal: true,
    sandboxNotFound: (id) =>
      `could not find pod "${id}": PodSandbox with ID starting with ${id} not found: ID does not exist`,
    failures: {
      'image-not-found': pulling(false, (image) => reading(image, noManifest)),
      'image-unauthorized': pulling(false, (image) => reading(image, 'unauthorized: authentication required')),
      'image-rate-limited': pulling(false, (image) =>
        reading(
          image,
          'toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
        ),
      ),
      'image-platform': pulling(
        false,
        (image) =>
          `choosing an image from manifest list ${source(image)}: no image found in image index for architecture "amd64", variant "", OS "linux"`,
      ),
      'registry-unreachable': pulling(true, (image) => pinging(image, 'dial tcp 192.0.2.10:443: i/o timeout')),
      'registry-certificate': pulling(true, (image) =>
        pinging(image, 'tls: failed to verify certificate: x509: certificate signed by unknown authority'),
      ),
      'registry-fails': pulling(false, (image) =>
        reading(image, 'received unexpected HTTP status: 503 Service Unavailable'),
      ),
      'pause-image': sandbox((about) => {
        const pull = pinging(pauseImage, 'dial tcp 192.0.2.10:443: i/o timeout');
        return `creating pod sandbox with name "${sandboxName(about)}": ${asPull(pull, true, of)}`;
      }),
      'no-addresses': sandbox(
        (about) =>
          `${network(about)}: error adding pod ${about.namespace}_${about.pod} to CNI network "crio": plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.244.0.1-10.244.0.254`,
      ),
      // It does not fail but waits for a network plugin; what is told then is that the call took too long.
      'cni-not-ready': sandbox(
        (about) =>
          `${network(about)}: no CNI configuration file in /etc/cni/net.d/. Has your network provider started?`,
      ),
      'sandbox-name-reserved': sandbox((about) => {
        const why = `error reserving pod name ${sandboxName(about)} for id ${about.id}: name is reserved`;
        return `kubelet may be retrying requests that are timing out in CRI-O due to system load. Currently at stage sandbox network creation: context deadline exceeded: ${why}`;
      }),
      'handler-unknown': sandbox(
        ({ handler }) =>
          `failed to find runtime handler ${handler} from runtime list map[crun:0xc0004a8000 runc:0xc0004a8200]`,
      ),
      'no-command': { method: 'CreateContainer', code: 'Unknown', words: () => 'no command specified' },
      'command-not-found': {
        method: 'CreateContainer',
        code: 'Unknown',
        words: ({ program }) => `container create failed: ${crunNotFound(program)}`,
      },
      'start-fails': {
        method: 'StartContainer',
        code: 'Unknown',
        words: ({ id, program }) =>
          `failed to start container ${id}: \`/usr/bin/crun start ${id}\` failed: ${crunNotFound(program)}: exit status 1`,
      },
      'exec-not-found': {
        method: 'ExecSync',
        code: 'Unknown',
        words: ({ program }) => `command error: ${crunNotFound(program)}, stdout: , stderr: , exit code -1`,
      },
    },
  };
}

/**
 * What it makes of a pull that failed. Since 1.33.4 it then looks for an artifact of that name, which fails alike; since
 * 1.35.1 not after an error of the network.
 */
function asPull(text: string, isNetwork: boolean, of: Version): string {
  if (!isSince(of, [33, 4])) return text;
  if (!isSince(of, [35, 1]))
    return `unable to pull image or OCI artifact: pull image err: ${text}; artifact err: get manifest: build image source: ${text.replace(/^initializing source \S+: /, '')}`;
  if (isNetwork) return `unable to pull image: ${text}`;
  return `unable to pull image or OCI artifact: pull image err: ${text}; artifact err: pull artifact: ${text}`;
}

function source(image: string): string {
  return `docker://${registryPlaceOf(image).familiar}`;
}

function reading(image: string, rest: string): string {
  const { version } = registryPlaceOf(image);
  const name = image.slice(0, image.length - version.length - 1);
  return `initializing source ${source(image)}: reading manifest ${version} in ${name}: ${rest}`;
}

function pinging(image: string, rest: string): string {
  const { host } = registryPlaceOf(image);
  return `initializing source ${source(image)}: pinging container registry ${host}: Get "https://${host}/v2/": ${rest}`;
}

function crunNotFound(program: string): string {
  return `executable file \`${program}\` not found in $PATH: No such file or directory`;
}

function isSince([minor, patch]: Version, [inMinor, inPatch]: Version): boolean {
  return minor > inMinor || (minor === inMinor && patch >= inPatch);
}
