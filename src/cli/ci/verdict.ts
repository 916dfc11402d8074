import { diagnosesOf } from '../../core/diagnosis/diagnosesOf';
import { formatDuration } from '../../core/formatDuration';
import { groupedBy } from '../../core/groupedBy';
import { formatSpan } from '../../core/trace/formatSpan';
import type { Trace } from '../../core/trace/trace';
import { podStarts, type PodStart } from '../../core/workload/podStarts';
import { diagnosisText } from '../diagnoses';
import type { ManifestFile } from '../manifestFile';
import { budgetWords, spent, type Budget, type Spent } from './budgets';

/** What a pipeline asks of a start, and what came of it. */
export interface Verdict {
  /** Whether everything started in time, and within its budgets. */
  isPassed: boolean;
  /** What was watched: `Deployment web`, `web.yaml`. */
  target: string;
  /** Context and namespace. */
  where: string;
  /** Milliseconds from the first thing that was seen to the last, or that were waited; 0 where nothing could be watched. */
  watched: number;
  /** The cluster was not heard of any more in the end: how it stood then, nobody knows. */
  isLost?: boolean;
  /** How the rollout of each workload stands, in a sentence. */
  rollouts: readonly string[];
  /** The pods that are there in the end; those that were deleted meanwhile do not count. */
  pods: readonly PodVerdict[];
  /** The pods that were asked for by their names, and were not seen. */
  missing: readonly string[];
  /** Why pods do not run, in the words of the diagnosis, each as a paragraph. */
  causes: readonly string[];
  /** Those of them that are no pod's own. */
  otherCauses: readonly string[];
  /** Undefined where nothing was seen. */
  trace?: Trace;
}

/** One pod, with the reason why it failed where it did. */
export interface PodVerdict {
  start: PodStart;
  /** It came to its end, and has not failed. */
  isStarted: boolean;
  /** Also where it was Ready before. */
  hasFailed: boolean;
  spent: readonly Spent[];
  causes: readonly string[];
}

/** Of what the diagnosis says, that which is nothing of a pod that was judged. */
export function causesBeside(pods: readonly PodVerdict[], all: readonly { subject: string; text: string }[]): string[] {
  const judged = new Set(pods.map(({ start }) => subjectOf(start)));
  return all.flatMap(({ subject, text }) => (judged.has(subject) ? [] : [text]));
}

/** A pod as its diagnosis names it. */
function subjectOf({ pod }: PodStart): string {
  return `pod ${pod}`;
}

/** How each pod of a trace did. `source` is the manifest of which lines are told. */
export function podVerdicts(trace: Trace, budgets: readonly Budget[], source?: ManifestFile): PodVerdict[] {
  const gone = new Set(trace.view.deleted);
  const leaving = new Set(
    trace.view.pods.filter(({ metadata }) => metadata?.deletionTimestamp).map(({ metadata }) => metadata?.uid ?? ''),
  );
  const failed = new Set(
    trace.view.pods.filter(({ status }) => status?.phase === 'Failed').map(({ metadata }) => metadata?.uid),
  );
  const diagnoses = groupedBy(diagnosesOf(trace, true), ({ subject }) => subject);
  return podStarts(trace)
    .filter(({ uid }) => !gone.has(uid) && !leaving.has(uid))
    .map((start) => ({
      start,
      isStarted: ['Ready', 'Succeeded', 'again'].includes(start.reached) && !failed.has(start.uid),
      hasFailed: failed.has(start.uid),
      spent: spent([start], budgets),
      causes: (diagnoses.get(subjectOf(start)) ?? []).map((one) => diagnosisText(one, trace, source)),
    }));
}

/** How long a pod took, as far as it is known. */
export function tookText({ start: { reached, whole }, hasFailed }: Pick<PodVerdict, 'start' | 'hasFailed'>): string {
  const later = hasFailed ? ', and failed later' : '';
  if (reached === 'again') return `was Ready before${later}`;
  const span = formatSpan(whole);
  if (reached === 'Ready') return `Ready in ${span}${later}`;
  if (reached === 'Succeeded') return `done in ${span}`;
  return reached === 'starting' ? `not ready after ${span}` : `${reached} after ${span}`;
}

/** A pod beside a budget, in words. */
export function spentText({ budget, span, state }: Spent): string {
  const words = budgetWords(budget);
  if (!span) return `${words}: there was none`;
  const took = `took ${formatSpan(span)}`;
  if (state === 'within') return `${words}: ${took}`;
  return state === 'over'
    ? `${words}: over budget, ${took}`
    : `${words}: ${took}, which may exceed it, but not for certain`;
}

/** Whether a pod took longer than its budget, for certain. */
export function isOverBudget(pods: readonly PodVerdict[]): boolean {
  return pods.some(({ spent: all }) => all.some(({ state }) => state === 'over'));
}

/** The whole, and below it each pod that is not within its budgets, and how rollouts stand. */
export function verdictLines(verdict: Verdict): string[] {
  const budgets = verdict.pods.flatMap(({ start, spent: all }) =>
    all.filter(({ state }) => state !== 'within').map((one) => `  pod ${start.pod}: ${spentText(one)}`),
  );
  return [verdictText(verdict), ...budgets, ...standingLines(verdict).map((text) => `  ${text}`)];
}

/** How each rollout stands, as far as the cluster told it. */
export function standingLines({ rollouts, isLost }: Pick<Verdict, 'rollouts' | 'isLost'>): readonly string[] {
  return isLost ? [...rollouts, 'the connection to the cluster was lost, and did not come back'] : rollouts;
}

/** The whole in a sentence. */
export function verdictText({ isPassed, target, pods, missing, watched }: Verdict): string {
  const started = pods.filter(({ isStarted }) => isStarted).length;
  const failed = pods.filter(({ hasFailed }) => hasFailed).length;
  const over = pods.flatMap((pod) => pod.spent.filter(({ state }) => state === 'over')).length;
  if (watched === 0) return `${target}: nothing was watched`;
  const time = formatDuration(watched);
  if (isPassed && pods.length === 0) return `${target}: done, with no pods (over ${time})`;
  if (isPassed) return `${target}: ${count(started, 'pod')} started in time (over ${time})`;
  if (pods.length === 0) return `${target}: no pod was seen in ${time}`;
  const parts = [
    ...(started + failed < pods.length
      ? [`${pods.length - started - failed} of ${count(pods.length, 'pod')} did not start`]
      : []),
    ...(failed > 0 ? [`${failed} of ${count(pods.length, 'pod')} failed`] : []),
    ...missing.map((name) => `there is no pod ${name}`),
    ...(over > 0 ? [`${count(over, 'budget')} exceeded`] : []),
  ];
  return `${target}: ${parts.length > 0 ? parts.join(', ') : 'the rollout is not done'} (over ${time})`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
