import { words, type Runs } from '../textRuns';
import { decisionOf } from '../pulls/pullsOf';
import { textAt, numberAt } from '../trace/payload';
import { formatBytes } from '../trace/pulledEvent';
import type { CriMethod } from '../cri/criCall';
import type { MethodText } from './methodText';
import { named } from './named';
import { pullStory } from './pullTexts';
import type { Scene } from './scene';
import { sentences } from './sentences';
import { docs, source } from './sources';

const images = docs('Images', 'concepts/containers/images/');
const manager = 'pkg/kubelet/images/';
const runtime = 'pkg/kubelet/kuberuntime/';
const collection = docs('Garbage collection', 'concepts/architecture/garbage-collection/#containers-images');

const imageOf = ({ message: { request }, container }: Scene): Runs => {
  const image = textAt(request, 'image', 'image') ?? container?.image;
  return image === undefined ? ['an image'] : words`the image ${named(image)}`;
};

/** ImageService: images on the node (k8s.io/cri-api v0.37.2). */
export const imageTexts = {
  ImageStatus: {
    what: (scene) =>
      words`${named('ImageStatus')} asks the runtime for ${imageOf(scene)}: whether the node has it, and what is in its description.`,
    usually: ['Before it creates the container, the kubelet has to know whether the image is on the node.'],
    answered: statusAnswer,
    links: [
      docs('Image pull policy', 'concepts/containers/images/#image-pull-policy'),
      source(`${manager}image_manager.go`, 'EnsureImageExists'),
    ],
  },
  PullImage: {
    what: (scene) =>
      words`${named('PullImage')} has the runtime fetch ${imageOf(scene)} from its registry and unpack it on the node.`,
    usually: [
      'The container needs its image, and the node does not have it, or the pull policy asks for it each time.',
    ],
    answered: pullAnswer,
    failed: (scene) => {
      const { because } = scene.message;
      return because?.type === 'pullImage' && because.login !== undefined && because.login.nth < because.login.of
        ? ['The kubelet tries the next login.']
        : waits(scene);
    },
    links: [images, source(`${manager}image_manager.go`, 'pullImage')],
  },
  ListImages: {
    what: () => words`${named('ListImages')} lists the images on the node.`,
    usually: ['The kubelet keeps count of the images, for its garbage collection and for the status of the node.'],
    answered: () => ['The kubelet knows which images are on the node.'],
    links: [images, source(`${runtime}kuberuntime_image.go`, 'ListImages')],
  },
  RemoveImage: {
    what: (scene) => words`${named('RemoveImage')} removes ${imageOf(scene)} from the node.`,
    usually: ['The disk of the node is fuller than the kubelet allows, and no container uses the image.'],
    answered: () => ['The image is gone. The next container that needs it has it pulled again.'],
    links: [collection, source(`${manager}image_gc_manager.go`, 'freeImage')],
  },
  ImageFsInfo: {
    what: () => words`${named('ImageFsInfo')} reads how much of the disk the images take.`,
    usually: ['The kubelet watches the disk, to remove images in time.'],
    answered: () => ['The kubelet compares it with its limits.'],
    links: [collection, source(`${runtime}kuberuntime_image.go`, 'ImageFsInfo')],
  },
} satisfies Partial<Record<CriMethod, MethodText>>;

function statusAnswer(scene: Scene): Runs {
  const { message } = scene;
  const { because, response, source: known } = message;
  if (known !== 'simulated' && response === undefined) return ['The answer was not recorded.'];
  const id = textAt(response, 'image', 'id');
  if (id === undefined) {
    if (because?.type !== 'checkImage') return ['The node does not have the image.'];
    return because.policy === 'Never'
      ? words`The node does not have the image. The container waits with ${named('ErrImageNeverPull')}.`
      : ['The node does not have the image, so the kubelet pulls it next.'];
  }
  if (because?.type === 'readImageSize') {
    const size = Number(textAt(response, 'image', 'size') ?? '0');
    return Number.isFinite(size) && size > 0
      ? words`The image takes ${formatBytes(size)}.`
      : ['The runtime does not tell the size.'];
  }
  if (because?.type === 'readImageUser') return userAnswer(scene);
  const there = words`The node has the image, as ${named(shortDigest(id))}`;
  if (because?.type === 'checkImage' && because.policy !== 'Always') {
    const reason = decisionOf(scene.trace, message.id)?.reason;
    if (reason === 'unrecorded')
      return words`${there}, but has no record of pulling it: the kubelet pulls it, to verify that the pod may use it.`;
    if (reason === 'unproven' || reason === 'neverUnproven')
      return words`${there}, but it was pulled with other credentials, and the pod has not shown that it may use it: ${reason === 'unproven' ? 'the kubelet pulls it' : words`the container waits with ${named('ErrImageNeverPull')}`}.`;
  }
  return because?.type === 'checkImage' && because.policy !== 'Always'
    ? words`${there}, so nothing is pulled.`
    : words`${there}.`;
}

/** api.proto: `uid` where the image's user is a number, else `username`; neither is root. */
function userAnswer({ message: { response }, container, pod }: Scene): Runs {
  const name = textAt(response, 'image', 'username');
  const uid = textAt(response, 'image', 'uid', 'value') ?? numberAt(response, 'image', 'uid', 'value');
  if (name !== undefined) return words`The image runs as the user ${named(name)}.`;
  if (uid !== undefined && String(uid) !== '0') return words`The image runs as the user with the ID ${uid}.`;
  const own = container?.securityContext ?? {};
  const whole = pod?.spec?.securityContext ?? {};
  const runAsUser = own.runAsUser ?? whole.runAsUser;
  if (runAsUser !== undefined)
    return words`The image runs as root, but the manifest says ${named(`runAsUser: ${runAsUser}`)}.`;
  return (own.runAsNonRoot ?? whole.runAsNonRoot)
    ? words`The image runs as root, which ${named('runAsNonRoot: true')} forbids: the container waits with ${named('CreateContainerConfigError')}.`
    : ['The image runs as root, and so does the container.'];
}

function pullAnswer({ trace, message }: Scene): Runs {
  const decision = decisionOf(trace, message.id);
  const reference = textAt(message.response, 'image_ref');
  const bytes = numberAt(message.response, 'bytes');
  return sentences(
    reference === undefined
      ? ['The image is on the node.']
      : words`The image is on the node, as ${named(shortDigest(reference))}.`,
    bytes === undefined ? undefined : words`It takes ${formatBytes(bytes)}.`,
    decision && pullStory(decision, message.id),
    message.subject?.container ? ['Now the container can be created.'] : undefined,
  );
}

/** What waits after a failed pull, and with which reason (evalCRIPullErr, pkg/kubelet/images/image_manager.go, 1.37). */
function waits({ message: { outcome, because } }: Scene): Runs {
  const said = outcome.ok ? '' : outcome.text;
  const reason =
    ['RegistryUnavailable', 'SignatureValidationFailed'].find((one) => said.startsWith(one)) ?? 'ErrImagePull';
  const isVolume = because?.type === 'pullImage' && 'volume' in because.use;
  const who = isVolume ? 'A container that mounts the volume waits' : 'The container waits';
  return words`${who} with ${named(reason)}. The kubelet tries again after a back-off, and shows ${named('ImagePullBackOff')} in the meantime.`;
}

/** `sha256:0123456789ab…`: enough to tell one digest from another. */
function shortDigest(reference: string): string {
  return reference.replace(/(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1…');
}
