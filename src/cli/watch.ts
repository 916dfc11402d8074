import { manifestText } from '../kubectl/manifestText';
import type { Trace } from '../core/trace/trace';
import { applyManifest, deleteObjects, existingObjects, isNew } from '../kubectl/apply';
import { collectEvidence } from '../kubectl/collectEvidence';
import { evidenceScope, isMeant, watchTarget, type EvidenceScope } from '../kubectl/evidenceScope';
import { findKubectl } from '../kubectl/findKubectl';
import { kubeContexts } from '../kubectl/kubeconfig';
import { Kubectl } from '../kubectl/kubectl';
import { KubectlError } from '../kubectl/kubectlError';
import { namespaceName } from '../kubectl/kubectlArgs';
import type { NamedObject } from '../kubectl/kubectlJson';
import { pathLines } from '../core/story/pathLines';
import { Observation } from '../core/observe/observation';
import type { Evidence } from '../core/observe/evidence/evidence';
import { isCommand, kubectl as suggested } from '../core/diagnosis/facts/suggestedCommand';
import { podProgress } from '../core/observe/podProgress';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { comparisonText } from './comparisonText';
import { diagnosesText } from './diagnoses';
import type { ManifestFile } from './manifestFile';
import { traceText } from './explain';
import { Interruption } from './interruption';
import { ask, canAsk, print, warn } from './print';
import { Progress } from './progress';
import { readManifest } from './readInput';

/** Seconds that a start is watched at most without --timeout. */
const longest = 300;
/** Milliseconds without news after which a start that came to its end is told. */
const quiet = 1_500;
/** Milliseconds between two looks at what is new. */
const pace = 50;
/** Of these looks one, when nothing new has come. */
const slowly = 10;
/** Exit code: something failed for good or was not ready in time. */
const notStarted = 3;

/**
 * `watch POD|TYPE/NAME` and `watch -f FILE`: tells a start as it happens, and its whole story in the end. Resolves
 * with the exit code: 0 when all pods started, 3 when one did not, 130 when it was interrupted.
 */
export async function watchStart(target: string, flags: Flags): Promise<number> {
  const interruption = new Interruption();
  try {
    const code = await watchUntilOver(target, flags, interruption);
    return interruption.exitCode ?? code;
  } catch (error) {
    if (interruption.exitCode !== undefined && error instanceof KubectlError) return interruption.exitCode;
    if (error instanceof KubectlError) throw new CommandError(`pod-startup: ${error.message}`);
    throw error;
  } finally {
    interruption.dispose();
  }
}

async function watchUntilOver(target: string, flags: Flags, interruption: Interruption): Promise<number> {
  const { signal } = interruption;
  if (flags.filename === undefined) watchTarget(target);
  if (flags.namespace !== undefined) namespaceName(flags.namespace);
  const { kubectl, context, namespace } = await chosenKubectl(flags, signal);
  let timer: NodeJS.Timeout | undefined;
  let exitCode = notStarted;
  /** What is to be deleted in the end; not known before it is asked for where applying did not come to its end. */
  let created: (() => Promise<readonly NamedObject[]>) | undefined;
  try {
    const observation = new Observation();
    let lastNews = Date.now();
    let isAnswered = false;
    let isWatching: () => void = () => undefined;
    const watching = new Promise<void>((resolve) => (isWatching = resolve));
    let scope: EvidenceScope =
      flags.filename === undefined
        ? await evidenceScope(kubectl, namespace, target, signal)
        : { namespace, members: [] };
    const source =
      flags.filename === undefined ? undefined : { manifest: readManifest(flags.filename), file: flags.filename };
    if (source) await confirm(source.file, context, namespace, flags, interruption);
    const seconds = flags.timeout ?? longest;
    timer = setTimeout(() => interruption.stop(), seconds * 1000);
    const collection = collectEvidence(
      kubectl,
      scope,
      (evidence) => {
        lastNews = Date.now();
        observation.add(evidence);
        if (evidence.kind === 'denied') warn(`${goesOnWithout(evidence)}\n`);
      },
      (news) => {
        if (news.type === 'answered') isAnswered = true;
        if (news.type === 'watching') {
          isWatching();
          if (!source && observation.pods.length === 0)
            warn(`there is no pod of ${target} in namespace ${namespace} yet: waiting for it\n`);
        }
        if (news.type === 'connected') warn('connected again\n');
        if (news.type === 'disconnected')
          warn(`the connection dropped (${news.reason}); next try in ${news.retryMs / 1000} s\n`);
      },
      signal,
    );
    collection.catch(() => undefined); // it may fail while something else is waited for
    if (source) {
      await Promise.race([watching, collection]);
      const { text, generated } = manifestText(source.manifest);
      const applied = await applyManifest(kubectl, text, namespace, generated, signal, (before) => {
        interruption.hasToDelete = flags.delete === true;
        created = async () => {
          if (!before) throw new KubectlError('failed', 'what was created under generated names is not known');
          const now = await existingObjects(kubectl, text, namespace, interruption.leaving);
          return now.filter((object) => isNew(object, before));
        };
      });
      const made = applied.flatMap((one) => (one.created ? [one.object] : []));
      created = () => Promise.resolve(made);
      scope = { namespace, members: applied.map(({ object: { kind, metadata } }) => `${kind} ${metadata.name}`) };
    }
    const current = (): Trace =>
      observation.trace({
        uids: observation.pods.filter((pod) => isMeant(scope, pod)).map(({ uid }) => uid),
        now: Date.now(),
      });
    const isText = flags.format === undefined || flags.format === 'text';
    const progress = new Progress(isText ? print : () => undefined, source, flags.level);
    let looks = 0;
    let nextLook = 0;
    const look = (): void => {
      const pods = observation.pods.filter((pod) => isMeant(scope, pod) && !pod.deleted);
      const states = pods.map(({ pod }) => podProgress(pod));
      const isOver = states.length > 0 && !states.includes('starting') && Date.now() - lastNews > quiet;
      if (isOver) exitCode = states.includes('failed') ? notStarted : 0;
      if (isOver) interruption.stop();
      const now = Date.now();
      // Time alone changes little; and hundreds of pods take their time.
      if (now < nextLook || (now - lastNews > quiet && looks++ % slowly > 0)) return;
      progress.tell(current(), now);
      nextLook = now + 4 * (Date.now() - now);
    };
    let tell: NodeJS.Timeout | undefined;
    const telling = new Promise<never>((_, reject) => {
      tell = setInterval(() => {
        try {
          look();
        } catch (error) {
          reject(error);
        }
      }, pace);
    });
    try {
      await Promise.race([collection, telling]);
    } finally {
      clearInterval(tell);
    }
    const trace = current();
    progress.tell(trace, Date.now(), true);
    if (trace.view.pods.length === 0) {
      const what = `a pod of ${source?.file ?? target} in namespace ${namespace} of context ${context}`;
      warn(`pod-startup: ${nothingSeen(what, context, isAnswered, interruption.exitCode === undefined, seconds)}\n`);
    }
    const hasStory = trace.view.pods.length > 0 || trace.messages.length > 0;
    if (isText && !hasStory) print(diagnosesText(trace, source));
    else print(isText ? ending(trace, flags, source) : traceText(trace, flags));
  } finally {
    interruption.stop();
    clearTimeout(timer);
    if (flags.delete && created) {
      const isDone = await isDeleted(kubectl, created, `context ${context}, namespace ${namespace}`, interruption);
      if (!isDone) exitCode = 1;
    }
    kubectl.dispose();
  }
  return exitCode;
}

