import { timeOf } from '../../core/circumstances/whatIf/amounts';
import { entryOf } from '../../core/entryOf';
import { formatDuration } from '../../core/formatDuration';
import { knownKeys } from '../../core/knownKeys';
import { pathKinds, type PathKind, type Span } from '../../core/trace/pathPart';
import type { PodStart } from '../../core/workload/podStarts';
import { CommandError } from '../commandError';
import { shownValue } from '../shownValue';

/** How long a pod may take for its whole start, or for one thing in it; in milliseconds. */
export interface Budget {
  /** As it was written: `ready`, `pull`. */
  name: string;
  of: 'ready' | PathKind;
  most: number;
}

/** A pod beside a budget. It is `over` only where it is so for certain: within what the evidence leaves open it is `open`. */
export interface Spent {
  budget: Budget;
  pod: string;
  /** Undefined where the pod has no such part, which is within every budget, or is not ready. */
  span?: Span;
  state: 'within' | 'open' | 'over';
}

/** The names of parts, as they are written on a command line: `back-off`. */
const parts = new Map(
  knownKeys(pathKinds).map((kind) => [kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), kind]),
);

/** What a budget can be of. */
export const budgetNames: readonly string[] = ['ready', ...parts.keys()];

/** Reads `--budget NAME=TIME`. Throws CommandError with exit code 2. */
export function readBudget(text: string): Budget {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const of = name === 'ready' ? name : parts.get(name);
  if (of === undefined) throw new CommandError(`--budget takes ${budgetNames.join(', ')}, not ${shownValue(name)}`, 2);
  const most = timeOf(at < 0 ? '' : text.slice(at + 1));
  if (most === undefined || most <= 0)
    throw new CommandError(`--budget ${name} needs a time, such as ${name}=20s, not ${shownValue(text)}`, 2);
  return { name, of, most };
}

/** Each pod beside each budget. */
export function spent(starts: readonly PodStart[], budgets: readonly Budget[]): Spent[] {
  return budgets.flatMap((budget) => starts.map((start) => spentBy(start, budget)));
}

function spentBy(start: PodStart, budget: Budget): Spent {
  const { pod } = start;
  const span = budget.of === 'ready' ? readySpan(start) : sumOf(start, budget.of);
  if (!span) return { budget, pod, state: 'within' };
  const { milliseconds, precision } = span;
  const state =
    milliseconds - precision > budget.most ? 'over' : milliseconds + precision > budget.most ? 'open' : 'within';
  return { budget, pod, span, state };
}

/** Of a pod that is not ready yet, how long it has been starting; of one that was Ready before it was seen, nothing is known. */
function readySpan({ reached, whole }: PodStart): Span | undefined {
  return reached === 'again' ? undefined : whole;
}

function sumOf({ phases }: PodStart, kind: PathKind): Span | undefined {
  const own = [...phases.values()].filter((phase) => phase.kind === kind);
  if (own.length === 0) return undefined;
  return own.reduce(
    (sum, { milliseconds, precision }) => ({
      milliseconds: sum.milliseconds + milliseconds,
      precision: sum.precision + precision,
    }),
    { milliseconds: 0, precision: 0 },
  );
}

/** What a budget is of, in words. */
export function budgetWords({ of, most }: Budget): string {
  return `${of === 'ready' ? 'ready' : (entryOf(pathKinds, of) ?? of)} within ${formatDuration(most)}`;
}
