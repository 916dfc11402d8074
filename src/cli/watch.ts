import { createInterface } from 'node:readline/promises';
import { manifestText } from '../kubectl/manifestText';
import type { Trace } from '../core/trace/trace';
import { applyManifest, deleteObjects, type AppliedObject } from '../kubectl/apply';
import { collectEvidence } from '../kubectl/collectEvidence';
import { evidenceScope, isMeant, type EvidenceScope } from '../kubectl/evidenceScope';
import { findKubectl } from '../kubectl/findKubectl';
import { kubeContexts } from '../kubectl/kubeconfig';
import { Kubectl, KubectlError } from '../kubectl/kubectl';
import { pathLines } from '../core/trace/pathLines';
import { Observation } from '../core/observe/observation';
import { podProgress } from '../core/observe/podProgress';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { comparisonText } from './comparisonText';
import { diagnosesText, type ManifestFile } from './diagnoses';
import { traceText } from './explain';
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
/** Exit codes: something failed for good or was not ready in time; interrupted. */
const notStarted = 3;
const interrupted = 130;
/** What ends the watch: Ctrl-C, a kill, a terminal that is closed. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * `watch POD|TYPE/NAME` and `watch -f FILE`: tells a start as it happens, and its whole story in the end. Resolves
 * with the exit code: 0 when all pods started, 3 when one did not, 130 when it was interrupted.
 */
export async function watchStart(target: string, flags: Flags, print: (text: string) => void): Promise<number> {
  const kubectl = await chosenKubectl(flags);
  const stop = new AbortController();
  let exitCode = notStarted;
  const interrupt = (): void => {
    exitCode = interrupted;
    stop.abort();
  };
  for (const signal of endings) process.once(signal, interrupt);
  const timer = setTimeout(() => stop.abort(), (flags.timeout ?? longest) * 1000);
  let applied: AppliedObject[] = [];
  try {
    const observation = new Observation();
    let lastNews = Date.now();
    let isWatching: () => void = () => undefined;
    const watching = new Promise<void>((resolve) => (isWatching = resolve));
    const namespace = kubectl.namespace;
    let scope: EvidenceScope =
      flags.filename === undefined
        ? await evidenceScope(kubectl.kubectl, namespace, target, stop.signal)
        : { namespace, members: [] };
    const source =
      flags.filename === undefined ? undefined : { manifest: readManifest(flags.filename), file: flags.filename };
    if (flags.filename !== undefined) await confirm(flags.filename, kubectl.context, namespace, flags);
    const collection = collectEvidence(
      kubectl.kubectl,
      scope,
      (evidence) => {
        lastNews = Date.now();
        observation.add(evidence);
        if (evidence.kind === 'denied')
          process.stderr.write(`goes on without what may not be read: ${evidence.what}: ${evidence.text}\n`);
      },
      (news) => {
        if (news.type === 'watching') {
          isWatching();
          if (flags.filename === undefined && observation.pods.length === 0)
            process.stderr.write(`there is no pod of ${target} in namespace ${namespace} yet: waiting for it\n`);
        }
        if (news.type === 'connected') process.stderr.write('connected again\n');
        if (news.type === 'disconnected')
          process.stderr.write(`the connection dropped (${news.reason}); next try in ${news.retryMs / 1000} s\n`);
      },
      stop.signal,
    );
    if (source) {
      await Promise.race([watching, collection]);
      const { text, generated } = manifestText(source.manifest);
      applied = await applyManifest(kubectl.kubectl, text, namespace, generated, stop.signal);
      scope = { namespace, members: applied.map(({ object: { kind, metadata } }) => `${kind} ${metadata?.name}`) };
    }
    const current = (): Trace =>
      observation.trace({
        uids: observation.pods.filter((pod) => isMeant(scope, pod)).map(({ uid }) => uid),
        now: Date.now(),
      });
    const isText = flags.format === undefined || flags.format === 'text';
    const progress = new Progress(isText ? print : () => undefined, source);
    let looks = 0;
    let nextLook = 0;
    const tell = setInterval(() => {
      const pods = observation.pods.filter((pod) => isMeant(scope, pod) && !pod.deleted);
      const states = pods.map(({ pod }) => podProgress(pod));
      const isOver = states.length > 0 && !states.includes('starting') && Date.now() - lastNews > quiet;
      if (isOver) exitCode = states.includes('failed') ? notStarted : 0;
      if (isOver) stop.abort();
      const now = Date.now();
      // Time alone changes little; and hundreds of pods take their time.
      if (now < nextLook || (now - lastNews > quiet && looks++ % slowly > 0)) return;
      progress.tell(current(), now);
      nextLook = now + 4 * (Date.now() - now);
    }, pace);
    try {
      await collection;
    } finally {
      clearInterval(tell);
    }
    const trace = current();
    progress.tell(trace, Date.now(), true);
    print(isText ? ending(trace, flags, source) : traceText(trace, flags.format));
    return exitCode;
  } catch (error) {
    if (error instanceof KubectlError) throw new CommandError(`pod-startup: ${error.message}`);
    throw error;
  } finally {
    stop.abort();
    clearTimeout(timer);
    for (const signal of endings) process.removeListener(signal, interrupt);
    if (flags.delete) await removeApplied(kubectl.kubectl, applied);
    kubectl.kubectl.dispose();
  }
}

interface ChosenKubectl {
  kubectl: Kubectl;
  context: string;
  namespace: string;
}

async function chosenKubectl({ context, namespace }: Flags): Promise<ChosenKubectl> {
  const found = await findKubectl({});
  if (!found)
    throw new CommandError(
      'pod-startup: there is no kubectl on PATH, nor on that of the login shell: install it first',
    );
  const contexts = await kubeContexts(new Kubectl(found.executable, undefined, found.env));
  const chosen =
    context === undefined ? contexts.find(({ current }) => current) : contexts.find(({ name }) => name === context);
  if (!chosen) {
    const known = contexts.map(({ name }) => name).join(', ') || 'none';
    const what = context === undefined ? 'the kubeconfig has no current context' : `there is no context ${context}`;
    throw new CommandError(`pod-startup: ${what}: choose one with --context (there are: ${known})`);
  }
  const kubectl = new Kubectl(found.executable, chosen.name, found.env);
  return { kubectl, context: chosen.name, namespace: namespace ?? chosen.namespace };
}

/** Nothing changes a cluster before a person said so. */
async function confirm(file: string, context: string, namespace: string, { yes }: Flags): Promise<void> {
  if (yes) return;
  const question = `Apply ${file} to context ${context}, namespace ${namespace}?`;
  if (!process.stdin.isTTY) throw new CommandError(`pod-startup: ${question} Say so with --yes`, 2);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(`${question} (yes/no) `);
  lines.close();
  if (!/^y(?:es)?$/i.test(answer.trim())) throw new CommandError('pod-startup: nothing was applied');
}

async function removeApplied(kubectl: Kubectl, applied: readonly AppliedObject[]): Promise<void> {
  const made = applied.filter(({ created }) => created).map(({ object }) => object);
  await deleteObjects(kubectl, made);
  for (const { kind, metadata } of made) process.stderr.write(`deleted: ${kind} ${metadata?.name}\n`);
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
