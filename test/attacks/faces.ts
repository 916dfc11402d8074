import { criRequestHover } from '../../src/core/explain/requests/criRequestHover';
import { expectedStart, expectedStartOf } from '../../src/core/explain/difference/expectedStart';
import { definitionOf, referenceAt } from '../../src/core/explain/requests/definition';
import { asMeant, wordsOf } from '../../src/core/explain/meaning/asMeant';
import type { TemplateWords } from '../../src/core/explain/meaning/templateWords';
import type { WrittenObject } from '../../src/core/api/kubernetesObject';
import { crictlExport, staysInside } from '../../src/core/crictl/crictlExport';
import { pullsOf } from '../../src/core/pulls/pullsOf';
import { observedWorkloads } from '../../src/core/workload/observedWorkloads';
import { groupLines, workloadLines } from '../../src/core/workload/workloadLines';
import { momentText } from '../../src/cli/gatesText';
import { hover } from '../../src/core/explain/hover/hover';
import { manifestHints } from '../../src/core/explain/hints/manifestHints';
import { SimulatedRequests } from '../../src/core/explain/requests/simulatedRequests';
import { sequenceDiagram } from '../../src/core/diagram/sequenceDiagram';
import { parseManifest } from '../../src/core/manifest/parseManifest';
import { observedCalls } from '../../src/core/observe/calls/observedCalls';
import { podProgress } from '../../src/core/observe/podProgress';
import { savedObservation, type SavedFile } from '../../src/core/observe/savedObservation';
import { SavedOutputError } from '../../src/core/observe/saved/savedOutputError';
import { startFile } from '../../src/core/observe/startFile';
import { findings } from '../../src/core/panel/findings';
import { start } from '../../src/core/circumstances/start';
import { comparisonLines } from '../../src/core/comparison/comparisonLines';
import { pathLines } from '../../src/core/story/pathLines';
import { otlpText } from '../../src/core/otlp/otlpRequest';
import { story } from '../../src/core/story/story';
import type { Trace } from '../../src/core/trace/trace';
import {
  explain,
  faultsOf,
  fieldFeeds,
  linesFedAt,
  messagesFedAt,
  problemOf,
  requestsOf,
  workloadsOf,
} from '../../src/host/explainer';

const circumstances = {
  kubernetes: '1.37',
  durations: 'containerd',
  hasStorage: true,
  profile: {},
  namespace: 'default',
  node: {},
} as const;

/** What the terminal and the panel show of a trace. All that they read must be there: no NaN, no `undefined` in words. */
function told(trace: Trace): string {
  const texts = [
    story(trace),
    story(trace, { level: 3, why: true }),
    sequenceDiagram(trace).text,
    ...pathLines(trace),
    JSON.stringify(findings(trace)),
    otlpText(trace),
    ...[trace.start, (trace.start + trace.end) / 2, trace.end].map((at) => momentText(trace, at)),
    ...observedWorkloads(trace).flatMap((report) => [...workloadLines(report), ...groupLines(report)]),
    JSON.stringify(pullsOf(trace)),
  ];
  return [...texts, JSON.stringify(trace), ...comparisonLines(trace, trace)].join('\n');
}

/** What is written for crictl, of which no file may lie elsewhere, no JSON may be broken, and no line be a command of others. */
function exported(objects: readonly WrittenObject[], words: TemplateWords): string {
  const { files, notes } = crictlExport(start({ objects, circumstances: { seconds: 8 } }), words);
  const texts = files.map(({ path, content }) => {
    if (!staysInside(path)) throw new Error(`${path} does not stay in the folder`);
    if (!('text' in content)) return content.base64;
    if (/^(?:[^/]+\/)?(?:pod|containers\/[^/]+)\.json$/.test(path)) JSON.parse(content.text);
    if (path.endsWith('replay.sh') && content.text.includes('\0')) throw new Error(`${path} has what no shell reads`);
    return content.text;
  });
  return [...notes, ...texts].join('\n');
}

/**
 * Shows a manifest in every face of the core: hovers and definitions at the offsets, hints, lenses, the simulation in
 * all its forms, the comparison, the requests and what feeds them. Throws what any of it throws.
 */
export function showManifest(text: string, offsets: readonly number[]): string {
  const manifest = parseManifest(text);
  const existing = manifest.objects.map(({ value }) => value);
  const said: string[] = manifest.problems.map(({ message }) => message);
  for (const offset of offsets) {
    said.push(hover(manifest, offset)?.markdown ?? '');
    const reference = referenceAt(manifest, offset);
    if (reference) definitionOf(manifest, reference);
  }
  said.push(...manifestHints(manifest, { existing }).map(({ message }) => message));
  const { trace } = start({ objects: existing, circumstances: { seconds: 8 } });
  said.push(exported(existing.map(asMeant), wordsOf(existing)));
  said.push(told(trace), comparisonLines(trace, expectedStart(existing, { namespace: 'default' })).join('\n'));
  for (const workload of workloadsOf(manifest).slice(0, 1)) {
    problemOf(manifest, workload);
    const faults = faultsOf(workload).map(({ id }) => id);
    const shown = { manifest, workload, existing, circumstances, start: 0 };
    said.push(told(explain({ ...shown, faults: faults.slice(0, 2) })));
    const { object } = workload;
    const requests = requestsOf(manifest, workload, { existing });
    for (const offset of offsets.slice(0, 2)) {
      linesFedAt(manifest, offset, requests, {});
      messagesFedAt(manifest, offset, trace, {});
    }
    const call = trace.messages.find(({ method }) => method === 'CreateContainer');
    const line = requests.lines.findLast((one) => one?.field !== undefined);
    // A start for each field: of small ones only.
    if (text.length > 600) continue;
    if (line) criRequestHover(manifest, object, line);
    if (call) fieldFeeds(manifest, object, call, {});
  }
  return said.join('\n');
}

/** Shows saved output in every face: the trace in all forms, diagnoses, comparison and calls. Throws what any of it throws. */
export function showSaved(files: readonly SavedFile[]): string {
  let observation;
  try {
    observation = savedObservation(files);
  } catch (error) {
    if (error instanceof SavedOutputError) return error.message;
    throw error;
  }
  const trace = observation.trace();
  const { pods } = observation;
  const expected = expectedStartOf(
    pods.map(({ pod }) => pod),
    { namespace: 'default' },
  );
  const requests = new SimulatedRequests({ namespace: 'default' });
  for (const _ of requests.simulating(pods));
  for (const { pod } of pods) podProgress(pod);
  const shown = requests.addedTo(trace, pods);
  const calls = JSON.stringify(observedCalls(trace));
  const text = startFile(observation);
  const again = savedObservation([{ name: 'saved.podstart.json', text }]).trace();
  if (JSON.stringify(again) !== JSON.stringify(trace)) throw new Error('it is another start after it was saved');
  return [told(shown), calls, text, comparisonLines(trace, expected).join('\n'), ...observation.leftOut].join('\n');
}
