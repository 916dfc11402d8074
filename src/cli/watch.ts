import { inOutput } from './yamlOutput';
import { manifestText } from '../kubectl/manifestText';
import { applyManifest, deleteObjects, existingObjects, isNew } from '../kubectl/apply';
import { evidenceScope, joinedScope, watchTarget, type EvidenceScope } from '../kubectl/evidenceScope';
import type { Kubectl } from '../kubectl/kubectl';
import { KubectlError, type KubectlFailure } from '../kubectl/kubectlError';
import { withNextStep } from '../kubectl/nextStep';
import { pause } from '../kubectl/watch';
import { namespaceName } from '../kubectl/kubectlArgs';
import type { NamedObject } from '../kubectl/kubectlJson';
import { ExpectedStarts } from '../kubectl/session/expectedStarts';
import { isGoingOn } from '../kubectl/session/sessionState';
import { WatchedSession } from '../kubectl/session/watchedSession';
import { chosenCircumstances } from './chosenCircumstances';
import { areReportsWritten, makeReportFolders, writeFailure } from './ci/report';
import { Rollouts } from './ci/rollouts';
import { stayingPods } from './ci/stayingPods';
import { causesBeside, isOverBudget, podVerdicts, verdictLines, type Verdict } from './ci/verdict';
import { chosenKubectl } from './chosenKubectl';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { toldDiagnoses } from './diagnoses';
import { comparison, ending, nothingSeen } from './watchedEnding';
import { workloadText } from './workloadText';
import { checkFormat, traceText } from './traceText';
import { Interruption } from './interruption';
import { ask, canAsk, print, warn } from './print';
import { readManifest } from './readInput';
import { canSave, saveStart } from './saveStart';
import { SessionFace } from './sessionFace';

/** Seconds that a start is watched at most without --timeout. */
const longest = 300;
/** Milliseconds without news after which a start that came to its end is told. */
const quiet = 1_500;
/** Milliseconds without the cluster after which it counts as lost where the time is up. */
const lostAfter = 2_000;
/** Exit codes of something that failed for good or was not ready in time: a person's, and a pipeline's, as its other commands have it. */
const notStarted = { alone: 3, ci: 1 };
/** A pipeline's exit code where the cluster does not answer, or not to this user. */
const notReached = 3;

/**
 * `watch POD|TYPE/NAME` and `watch -f FILE`: tells a start as it happens, and its whole story in the end. Resolves
 * with the exit code: 0 when all pods started, 3 when one did not, 130 when it was interrupted. In a pipeline (`--ci`) it is
 * 1 when one did not or took longer than its budget, and 3 when the cluster does not answer.
 */
export async function watchStart(given: readonly string[], flags: Flags): Promise<number> {
  const targets = namedTargets(given);
  makeReportFolders([flags.junit, flags.summary, flags.ci ? flags.save : undefined]);
  const interruption = new Interruption();
  try {
    const code = await watchUntilOver(targets, flags, interruption);
    return interruption.exitCode ?? code;
  } catch (error) {
    if (interruption.exitCode !== undefined && error instanceof KubectlError) return interruption.exitCode;
    if (error instanceof CommandError || error instanceof KubectlError)
      writeFailure(flags.filename ?? targets.join(', '), error.message.replace(/^pod-startup: /, ''), flags);
    if (error instanceof KubectlError) {
      throw failedKubectl(error.failure, error.message, flags);
    }
    throw error;
  } finally {
    interruption.dispose();
  }
}

