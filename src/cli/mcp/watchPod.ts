import * as z from 'zod/mini';
import { onOneLine } from '../../core/onOneLine';
import { story } from '../../core/story/story';
import { evidenceScope, watchTarget } from '../../kubectl/evidenceScope';
import { KubectlError } from '../../kubectl/kubectlError';
import { namespaceName } from '../../kubectl/kubectlArgs';
import { withNextStep } from '../../kubectl/nextStep';
import { WatchedSession } from '../../kubectl/session/watchedSession';
import { answerTool, type Answer, type AnswerTool } from '../answers/answerTool';
import { level, page, shortText } from '../answers/arguments';
import { causeSchema, causesOf } from '../answers/causes';
import { chosenKubectl } from '../chosenKubectl';
import { CommandError } from '../commandError';
import { diagnosesText } from '../diagnoses';
import { SessionFace } from '../sessionFace';

/** Seconds that are watched where the question does not say it. */
const usualSeconds = 30;
const longestSeconds = 600;
/** Milliseconds without news after which a start that came to its end is told. */
const quiet = 1_500;

/** The cluster that a person let the server watch. */
export interface WatchedCluster {
  /** The context that the person named. */
  context: string;
  /** The only namespace, where the person named one. */
  namespace?: string;
}

/** One question's side of the connection. */
export interface Listener {
  signal: AbortSignal;
  /** Takes each line as it comes. */
  tell: (line: string) => void;
}

const input = z.strictObject({
  target: z
    .string()
    .check(z.minLength(1), z.maxLength(400))
    .check(z.describe('A pod by its name, or a workload as TYPE/NAME, such as deployment/web')),
  namespace: shortText('Its namespace (default: that of the context)'),
  timeoutSeconds: z
    .optional(z.number().check(z.gte(1), z.lte(longestSeconds)))
    .check(z.describe(`How long to watch a start that is not over (default: ${usualSeconds})`)),
  level,
  page,
});

/** The start of pods in a cluster, as far as it has come, or until it is over. It only reads. */
export function watchPod(cluster: WatchedCluster, listener: Listener): AnswerTool {
  return answerTool({
    name: 'watch_pod',
    title: 'Watch a Pod in the Cluster',
    description: `Watches the start of a pod, or of a workload's pods, in the cluster of the context ${onOneLine(cluster.context)} through the person's kubectl, until it is over or the time is up, and tells where the time went, why pods do not run or were restarted, with evidence and what to do next. It only reads (get and watch); it applies and deletes nothing. A start that is over is told at once.`,
    input,
    output: z.object({
      state: z.string().check(z.describe('started, or how it stood when the time was up')),
      causes: z.array(causeSchema),
    }),
    answer: async (asked) => {
      try {
        return await watched(asked, cluster, listener);
      } catch (error) {
        if (error instanceof KubectlError)
          throw new CommandError(withNextStep(error.message, error.failure, cluster.context));
        throw error instanceof CommandError ? new CommandError(error.message.replace(/^pod-startup: /, '')) : error;
      }
    },
  });
}

async function watched(
  { target, namespace: asked, timeoutSeconds = usualSeconds, level: chosenLevel }: z.output<typeof input>,
  { context, namespace: only }: WatchedCluster,
  { signal, tell }: Listener,
): Promise<Answer> {
  watchTarget(target);
  if (only !== undefined && asked !== undefined && asked !== only)
    throw new CommandError(`this server watches the namespace ${only} only: leave namespace out`);
  const wanted = only ?? asked;
  if (wanted !== undefined) namespaceName(wanted);
  const { kubectl, namespace } = await chosenKubectl(
    { context, ...(wanted !== undefined && { namespace: wanted }) },
    signal,
  );
  const scope = await evidenceScope(kubectl, namespace, target, signal);
  const limits = { overAfterMs: quiet, longestMs: timeoutSeconds * 1000 };
  const session = new WatchedSession(kubectl, { target, namespace, context }, scope, limits);
  const stop = (): void => session.stop();
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    const face = new SessionFace(session, tell, undefined, chosenLevel);
    await session.begin().catch(() => false); // its state says why
    const over = await face.tellUntilOver();
    signal.throwIfAborted();
    if (over.name === 'failed') throw new CommandError(withNextStep(session.text, over.failure, context));
    const { trace, outcome, pods } = session.snapshot();
    if (!trace || (pods.length === 0 && trace.messages.length === 0))
      throw new CommandError(
        over.isAnswered
          ? `there was no pod of ${target} in namespace ${namespace} of context ${context} within ${timeoutSeconds} s: check its name, or give its namespace`
          : `kubectl gave no answer within ${timeoutSeconds} s: check whether the cluster of context ${context} is reachable`,
      );
    const isStarted = over.why === 'over' && outcome === 'started';
    const state = isStarted ? 'started' : over.why === 'over' ? outcome : `not over within ${timeoutSeconds} s`;
    const told = story(trace, chosenLevel === undefined ? { isShort: true } : { level: chosenLevel });
    const why = diagnosesText(trace);
    const text = [told, ...(why === '' ? [] : [why]), `${target}: ${state}\n`].join('\n');
    return { text, data: { state, causes: causesOf(trace) } };
  } finally {
    signal.removeEventListener('abort', stop);
    session.stop();
    await kubectl.dispose();
  }
}
