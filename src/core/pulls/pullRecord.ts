import { groupedBy } from '../groupedBy';
import type { Event } from '../api/types';
import type { Message, Trace } from '../trace/trace';
import { accessible } from './pullAccess';

/** What a trace has of pulls beside the calls themselves, by what it is looked up by. */
export interface PullRecord {
  /** What a registry was asked within a call, by the call's id. */
  readonly inside: ReadonlyMap<string | undefined, readonly Message[]>;
  /** Of which containers an event says that their pod may use the image that is there: `NAMESPACE POD CONTAINER`. */
  readonly accessible: ReadonlySet<string>;
  /** For which containers an image was not pulled as its policy is Never. */
  readonly refused: ReadonlySet<string>;
}

/** The record of the pulls of a trace, in time linear in its messages and events. */
export function pullRecordOf({ messages, view }: Trace): PullRecord {
  const asked = messages.filter(({ protocol }) => protocol === 'registry');
  const of = (wanted: (event: Event) => boolean): Set<string> =>
    new Set(
      view.events.filter(wanted).map((event) => {
        const { namespace, name: pod } = event.involvedObject;
        return keyOf({ namespace, pod, container: containerOf(event) });
      }),
    );
  return {
    inside: groupedBy(asked, ({ parent }) => parent),
    accessible: of(({ reason, message }) => reason === 'Pulled' && message?.endsWith(accessible) === true),
    refused: of(({ reason }) => reason === 'ErrImageNeverPull'),
  };
}

/** `NAMESPACE POD CONTAINER`, as the sets of a record have it. */
export function keyOf(of: Readonly<Record<'namespace' | 'pod' | 'container', string | undefined>>): string {
  return `${of.namespace ?? ''} ${of.pod ?? ''} ${of.container ?? ''}`;
}

/** The container that an event is about, by its field path (`spec.containers{app}`); undefined for one about the pod. */
export function containerOf({ involvedObject }: Event): string | undefined {
  return /^[^{]*\{([^{}]*)\}$/.exec(involvedObject.fieldPath ?? '')?.[1];
}
