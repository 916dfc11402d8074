import type { Event } from '../../api/types';
import type { Finding } from '../facts/finding';
import { innermost } from '../facts/messages';
import { eventText, type ContainerFacts, type PodFacts } from '../facts/podFacts';
import { isTelling, pullAnswer, unauthorized, type PullAnswer } from '../facts/pullAnswers';
import { pullRetry } from '../facts/retries';
import { kubectl } from '../facts/suggestedCommand';
import { withoutReferences } from '../facts/withoutReferences';
import { textAt } from '../../manifest/textAt';

/** Why a container has no image (pkg/kubelet/images, 1.37); undefined where it is something else. */
export function image(container: ContainerFacts): Finding | undefined {
  const trouble = imageTrouble(container);
  if (!trouble) return undefined;
  const { reason, message } = trouble;
  const place = placeOf(container, reason, message);
  const { facts } = container;
  const which = `the image ${place.image}${place.volume === undefined ? '' : ` of volume ${place.volume}`}`;
  const common = { evidence: trouble.evidence, field: place.field };
  const found = (rest: Omit<Finding, 'evidence' | 'field'> & { evidence?: string }): Finding => {
    const { field } = common;
    return place.volume === undefined
      ? container.finding({ ...common, ...rest })
      : { container: container.name, evidence: common.evidence, ...rest, field };
  };
  if (reason === 'ErrImageNeverPull') {
    return found({
      name: 'image-never-pulled',
      cause: `${which} is not on the node, and pullPolicy Never forbids pulling it`,
      next: 'load the image onto the node, or change imagePullPolicy to IfNotPresent',
      command: kubectl`get pod ${facts.name} -n ${facts.namespace} -o wide`,
    });
  }
  if (reason === 'InvalidImageName') {
    return found({
      name: 'image-name-invalid',
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
  const { answer, event } = pullAnswerOf(reason, text, failures, place.image);
  const retry = reason === 'ImageInspectError' ? undefined : pullRetry(failures, facts.now);
  const did = reason === 'ImageInspectError' ? 'be looked at on the node' : 'be pulled';
  const quoted = event ?? (said === '' ? failed : undefined);
  return found({
    name: answer?.name ?? 'image-not-pulled',
    cause: `${which} cannot ${did}: ${why(answer, text)}${answer?.name === unauthorized ? pullSecrets(facts) : ''}`,
    next: answer?.next ?? 'check the events of the pod and the log of the runtime on the node; the kubelet tries again',
    command: facts.describe,
    ...(quoted && { evidence: `${common.evidence}; ${eventText(quoted)}` }),
    ...(retry && { retry }),
  });
}

/** What the last failure means; where that tells only that it took too long, an earlier one that tells more. */
function pullAnswerOf(
  reason: string,
  text: string,
  failures: readonly Event[],
  reference: string,
): { answer: PullAnswer | undefined; event?: Event } {
  const bare = (message: string): string => withoutReferences(`${reason} ${message}`, reference);
  const last = bare(text);
  if (isTelling(last)) return { answer: pullAnswer(last) };
  const event = [...failures].reverse().find(({ message = '' }) => isTelling(bare(message)));
  return event ? { answer: pullAnswer(bare(event.message ?? '')), event } : { answer: pullAnswer(last) };
}

function why(answer: PullAnswer | undefined, text: string): string {
  return answer?.why ?? (innermost(text) || 'nothing says why: the event that did is gone');
}

/** What is known of the credentials that the pull had. */
function pullSecrets(facts: PodFacts): string {
  const secrets = (facts.pod.spec?.imagePullSecrets ?? []).flatMap(({ name }) => (name ? [name] : []));
  const unread = facts.last('FailedToRetrieveImagePullSecret');
  const missing = /^Unable to retrieve some image pull secrets \(([^)]*)\)/.exec(unread?.message ?? '')?.[1];
  if (missing !== undefined)
    return `; its pull secret ${missing} cannot be read: there is none in namespace ${facts.namespace}`;
  for (const name of secrets) {
    const type = textAt(facts.object('Secret', name), ['type']);
    if (type !== '' && !type.startsWith('kubernetes.io/dockerc'))
      return `; its pull secret ${name} has the type ${type}, and only kubernetes.io/dockerconfigjson is read`;
  }
  return secrets.length > 0 ? ` (its imagePullSecrets: ${secrets.join(', ')})` : ' (it names no imagePullSecrets)';
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
