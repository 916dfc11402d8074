import { formatSpan } from '../trace/formatSpan';
import { labelText, requestLabel } from '../trace/messageLabel';
import { actorNames, type Outcome } from '../trace/trace';
import type { CallDifference, ComparedCall, ComparisonCounts } from './compareStarts';

/** `3 calls differ, 1 is only in A, 20 are the same`, with in what they differ; the two starts are A and B. */
export function countsText(counts: ComparisonCounts): string {
  const { same, differ, onlyLeft, onlyRight, untold, fields, outcomes, order, time } = counts;
  const are = (count: number): string => (count === 1 ? 'is' : 'are');
  const kinds = [
    ...(fields > 0 ? [`${fields} in fields`] : []),
    ...(outcomes > 0 ? [`${outcomes} in the outcome`] : []),
    ...(order > 0 ? [`${order} in order`] : []),
    ...(time > 0 ? [`${time} in time`] : []),
  ];
  return [
    `${differ} ${differ === 1 ? 'call differs' : 'calls differ'}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}`,
    `${onlyLeft} ${are(onlyLeft)} only in A`,
    `${onlyRight} ${are(onlyRight)} only in B`,
    `${same} ${are(same)} the same`,
    ...(untold > 0 ? [`of ${untold} nothing tells whether the other start made them`] : []),
  ].join(', ');
}

/** The sign and the words for how a call differs. */
export function differenceMark({ differences: [first] }: ComparedCall): readonly [sign: string, words: string] {
  if (first?.type !== 'only') return ['~', 'differs'];
  return first.side === 'left' ? ['-', 'only in A'] : ['+', 'only in B'];
}

/** `kubelet → RuntimeService  CreateContainer app`, with the pod where several are shown. */
export function comparedCallText({ left, right }: ComparedCall, hasSeveralPods: boolean): string {
  const message = left ?? right;
  if (!message) return '';
  const { from, to, node, subject } = message;
  const names = actorNames(from === to ? [from] : [from, to], node).join(' → ');
  const [one, other] = [left, right].map((side) => side && labelText(requestLabel(side)));
  const label = one !== undefined && other !== undefined && one !== other ? `${one} / ${other}` : (one ?? other);
  return `${names}  ${label}${hasSeveralPods && subject ? `  [${subject.pod}]` : ''}`;
}

/** A difference as what it is about, and what either side has; undefined where the mark says all. */
export interface DifferenceText {
  what: string;
  left: string;
  right: string;
}

export function differenceText(difference: CallDifference): DifferenceText | undefined {
  switch (difference.type) {
    case 'only':
      return undefined;
    case 'field': {
      const { part, field, left, right } = difference;
      return { what: `${part} ${field}`, left: valueText(left), right: valueText(right) };
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

function valueText(value: unknown): string {
  return value === undefined ? 'not there' : JSON.stringify(value);
}

function outcomeText(outcome: Outcome): string {
  return outcome.ok ? 'ok' : `${outcome.code}: ${outcome.text}`;
}