/** That something is not read, and why: kubectl's words where rights are lacking. */
function goesOnWithout({ what, text, lacksRights }: Evidence & { kind: 'denied' }): string {
  if (lacksRights) return `goes on without what may not be read: ${what}: ${text}`;
  return `goes on without ${/^(?:get|watch) /.test(what) ? `the answer to ${what}` : what}: ${text}`;
}

/** Why there is no story, and what to do. */
function nothingSeen(what: string, context: string, isAnswered: boolean, isInTime: boolean, seconds: number): string {
  if (!isInTime) return `it was interrupted before ${isAnswered ? `there was ${what}` : 'kubectl gave an answer'}`;
  if (isAnswered)
    return `there was no ${what.replace(/^a /, '')} within ${seconds} s: see that it is called so, or wait longer with --timeout`;
  const check = suggested`get pods --context=${context}`;
  const next = isCommand(check) ? ` Try ${check}` : '';
  return `kubectl gave no answer within ${seconds} s: is the cluster of context ${context} reachable?${next}`;
}

interface ChosenKubectl {
  kubectl: Kubectl;
  context: string;
  namespace: string;
}

async function chosenKubectl({ context, namespace }: Flags, signal: AbortSignal): Promise<ChosenKubectl> {
  const found = await findKubectl({ signal });
  if (!found)
    throw new CommandError(
      'pod-startup: kubectl is neither on PATH nor on that of the login shell. Install kubectl, or put it on PATH.',
    );
  const contexts = await kubeContexts(new Kubectl(found.executable, undefined, found.env), signal);
  const chosen =
    context === undefined ? contexts.find(({ current }) => current) : contexts.find(({ name }) => name === context);
  if (contexts.length === 0) {
    const files = found.env['KUBECONFIG'] || '~/.kube/config';
    throw new CommandError(
      `pod-startup: there is no kubeconfig with a context at ${files}: set KUBECONFIG to the file of your cluster`,
    );
  }
  if (!chosen) {
    const known = contexts.map(({ name }) => name).join(', ');
    const what = context === undefined ? 'the kubeconfig has no current context' : `there is no context ${context}`;
    throw new CommandError(`pod-startup: ${what}: choose one with --context (there are: ${known})`);
  }
  const kubectl = new Kubectl(found.executable, chosen.name, found.env);
  return { kubectl, context: chosen.name, namespace: namespaceName(namespace ?? chosen.namespace) };
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
  if (!canAsk()) throw new CommandError(`pod-startup: ${question} Say so with --yes`, 2);
  const answer = await ask(`${question} (yes/no) `, interruption.signal, () => interruption.interrupt());
  if (interruption.exitCode !== undefined) throw new KubectlError('cancelled', 'nothing was applied');
  if (!/^y(?:es)?$/i.test(answer?.trim() ?? '')) throw new CommandError('pod-startup: nothing was applied');
}

/** Takes away what was created; says what is left where it cannot. */
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

/** Where the time went, what was otherwise than simulated, why it does not run, and how it stands. */
function ending(trace: Trace, flags: Flags, source: ManifestFile | undefined): string {
  const path = pathLines(trace);
  const causes = diagnosesText(trace, source).trimEnd();
  const sections = [
    `${trace.title} · observed`,
    ...(path.length > 0 ? [path.join('\n')] : []),
    ...(path.length > 0 && source ? [comparisonText(trace, source.manifest, flags).trimEnd()] : []),
    ...(causes === '' ? [] : [causes]),
    `$ kubectl get pods -o wide\n${trace.table || 'No resources found.\n'}`,
  ];
  return `\n${sections.join('\n\n')}`;
}
