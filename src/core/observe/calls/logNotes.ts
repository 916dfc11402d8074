import type { ApiView } from '../../api/view';
import { logEndsAt, logEndText } from '../../trace/endingLog';
import type { Message, Note } from '../../trace/trace';

/** The last lines of the logs that are at hand, each at the end of the run that wrote them. */
export function logNotes({ logs = [], pods }: ApiView, messages: readonly Message[]): Note[] {
  if (logs.length === 0) return [];
  // Of several with a name, the first.
  const podOf = new Map(
    [...pods].reverse().map((pod) => [`${pod.metadata?.namespace ?? 'default'} ${pod.metadata?.name}`, pod]),
  );
  const ends = endsOfRuns(messages);
  return logs.flatMap((log): Note[] => {
    const { initContainerStatuses = [], containerStatuses = [] } =
      podOf.get(`${log.namespace} ${log.pod}`)?.status ?? {};
    const status = [...initContainerStatuses, ...containerStatuses].find(({ name }) => name === log.container);
    const finishedAt = status && logEndsAt(status, log.isPrevious)?.finishedAt;
    const end = finishedAt === undefined ? undefined : ends.get(`${log.pod} ${log.container} ${finishedAt}`);
    const at = end?.end ?? end?.start;
    if (!end || !at) return [];
    return [{ over: ['container'], text: logEndText(log), at, source: 'observed', after: end.id }];
  });
}

/** The ends of containers' runs, by pod, container and the times that tell of them; of several, the last. */
function endsOfRuns(messages: readonly Message[]): Map<string, Message> {
  const ends = new Map<string, Message>();
  for (const message of messages) {
    const { method, protocol, subject, evidence = [] } = message;
    if (protocol !== 'process' || method !== 'exit' || !subject) continue;
    for (const { text } of evidence) ends.set(`${subject.pod} ${subject.container} ${text}`, message);
  }
  return ends;
}
