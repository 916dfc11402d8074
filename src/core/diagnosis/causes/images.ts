import type { Event } from '../../api/types';
import type { Finding } from '../facts/finding';
import { innermost } from '../facts/messages';
import { eventText, type ContainerFacts } from '../facts/podFacts';
import { pullRetry } from '../facts/retries';
import { kubectl } from '../facts/suggestedCommand';

/** Why a container has no image (pkg/kubelet/images, 1.37); undefined where it is something else. */
export function image(container: ContainerFacts): Finding | undefined {
  const trouble = imageTrouble(container);
  if (!trouble) return undefined;
  const { reason, message } = trouble;
  const place = placeOf(container, reason, message);
  const { facts } = container;
  const which = `the image ${place.image}${place.volume === undefined ? '' : ` of volume ${place.volume}`}`;
  const common = { evidence: trouble.evidence, field: place.field };
  const found = (rest: Omit<Finding, 'evidence' | 'field'>): Finding => {
    const { field } = common;
    return place.volume === undefined
      ? container.finding({ ...rest, ...common })
      : { container: container.name, ...rest, evidence: common.evidence, field };
  };
  if (reason === 'ErrImageNeverPull') {
    return found({
      cause: `${which} is not on the node, and pullPolicy Never forbids to pull it`,
      next: 'load the image onto the node, or change imagePullPolicy to IfNotPresent',
      command: kubectl`get pod ${facts.name} -n ${facts.namespace} -o wide`,
    });
  }
  if (reason === 'InvalidImageName') {
    return found({
      cause: `the image name "${place.image}" cannot be read (InvalidImageName): ${innermost(message)}`,
      next: 'correct the image: registry/repository:tag in lower case, without spaces',
      command: facts.describe,
    });
  }
  const failures = place.failures;
  // Before 1.29 the back-off did not say what had failed.
  const failed = failures.at(-1);
  const said = message.replace(/^Back-off pulling image "[^"]*"(?:: )?/, '');
  const text = said || (failed?.message ?? '');
  const { why, next } = imageCause(`${reason} ${text}`);
  const retry = reason === 'ImageInspectError' ? undefined : pullRetry(failures, facts.now);
  return found({
    cause:
      reason === 'ImageInspectError'
        ? `the runtime cannot look at ${which} on the node: ${innermost(text)}`
        : `${which} cannot be pulled: ${why}`,
    next,
    command: facts.describe,
    ...(said === '' && failed && { evidence: `${common.evidence}; ${eventText(failed)}` }),
    ...(retry && { retry }),
  });
}

const reasons =
  /^(ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|ImageInspectError|RegistryUnavailable|SignatureValidationFailed)$/;

/** What the container's state says of its image, or before that the events. */
function imageTrouble(container: ContainerFacts): { reason: string; message: string; evidence: string } | undefined {
  const { waiting } = container.status.state ?? {};
  if (reasons.test(waiting?.reason ?? ''))
    return { reason: waiting?.reason ?? '', message: waiting?.message ?? '', evidence: container.stateText };
  if (!container.isUntold) return undefined;
  const references = volumeImages(container).map(({ reference }) => `"${reference}"`);
  const event = container.facts.events
    .filter(({ reason = '', message = '', involvedObject: { fieldPath } }) => {
      const isOwn = fieldPath === container.eventField;
      const isVolume = !fieldPath && references.some((reference) => message.includes(reference));
      return (
        (isOwn || isVolume) &&
        /^(Failed|InspectFailed|ErrImageNeverPull|Pulled)$/.test(reason) &&
        !message.startsWith('Error: ')
      );
    })
    .at(-1);
  const message = event?.message ?? '';
  const found = (reason: string, text: string): ReturnType<typeof imageTrouble> =>
    event && { reason, message: text, evidence: eventText(event) };
  if (event?.reason === 'ErrImageNeverPull') return found('ErrImageNeverPull', message);
  if (event?.reason === 'InspectFailed')
    return found(
      message.startsWith('Failed to apply default image tag') ? 'InvalidImageName' : 'ImageInspectError',
      message,
    );
  const pulled = /^Failed to pull image "[^"]*": (.*)$/s.exec(message)?.[1];
  return pulled === undefined ? undefined : found('ErrImagePull', pulled);
}

/** The images of the image volumes that the container mounts, with their indexes among the pod's volumes. */
function volumeImages({ facts, spec }: ContainerFacts): { index: number; name: string; reference: string }[] {
  return (facts.pod.spec?.volumes ?? []).flatMap(({ name, image: source }, index) =>
    source?.reference !== undefined && spec?.volumeMounts?.some((mount) => mount.name === name)
      ? [{ index, name, reference: source.reference }]
      : [],
  );
}

