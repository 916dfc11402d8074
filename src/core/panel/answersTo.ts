import { entryOf } from '../entryOf';
import { actorCards } from '../narration/actorCards';
import { failureText } from './failureTexts';
import { keyGroups } from './keyTexts';
import { letFail } from '../circumstances/whatIf/letFail';
import { narrate } from '../narration/narrate';
import { narratePart } from '../narration/timelineTexts';
import { momentText, stateText } from '../moment/stateText';
import { pathKinds, type PathKind } from '../trace/pathPart';
import type { Message, Trace } from '../trace/trace';
import type { Answer, Question } from './protocol';

/** What is to be said of a start, as the page asks for it; of what the trace does not have, nothing. Without a trace, what is the same of each. */
export function answersTo(trace: Trace | undefined, questions: readonly Question[]): Answer[] {
  let known: ReadonlyMap<string, Message> | undefined;
  // What is asked about no message is answered of a trace without any, too.
  const messageOf = (id: string): Message | undefined =>
    (known ??= new Map(trace?.messages.map((message) => [message.id, message]))).get(id);
  return questions.flatMap(({ about, of }): Answer | [] => {
    switch (about) {
      case 'narration': {
        const message = messageOf(of);
        return trace && message ? { about, of, answer: narrate(trace, message) } : [];
      }
      case 'state': {
        const answer = trace && stateText(trace, of);
        return answer ? { about, of, answer } : [];
      }
      case 'moment': {
        const [at = '', pod = ''] = of.split(' ');
        return trace && Number.isFinite(Number(at)) ? { about, of, answer: momentText(trace, Number(at), pod) } : [];
      }
      case 'failable': {
        const message = messageOf(of);
        return trace && message ? { about, of, answer: letFail(trace, message) !== undefined } : [];
      }
      case 'part': {
        const [kind = '', container = ''] = of.split(' ');
        return isPathKind(kind) ? { about, of, answer: narratePart({ kind, container }) } : [];
      }
      case 'actor': {
        const answer = entryOf(actorCards, of);
        return answer ? { about, of, answer } : [];
      }
      case 'keys':
        return { about, of, answer: keyGroups() };
      case 'failure':
        return { about, of, answer: failureText(of) };
    }
  });
}

function isPathKind(kind: string): kind is PathKind {
  return entryOf(pathKinds, kind) !== undefined;
}
