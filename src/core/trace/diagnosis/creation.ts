import { creationTexts } from './creationTexts';
import type { Finding } from './finding';
import { knownText } from './knownText';
import { innermost } from './messages';
import { missingReference } from './missingReference';
import type { ContainerFacts } from './podFacts';
import { syncRetry } from './retries';

/** Why the kubelet can not make up a container's configuration, or the runtime can not create it. */
export function creation(container: ContainerFacts): Finding | undefined {
  const { reason = '', message = '' } = container.status.state?.waiting ?? {};
  if (
    !/^(CreateContainerConfigError|CreateContainerError|PreCreateHookError|PreStartHookError|RunInitContainerError)$/.test(
      reason,
    )
  )
    return undefined;
  const isConfig = reason === 'CreateContainerConfigError';
  const known =
    (isConfig ? missingReference(container, message) : undefined) ?? knownText(creationTexts, message, container);
  const event = container.last('Failed', /^Error: /);
  const retry = syncRetry('the container is created again', event, container.facts.now);
  const general = isConfig ? 'its configuration can not be made up' : 'the runtime can not create it';
  return container.finding({
    cause: known?.cause
      ? `${known.cause}${known.command ? '' : `: ${innermost(message)}`}`
      : `${general}: ${innermost(message)}`,
    evidence: container.stateText,
    ...(known?.field !== undefined && { field: known.field }),
    next: known?.next ?? 'see the message; the kubelet tries again by itself',
    command: known?.command ?? container.facts.describe,
    ...(retry && { retry }),
  });
}
