import { commandField } from '../facts/commandField';
import { momentOf } from '../../trace/eventTimes';
import type { Finding } from '../facts/finding';
import { knownText } from '../facts/knownText';
import { innermost } from '../facts/messages';
import type { ContainerFacts } from '../facts/podFacts';
import { restartRetry } from '../facts/retries';
import { startTexts } from './startTexts';

/** Why a container's process can not be started, by the runtime's words. */
export function startError(container: ContainerFacts): Finding | undefined {
  const { state, lastState, restartCount } = container.status;
  const waiting = state?.waiting;
  const ended = state?.terminated ?? lastState?.terminated;
  const isStartError = /^(StartError|ContainerCannotRun)$/.test(ended?.reason ?? '') && !state?.running;
  if (waiting?.reason !== 'RunContainerError' && !isStartError) return undefined;
  const event = container.last('Failed', /^Error: /);
  const message =
    (waiting?.reason === 'RunContainerError' ? waiting.message : undefined) ?? ended?.message ?? event?.message ?? '';
  const known = knownText(startTexts, message, container) ?? {
    cause: 'the runtime cannot start its process',
    field: commandField(container),
    next: 'check command and args against what is in the image',
  };
  const field = known.field === '.command' ? commandField(container) : known.field;
  const willRestart = container.restartsAfter(ended?.exitCode ?? 128);
  const retry = willRestart
    ? restartRetry(
        ended?.finishedAt ? momentOf(ended.finishedAt) : undefined,
        restartCount,
        waiting?.message ?? '',
        container.facts.now,
      )
    : undefined;
  return container.finding({
    cause: `${known.cause}: ${innermost(message)}`,
    evidence: container.stateText,
    ...(field !== undefined && { field }),
    next: known.next,
    command: container.facts.describe,
    ...(retry && { retry }),
  });
}
