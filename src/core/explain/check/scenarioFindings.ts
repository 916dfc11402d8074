import type { Circumstances } from '../../circumstances/circumstances';
import { start } from '../../circumstances/start';
import { diagnosesOf } from '../../diagnosis/diagnosesOf';
import type { CauseName } from '../../diagnosis/facts/causeTable';
import type { Diagnosis } from '../../diagnosis/facts/finding';
import { lettersAsText } from '../../manifest/lettersAsText';
import type { ManifestObject } from '../../manifest/manifestObject';
import { warningPlace } from '../hints/warningHints';
import type { CheckedFile } from './checkedFile';
import type { CheckFinding, CheckSeverity } from './checkFinding';
import { lastingSeconds } from './lastingSeconds';
import { diagnosisFinding } from './diagnosisFinding';

/** Waits that are part of a start, or wanted by who wrote the manifest. */
const wanted: ReadonlySet<CauseName> = new Set<CauseName>([
  'container-completed', 'pod-ending', 'job-suspended', 'cron-job-suspended', 'cron-job-still-active', 'rollout-paused',
  'image-being-pulled', 'claim-waits-for-pod', 'pod-terminating', 'preemption-under-way', 'pod-does-not-end',
]); // prettier-ignore
/** What pods that are Ready have beside it. */
const beside: ReadonlySet<CauseName> = new Set<CauseName>([
  'service-selects-nothing', 'debug-container-waits', 'resize-pending', 'resize-infeasible', 'quota-used-up',
  'finalizer-holds',
]); // prettier-ignore

/**
 * What hurts the start of all files' objects in a world that is known to the last: what keeps a pod to the end of the
 * start stops it, as nobody is there who would do anything about it. For each file, those of its objects.
 */
export function scenarioFindings(files: readonly CheckedFile[], circumstances: Circumstances): CheckFinding[][] {
  const objectsIn = files.flatMap(({ manifest }, file) => manifest.objects.map((object) => ({ object, file })));
  const objects = objectsIn.map(({ object }) => object);
  const found = files.map((): CheckFinding[] => []);
  const [top] = objectsIn;
  if (!top) return found;
  // A recording's manifest was not sent by kubectl.
  const isRecorded = circumstances.scenario?.runtime !== undefined;
  const values = objectsIn.map(({ object, file }) =>
    isRecorded ? lettersAsText(object, files[file]?.manifest.text ?? '') : object.value,
  );
  const { seconds } = circumstances;
  const { trace, warnings = [] } = start({ objects: values, circumstances });
  const first = diagnosesOf(trace).map((one) => ({ one, severity: severityOf(one) }));
  // What comes later than the start has settled: probes that give up, deadlines.
  const later = seconds === undefined ? { ...circumstances, seconds: lastingSeconds(values) } : undefined;
  const inTime = later ? diagnosesOf(start({ objects: values, circumstances: later }).trace) : [];
  const told = new Set(first.map(({ one }) => `${one.name} ${one.subject} ${one.container}`));
  const late = inTime.filter((one) => !one.isWaiting && !told.has(`${one.name} ${one.subject} ${one.container}`));
  const all = [...first, ...late.map((one) => ({ one, severity: severityOf(one) }))];
  const add = (object: ManifestObject, finding: CheckFinding): void => {
    found[objectsIn.find((one) => one.object === object)?.file ?? top.file]?.push(finding);
  };
  for (const { one, severity } of all) {
    const { object, finding } = diagnosisFinding(one, severity, objects, top.object);
    add(object, finding);
  }
  for (const warning of warnings) {
    const object = objects.find(({ kind, name }) => kind === warning.kind && name === warning.name);
    const range = object && warningPlace(warning, [object]);
    const message = `The API server warns: ${warning.message}`;
    const subject = `${warning.kind} ${warning.name}`;
    if (range) add(object, { severity: 'warning', name: 'api-server-warns', subject, message, range });
  }
  return found;
}

function severityOf({ name, isWaiting }: Diagnosis): CheckSeverity {
  if (beside.has(name)) return 'warning';
  if (!isWaiting) return 'error';
  return wanted.has(name) ? 'info' : 'error';
}
