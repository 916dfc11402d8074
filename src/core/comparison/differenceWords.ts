import { formatSpan } from '../trace/formatSpan';
import { labelText } from '../trace/labels';
import { requestLabel } from '../trace/messageLabel';
import { actorNames, type Message, type Outcome } from '../trace/trace';
import type { ComparedEnd } from './comparedEnds';
import type { CallDifference, ComparedCall, ComparisonCounts } from './compareStarts';

/** `3 calls differ (2 in fields, 1 in time), 1 call is only in A, 20 are the same`; the two starts are A and B. */
export function countsText(counts: ComparisonCounts): string {
  const { same, differ, onlyLeft, onlyRight, untold, fields, outcomes, order, time, ends } = counts;
  const are = (count: number): string => (count === 1 ? 'is' : 'are');
  const kinds = [
    ...(fields > 0 ? [`${fields} in fields`] : []),
    ...(outcomes > 0 ? [`${outcomes} in the outcome`] : []),
    ...(order > 0 ? [`${order} in order`] : []),
    ...(time > 0 ? [`${time} in time`] : []),
  ];
  const only = (count: number, side: string): string[] =>
    count > 0 ? [`${count} ${count === 1 ? 'call is' : 'calls are'} only in ${side}`] : [];
  const isAlike = differ + onlyLeft + onlyRight === 0;
  const differing = `${differ} ${differ === 1 ? 'call differs' : 'calls differ'}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}`;
  return [
    ...(isAlike ? ['No call differs'] : differ > 0 ? [differing] : []),
    ...only(onlyLeft, 'A'),
    ...only(onlyRight, 'B'),
    `${same} ${are(same)} the same`,
    ...(ends > 0 ? [`${ends} ${ends === 1 ? 'pod ends' : 'pods end'} differently`] : []),
    ...(untold > 0 ? [`nothing says whether the other start made ${untold}`] : []),
  ].join(', ');
}

/** The sign and the words for how a call differs. */
export function differenceMark({ differences: [first] }: ComparedCall): readonly [sign: string, words: string] {
  if (first?.type !== 'only') return ['~', 'differs'];
  return first.side === 'left' ? ['-', 'only in A'] : ['+', 'only in B'];
}

/** `kubelet → RuntimeService  CreateContainer app`, with the pod where several are shown. */
export function comparedCallText(call: ComparedCall, hasSeveralPods: boolean): string {
  const { subject } = call.left ?? call.right ?? {};
  const [one, other] = [call.left, call.right].map((side) => side && callLabel(side));
  const label = one !== undefined && other !== undefined && one !== other ? `${one} / ${other}` : (one ?? other);
  return `${callActors(call, false)}  ${label}${hasSeveralPods && subject ? `  [${subject.pod}]` : ''}`;
}

/** `kubelet → RuntimeService`, with the pod where several are shown. */
export function callActors({ left, right }: ComparedCall, hasSeveralPods: boolean): string {
  const message = left ?? right;
  if (!message) return '';
  const { from, to, node, subject } = message;
  const names = actorNames(from === to ? [from] : [from, to], node).join(' → ');
  return hasSeveralPods && subject ? `${names} · ${subject.pod}` : names;
}

/** `CreateContainer app` */
export function callLabel(message: Message): string {
  return labelText(requestLabel(message));
}

/** A difference as what it is about, and what either side has; undefined where the mark says all. */
export interface DifferenceText {
  what: string;
  /** Absent where the field is not there. */
  left?: string;
  right?: string;
}

/** What is said of a side that does not have a field. */
export const notThere = 'not there';

export function differenceText(difference: CallDifference): DifferenceText | undefined {
  switch (difference.type) {
    case 'only':
      return undefined;
    case 'field': {
      const { part, field, left, right } = difference;
      return {
        what: `${part} ${field}`,
        ...(left !== undefined && { left: JSON.stringify(left) }),
        ...(right !== undefined && { right: JSON.stringify(right) }),
      };
    }
    case 'outcome':
      return { what: 'outcome', left: outcomeText(difference.left), right: outcomeText(difference.right) };
    case 'order':
      return { what: 'order', left: 'made at this place', right: 'made before or after other calls' };
    case 'time': {
      const { what, left, right } = difference;
      return {
        what: what === 'wait' ? 'wait before it' : 'duration',
        left: formatSpan(left),
        right: formatSpan(right),
      };
    }
  }
}

/** The pod that an end is of, by both names where they differ. */
export function endName({ left, right }: ComparedEnd): string {
  return left !== undefined && right !== undefined && left !== right ? `${left} / ${right}` : (left ?? right ?? '');
}

function outcomeText(outcome: Outcome): string {
  return outcome.ok ? 'ok' : `${outcome.code}: ${outcome.text}`;
}
