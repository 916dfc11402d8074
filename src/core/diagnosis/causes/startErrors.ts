import { commandField } from '../facts/commandField';
import { momentOf } from '../../trace/eventTimes';
import type { Finding } from '../facts/finding';
import { knownText } from '../facts/knownText';
import { nearly } from '../facts/nearly';
import { innermost } from '../facts/messages';
import { endText, type ContainerFacts } from '../facts/podFacts';
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
  const subPath = /onto a file|not a directory/.test(message) ? wrongSubPath(container) : undefined;
  const field = subPath?.field ?? (known.field === '.command' ? commandField(container) : known.field);
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
    name: 'container-not-started',
    cause: `${known.cause}${subPath ? ` (${subPath.cause})` : ''}: ${innermost(message)}`,
    evidence: waiting && ended ? `${container.stateText}; last state ${endText(ended)}` : container.stateText,
    ...(field !== undefined && { field }),
    next: subPath?.next ?? known.next,
    command: container.facts.describe,
    ...(retry && { retry }),
  });
}

/** A subPath that is no key of the ConfigMap or Secret of its volume: the kubelet then makes a folder of that name. */
function wrongSubPath({ facts, spec }: ContainerFacts): { cause: string; field: string; next: string } | undefined {
  for (const [index, { name, subPath }] of (spec?.volumeMounts ?? []).entries()) {
    const volume = facts.pod.spec?.volumes?.find((one) => one.name === name);
    const [kind, source, items] = volume?.configMap
      ? ['ConfigMap', volume.configMap.name, volume.configMap.items]
      : ['Secret', volume?.secret?.secretName, volume?.secret?.items];
    const keys = items ? items.map(({ path }) => path) : facts.keysOf(kind, source);
    if (subPath === undefined || source === undefined || keys.length === 0 || keys.includes(subPath)) continue;
    const meant = nearly(subPath, keys);
    return {
      cause: `its subPath ${subPath} is no key of ${kind} ${source}, which has ${keys.join(', ')}`,
      field: `.volumeMounts[${index}].subPath`,
      next: meant ? `${meant} may be meant: correct subPath` : `correct subPath, or add the key ${subPath}`,
    };
  }
  return undefined;
}