async function watchUntilOver(targets: readonly string[], flags: Flags, interruption: Interruption): Promise<number> {
  const { signal } = interruption;
  if (flags.filename === undefined) targets.forEach((target) => watchTarget(target));
  checkFormat(flags);
  canSave(flags.save);
  if (flags.namespace !== undefined) namespaceName(flags.namespace);
  const { kubectl, context, namespace } = await chosenKubectl(flags, signal);
  const scopes: EvidenceScope[] = [];
  if (flags.filename === undefined)
    for (const target of targets) scopes.push(await evidenceScope(kubectl, namespace, target, signal));
  const scope = flags.filename === undefined ? joinedScope(scopes) : { namespace, members: [] };
  const source =
    flags.filename === undefined ? undefined : { manifest: readManifest(flags.filename), file: flags.filename };
  const expected = source && new ExpectedStarts({ ...chosenCircumstances(flags), namespace }, source);
  if (source) await confirm(source.file, context, namespace, flags, interruption);
  const seconds = flags.timeout ?? longest;
  /** The pods that were asked for by their names, and were not seen. */
  const missing = (): string[] =>
    scopes.flatMap(({ pod }) => (pod !== undefined && session.pods.every(({ name }) => name !== pod) ? [pod] : []));
  let rollouts: Rollouts | undefined;
  /** A Job can complete although pods of it failed, and a rollout although old pods still exist. */
  let areAllRollouts = false;
  const limits = {
    overAfterMs: quiet,
    longestMs: seconds * 1000,
    mayEnd: () => missing().length === 0 && (!flags.ci || rollouts?.isOver === true),
  };
  const began = Date.now();
  const watched = { target: source?.file ?? targets.join(', '), namespace, context };
  const session = new WatchedSession(kubectl, watched, scope, limits);
  if (signal.aborted) throw new KubectlError('cancelled', 'nothing was watched');
  signal.addEventListener('abort', () => session.stop());
  const isText = flags.format === undefined || flags.format === 'text';
  const face = new SessionFace(
    session,
    isText ? print : () => undefined,
    source,
    flags.level ?? (flags.ci ? 1 : undefined),
  );
  const failed = flags.ci ? notStarted.ci : notStarted.alone;
  let exitCode = failed;
  /** What is to be deleted in the end; not known before it is asked for where applying did not come to its end. */
  let created: (() => Promise<readonly NamedObject[]>) | undefined;
  try {
    session.listen((news) => {
      if (news.type === 'state' && !isGoingOn(news.state)) interruption.stop(); // and with it what is being applied
    });
    const isComplete = await session.begin().catch(() => false); // its state says why
    if (isComplete && source) {
      const { text, generated } = manifestText(source.manifest);
      const applied = await applyManifest(kubectl, text, namespace, generated, signal, (before) => {
        interruption.hasToDelete = flags.delete === true;
        created = async () => {
          if (!before) throw new KubectlError('failed', 'what was created under generated names is not known');
          const now = await existingObjects(kubectl, text, namespace, interruption.leaving);
          return now.filter((object) => isNew(object, before));
        };
      }).catch((error: unknown) => {
        throw notApplied(error);
      });
      const made = applied.flatMap((one) => (one.created ? [one.object] : []));
      created = () => Promise.resolve(made);
      session.narrow(applied.map(({ object }) => object));
    }
    if (isComplete && flags.ci) {
      face.passOver();
      rollouts = new Rollouts(kubectl, session.workloads, signal);
      const hasPods = source
        ? session.workloads.some(({ kind }) => kind === 'Pod')
        : scopes.some(({ pod }) => pod !== undefined);
      areAllRollouts = rollouts.hasAny && !hasPods;
      void follow(rollouts, session, areAllRollouts, isText ? print : () => undefined);
    }
    const over = await face.tellUntilOver();
    const isSaved = flags.save === undefined || isSeenSaved(flags.save, session);
    if (!isSaved) exitCode = 1;
    if (over.name === 'failed') {
      throw failedKubectl(over.failure, session.text, flags);
    }
    const seen = session.pods;
    const whole = session.snapshot(seen);
    const { trace, outcome, pods } = flags.ci ? session.snapshot(seen, stayingPods(seen)) : whole;
    const isStarted = over.why === 'over' && outcome === 'started';
    if ((areAllRollouts || isStarted) && rollouts?.areDone !== false && over.why !== 'timedOut' && isSaved)
      exitCode = 0;
    const told = trace ? toldDiagnoses(trace, source) : [];
    const causes = told.map(({ text }) => text);
    if (whole.trace) face.tell(whole.trace, true);
    if (pods.length === 0) {
      const what = `a pod of ${watched.target} in namespace ${namespace} of context ${context}`;
      const isInTime = interruption.exitCode === undefined;
      if (!isText) warn(causes.join(''));
      if (isInTime && causes.length > 0)
        warn(`pod-startup: no pod of ${watched.target} was created within ${seconds} s, for the reason above\n`);
      else if (exitCode !== 0) warn(`pod-startup: ${nothingSeen(what, context, over.isAnswered, isInTime, seconds)}\n`);
    }
    const unseen = missing();
    if (pods.length > 0 && unseen.length > 0) {
      const what = `a pod ${unseen.join(', ')} in namespace ${namespace} of context ${context}`;
      warn(`pod-startup: ${nothingSeen(what, context, true, interruption.exitCode === undefined, seconds)}\n`);
    }
    const isLost = over.why === 'timedOut' && session.isSilent && Date.now() - session.heardUntil > lostAfter;
    if (flags.ci && (isLost || !over.isAnswered)) exitCode = notReached;
    const { budgets = [] } = flags;
    const judged = trace ? podVerdicts(trace, budgets, source) : [];
    if (exitCode === 0 && isOverBudget(judged)) exitCode = failed;
    const verdict: Verdict = {
      isPassed: exitCode === 0,
      target: watched.target,
      where: `context ${context}, namespace ${namespace}`,
      watched: (trace && trace.end - trace.start) || Date.now() - began,
      ...(isLost && { isLost }),
      rollouts: rollouts?.all.map(({ text }) => text) ?? [],
      pods: judged,
      missing: unseen,
      causes,
      otherCauses: causesBeside(judged, told),
      ...(trace && { trace }),
    };
    if (!areReportsWritten(verdict, flags) && exitCode === 0) exitCode = 1;
    const hasStory = pods.length > 0 || (trace?.messages.length ?? 0) > 0;
    if (!isText) {
      if (trace) print(inOutput(traceText(trace, flags), flags));
      return exitCode;
    }
    if (trace && hasStory) {
      const untold = causes.filter((text) => !face.hasTold(text)).join('');
      const compared = expected && comparison(trace, expected, session);
      print(ending(trace, untold, [workloadText(trace, flags).trimEnd(), compared], session.isSilent));
    }
    if (flags.ci || (hasStory && budgets.length > 0)) print(`\n${verdictLines(verdict).join('\n')}\n`);
  } finally {
    session.stop();
    interruption.stop();
    if (flags.delete && created) {
      const isDone = await isDeleted(kubectl, created, `context ${context}, namespace ${namespace}`, interruption);
      if (!isDone) exitCode = 1;
    }
    await kubectl.dispose();
  }
  return exitCode;
}

