import { surenessOf } from '../diagnosis/facts/causeTable';
import { diagnosisPlace } from '../diagnosis/diagnosisPlace';
import type { ManifestObject } from '../manifest/manifestObject';
import type { Manifest } from '../manifest/parseManifest';
import { comparedRelease } from '../comparison/comparedRelease';
import { compareTraces } from '../comparison/comparison';
import { diagnose } from '../diagnosis/diagnosis';
import { restarts } from '../diagnosis/restarts';
import type { Diagnosis } from '../diagnosis/facts/finding';
import { labelsOf } from './labelsOf';
import { phases } from '../phases/phases';
import { timeline, withMarks, type Lane } from '../trace/timeline';
import { withAttempts } from './laneAttempts';
import type { LaneMark } from '../trace/laneMarks';
import type { Trace } from '../trace/trace';
import { toldDifferences } from './toldDifferences';
import { workloadsOfTrace } from './toldWorkloads';
import type { Findings, PlacedDiagnosis, ToldTable } from './protocol';

/** What a trace is held against. */
export interface FindingsOptions {
  /** Where its pods come from: diagnoses get their lines. */
  source?: { manifest: Manifest; file: string; objects?: readonly ManifestObject[] };
  /** The start that was to be expected; asked for when there is something to compare. */
  expected?: () => Trace | undefined;
  /** Of all watched pods, where the trace tells of one alone. */
  diagnoses?: readonly Diagnosis[];
  /** The lanes to show, where they are not the trace's. */
  timeline?: Lane[];
  /** How the pods of workloads do beside each other, where the trace tells of one alone. */
  workloads?: ToldTable[];
}

/** As many are told: nobody reads more, and a state is sent ten times a second. */
const mostDiagnoses = 100;

/** What a panel says about a trace beside its diagram: why pods do not run, where the time went, what was otherwise. */
export function findings(trace: Trace, options: FindingsOptions = {}): Findings {
  const {
    source,
    expected,
    diagnoses: known = diagnose(trace.view, { now: trace.end, missing: trace.missing }),
  } = options;
  const over = trace.source === 'observed' ? restarts(trace.view, trace.end, known) : [];
  const all = [...known, ...over];
  const diagnoses = all.slice(0, mostDiagnoses).map((diagnosis) => placed(diagnosis, source));
  const moreDiagnoses = all.length - diagnoses.length;
  const lanes = timeline(trace);
  const differences = expected && differencesSoFar(trace, expected, lanes, diagnoses);
  return {
    diagnoses,
    ...(moreDiagnoses > 0 && { moreDiagnoses }),
    timeline: withRetries(options.timeline ?? withAttempts(lanes, trace), diagnoses),
    phases: phases(trace),
    labels: labelsOf(trace),
    tables: [...(options.workloads ?? workloadsOfTrace(trace, lanes)), ...(differences ? [differences] : [])],
  };
}

/** The lanes with when what failed is tried again. */
function withRetries(lanes: Lane[], diagnoses: readonly Diagnosis[]): Lane[] {
  return lanes.map((lane) => {
    const own = diagnoses.flatMap(({ subject, namespace = 'default', retry }): LaneMark[] =>
      retry && subject === `pod ${lane.pod}` && namespace === lane.namespace
        ? [{ kind: 'retry', at: retry.at, text: retry.what, isBad: false }]
        : [],
    );
    return own.length === 0 ? lane : withMarks(lane, [...lane.marks, ...own]);
  });
}

/** Of pods that are through or stuck: what only has not happened yet in others is no difference. */
function differencesSoFar(
  trace: Trace,
  expected: () => Trace | undefined,
  lanes: readonly Lane[],
  diagnoses: readonly Diagnosis[],
): ToldTable | undefined {
  const isStuck = diagnoses.some(({ isWaiting, isOver }) => !isWaiting && !isOver);
  const settled = new Set(lanes.filter(({ reached }) => isStuck || reached !== undefined).map(({ pod }) => pod));
  const other = settled.size > 0 ? expected() : undefined;
  if (!other) return undefined;
  const differences = compareTraces(trace, other).filter(({ pod }) => settled.has(pod));
  const several = trace.view.pods.length > 1;
  return toldDifferences(differences, { several, release: comparedRelease(trace, other) });
}

function placed(diagnosis: Diagnosis, source: FindingsOptions['source']): PlacedDiagnosis {
  const placeIn = (objects: readonly ManifestObject[] = []) => diagnosisPlace(diagnosis, objects)?.place;
  const place = placeIn(source?.objects) ?? placeIn(source?.manifest.objects);
  const sure = { ...diagnosis, sureness: surenessOf(diagnosis.name) };
  if (!source || !place) return sure;
  const { line, column } = source.manifest.positionAt((place.key ?? place.value).start);
  return { ...sure, place: { file: source.file, line, column } };
}
