import { creationTexts } from './creationTexts';
import type { Finding } from '../facts/finding';
import { knownText } from '../facts/knownText';
import { innermost } from '../facts/messages';
import { missingReference } from '../facts/missingReference';
import { startTexts } from './startTexts';
import { commandField } from '../facts/commandField';
import { eventText, type ContainerFacts } from '../facts/podFacts';
import { syncRetry } from '../facts/retries';

/** Why the kubelet can not make up a container's configuration, or the runtime can not create it. */
export function creation(container: ContainerFacts): Finding | undefined {
  const told = toldByState(container) ?? toldByEvent(container);
  if (!told) return undefined;
  const { reason, message, evidence } = told;
  const isConfig = reason === 'CreateContainerConfigError';
  const start = !isConfig && isOfOciRuntime(message) ? knownText(startTexts, message, container) : undefined;
  const known =
    (isConfig ? missingReference(container, message) : start) ?? knownText(creationTexts, message, container);
  const event = container.last('Failed', /^Error: /);
  const retry = syncRetry('the container is created again', event, container.facts.now);
  const general = isConfig ? 'its configuration cannot be generated' : 'the runtime cannot create it';
  return container.finding({
    name: isConfig ? 'container-config-error' : start ? 'container-not-started' : 'container-not-created',
    cause: known?.cause
      ? `${known.cause}${known.command ? '' : `: ${innermost(message)}`}`
      : `${general}: ${innermost(message)}`,
    evidence,
    ...(known?.field !== undefined && {
      field: start?.field === '.command' ? commandField(container) : known.field,
    }),
    next: known?.next ?? 'read the message; the kubelet tries again by itself',
    command: known?.command ?? container.facts.describe,
    ...(retry && { retry }),
  });
}

/**
 * Whether the OCI runtime could not start the process. CRI-O has it make that ready when the container is created; of
 * containerd the event tells it, before the status does.
 */
function isOfOciRuntime(message: string): boolean {
  return /^(?:container create failed|failed to create containerd task): /.test(message);
}

interface Trouble {
  reason: string;
  message: string;
  evidence: string;
}

function toldByState({ status, stateText }: ContainerFacts): Trouble | undefined {
  const { reason = '', message = '' } = status.state?.waiting ?? {};
  const isOfCreation =
    /^(CreateContainerConfigError|CreateContainerError|PreCreateHookError|PreStartHookError|RunInitContainerError)$/;
  return isOfCreation.test(reason) ? { reason, message, evidence: stateText } : undefined;
}

/** The event comes before the status that says the same, which for some errors never comes. */
function toldByEvent(container: ContainerFacts): Trouble | undefined {
  const last = container.isUntold ? container.lastEvent : undefined;
  const message = last?.reason === 'Failed' ? /^Error: (.*)$/s.exec(last.message ?? '')?.[1] : undefined;
  if (
    !last ||
    message === undefined ||
    !container.status.state?.waiting ||
    /^\w+(?:Error|BackOff|Pull|Never|Name)$/.test(message)
  )
    return undefined;
  const isConfig = missingReference(container, message) !== undefined;
  return { reason: isConfig ? 'CreateContainerConfigError' : '', message, evidence: eventText(last) };
}