/** Saves what was seen, however it ended; says whether that could be done, the rest goes on. */
function isSeenSaved(file: string, session: WatchedSession): boolean {
  const { trace, pods } = session.snapshot();
  if (pods.length === 0 && (trace?.view.events.length ?? 0) === 0) {
    warn(`not saved: ${file}: nothing was seen of a pod\n`);
    return true;
  }
  const { observation, members, heardUntil } = session;
  try {
    saveStart(file, observation, { uids: pods.map(({ uid }) => uid), members, now: heardUntil });
    return true;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    warn(`${error.message}\n`);
    return false;
  }
}

/** As kubectl has it, `TYPE NAME…` is `TYPE/NAME` of each name. */
function namedTargets(given: readonly string[]): readonly string[] {
  const [type = '', ...names] = given;
  const isType = types.test(type) && names.length > 0 && names.every((name) => !name.includes('/'));
  return isType ? names.map((name) => `${type}/${name}`) : given;
}

/** The types that can be watched, by all of their names (`kubectl api-resources`). */
const types =
  /^(?:po|pods?|deploy|deployments?|rs|replicasets?|rc|replicationcontrollers?|sts|statefulsets?|ds|daemonsets?|jobs?|cj|cronjobs?)$/;

/** What a person reads where kubectl failed: its words, and what to do. */
function failedKubectl(failure: KubectlFailure | 'mistake', words: string, { ci, context }: Flags): CommandError {
  return new CommandError(`pod-startup: ${withNextStep(words, failure, context)}`, ci ? pipelineCode(failure) : 1);
}

/** Where the API server does not take a manifest, kubectl did not fail, but the start. */
function notApplied(error: unknown): unknown {
  const isRefused = error instanceof KubectlError && error.failure === 'failed';
  return isRefused ? new CommandError(`pod-startup: ${error.message}`) : error;
}

/** A pipeline's exit code where kubectl failed; `refused` is a name that no object can have. */
function pipelineCode(failure: KubectlFailure | 'mistake'): 1 | 2 | 3 {
  switch (failure) {
    case 'missing':
    case 'forbidden':
    case 'unauthorized':
    case 'unreachable':
    case 'timedOut':
    case 'failed':
      return notReached;
    case 'refused':
      return 2;
    default:
      return 1;
  }
}

/** Tells how the rollouts go on. `endsIt`: nothing else is watched, and the session ends a little after the last one is over. */
async function follow(
  rollouts: Rollouts,
  session: WatchedSession,
  endsIt: boolean,
  tell: (text: string) => void,
): Promise<void> {
  await rollouts.untilOver((text) => tell(`${text}\n`));
  if (!endsIt) return;
  // What the last events tell comes a little later.
  await pause(quiet, session.signal);
  session.stop();
}

/** Nothing changes a cluster before a person said so. */
async function confirm(
  file: string,
  context: string,
  namespace: string,
  { yes }: Flags,
  interruption: Interruption,
): Promise<void> {
  if (yes) return;
  const question = `Apply ${file} to context ${context}, namespace ${namespace}?`;
  if (!canAsk()) throw new CommandError(`pod-startup: ${question} Confirm with --yes`, 2);
  const answer = await ask(`${question} (yes/no) `, interruption.signal, () => interruption.interrupt());
  if (interruption.exitCode !== undefined) throw new KubectlError('cancelled', 'nothing was applied');
  if (!/^y(?:es)?$/i.test(answer?.trim() ?? '')) throw new CommandError('pod-startup: nothing was applied');
}

/** Deletes what was created; says what is left if that fails. */
async function isDeleted(
  kubectl: Kubectl,
  created: () => Promise<readonly NamedObject[]>,
  where: string,
  { leaving }: Interruption,
): Promise<boolean> {
  let names = 'perhaps some of what was applied';
  try {
    const objects = await created();
    names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', ');
    await deleteObjects(kubectl, objects, leaving);
    if (names !== '') warn(`deleted: ${names}\n`);
    return true;
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    warn(`pod-startup: not deleted (${error.message}); left in ${where}: ${names}\n`);
    return false;
  }
}