interface Place {
  field: string;
  image: string;
  /** The volume whose image it is, where it is not the container's. */
  volume?: string;
  failures: Event[];
}

/** Whose image it is: a container waits for those of its image volumes, too, and their events do not name it. */
function placeOf(container: ContainerFacts, reason: string, message: string): Place {
  const own = container.spec?.image ?? '';
  const failures = container.all('Failed', /^Failed to pull image /);
  const isNever = reason === 'ErrImageNeverPull';
  const named = /image "([^"]+)"/.exec(message)?.[1];
  if (named !== own && (failures.length === 0 || named !== undefined)) {
    for (const { index, name, reference } of volumeImages(container)) {
      const about = container.facts.events.filter(
        ({ involvedObject, message: text = '' }) =>
          !involvedObject.fieldPath && text.startsWith(`Failed to pull image "${reference}"`),
      );
      if (named === reference || (named === undefined && about.length > 0))
        return {
          field: `volumes[${index}].image.${isNever ? 'pullPolicy' : 'reference'}`,
          image: reference,
          volume: name,
          failures: about,
        };
    }
  }
  return { field: isNever ? '.imagePullPolicy' : '.image', image: own, failures };
}

const credentials =
  'check name and tag, and give the pod credentials that the registry accepts: imagePullSecrets, or those of its ServiceAccount';

/** What registries and runtimes answer, the most telling text first. */
const answers: readonly [RegExp, string, string][] = [
  [
    /SignatureValidation|signature/i,
    "its signature is missing or does not satisfy the node's policy (signature validation)",
    'sign the image, or have the policy changed',
  ],
  [
    /no match for platform|no matching manifest|does not match the specified platform/i,
    "it has no variant for the node's platform (architecture)",
    'build the image for that platform, or let the pod run on nodes of another',
  ],
  [
    /\b429\b|too ?many ?requests|rate limit|ResourceExhausted/i,
    'the registry limits how often it may be asked (429, rate limit)',
    'wait, pull with credentials, or use a mirror of your own',
  ],
  [/pull QPS exceeded/, "the kubelet's own limit of pulls is reached (registryPullQPS)", 'wait'],
  [
    /HTTP response to HTTPS client/i,
    'the registry speaks plain HTTP where the runtime expects HTTPS',
    "give the registry a certificate, or configure it as insecure in the node's runtime",
  ],
  [
    /x509|certificate|tls: /i,
    'the certificate of the registry is not trusted (TLS)',
    "give the node's runtime the CA of the registry, or correct the registry's certificate",
  ],
  [
    /no such host|server misbehaving|lookup \S+ on|Temporary failure in name resolution/i,
    'the name of the registry cannot be resolved (DNS)',
    "correct the registry's name, or the node's DNS",
  ],
  [
    /i\/o timeout|dial tcp|connection refused|connection reset|no route to host|network is unreachable|Client\.Timeout|TLS handshake timeout|\bEOF\b|RegistryUnavailable|code = Unavailable|\b50[0234]\b|: 5\d\d\b/i,
    'the registry cannot be reached (network)',
    'see that the node reaches the registry: firewall, proxy, mirror, or the registry itself',
  ],
  [
    /unauthorized|authoriz|authentication|no basic auth|denied|forbidden|\b401\b|\b403\b/i,
    'the registry does not let this pod have it: it asks for authorization, or has no such repository',
    credentials,
  ],
  [
    /not found|NotFound|manifest unknown|name unknown|\b404\b|does not exist/i,
    'the registry does not have it (not found)',
    'correct repository and tag, or push the image',
  ],
  [/no space left/i, "the node's disk is full", 'free space on the node'],
  [
    /DeadlineExceeded|deadline exceeded/i,
    'the pull takes too long and is given up (deadline exceeded)',
    'see how fast the node reaches the registry, and how large the image is',
  ],
  [
    /Canceled|cancelled/i,
    'the pull was cancelled (context canceled)',
    'see the runtime on the node: it gave up for lack of progress, or was restarted',
  ],
  [
    /digest|size validation|checksum/i,
    'what the registry sends is not what its digest says',
    'push the image again, or clear the mirror',
  ],
  [
    /media type|schema|unsupported manifest/i,
    'the runtime does not know the form of the image',
    'build it as an OCI or Docker v2 image',
  ],
];

/** In words why a pull failed, and what to do. */
function imageCause(text: string): { why: string; next: string } {
  const [, why, next] = answers.find(([pattern]) => pattern.test(text)) ?? [];
  return why === undefined
    ? {
        why: innermost(text.replace(/^\w+ /, '')),
        next: 'see the message, and the runtime on the node; the kubelet tries again by itself',
      }
    : { why, next: next ?? '' };
}
