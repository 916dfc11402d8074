import type { ApiView } from '../../api/view';
import { logEndsAt, logEndText } from '../../trace/endingLog';
import type { Message, Note } from '../../trace/trace';

/** The last lines of the logs that are at hand, each at the end of the run that wrote them. */
export function logNotes({ logs = [], pods }: ApiView, messages: readonly Message[]): Note[] {
  return logs.flatMap((log): Note[] => {
    const pod = pods.find(
      ({ metadata }) => metadata?.name === log.pod && (metadata.namespace ?? 'default') === log.namespace,
    );
    const { initContainerStatuses = [], containerStatuses = [] } = pod?.status ?? {};
    const status = [...initContainerStatuses, ...containerStatuses].find(({ name }) => name === log.container);
    const finishedAt = status && logEndsAt(status, log.isPrevious)?.finishedAt;
    const end = messages
      .filter(
        ({ method, protocol, subject, evidence }) =>
          protocol === 'process' &&
          method === 'exit' &&
          subject?.pod === log.pod &&
          subject.container === log.container &&
          (evidence ?? []).some(({ text }) => text === finishedAt),
      )
      .at(-1);
    const at = end?.end ?? end?.start;
    if (!end || !at) return [];
    return [{ over: ['container'], text: logEndText(log), at, source: 'observed', after: end.id }];
  });
}
