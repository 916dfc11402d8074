import type { WrittenObject } from '../../api/kubernetesObject';
import { controlPlaneRelease } from '../../circumstances/controlPlaneRelease';
import type { Circumstances } from '../../circumstances/circumstances';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { podTemplatePath } from '../../manifest/podSpecs';
import type { ManifestHint } from '../hints/manifestHint';
import { kindHints, objectHints } from '../hints/manifestHints';
import { selectorHints } from '../hints/selectorHints';
import { standing } from '../meaning/standing';
import type { CheckedFile } from './checkedFile';
import { CheckedWorld } from './checkedWorld';
import type { CheckFinding } from './checkFinding';
import { elsewhere } from './elsewhere';
import { fixFor } from './fixFor';
import { hintFinding } from './hintFinding';
import { likeness } from './likeness';
import { refusedFindings } from './refusedFindings';
import { scenarioFindings } from './scenarioFindings';
import { unreadable } from './unreadable';
import { workloadFindings } from './workloadFindings';

/** For how many findings of a check a quick fix is looked for: each is tried before it is told. */
const mostFixes = 200;

export interface CheckOptions {
  circumstances: Circumstances;
  /** Objects of files that are not checked. */
  existing?: readonly WrittenObject[];
}

/** All that certainly or probably hurts the start of the files' pods, for each file in the order of its text; all files are one world. */
export function check(files: readonly CheckedFile[], options: CheckOptions): CheckFinding[][] {
  const steps = checking(files, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same in steps, an object each. */
export function* checking(
  files: readonly CheckedFile[],
  { circumstances, existing = [] }: CheckOptions,
): Generator<undefined, CheckFinding[][]> {
  if (circumstances.scenario) {
    const inWorld = scenarioFindings(files, circumstances);
    return files.map(({ manifest }, i) => inOrder([...unreadable(manifest), ...(inWorld[i] ?? [])]));
  }
  const standings = files.map(({ manifest, file }) => standing(manifest, file));
  const values = standings.map(({ objects }) => objects.map(({ value }) => value));
  const scope: Scope = {
    circumstances,
    world: new CheckedWorld(
      existing,
      values.map((own, i) => ({ file: files[i]?.file ?? '', values: own })),
      circumstances.namespace ?? 'default',
    ),
    isSound: new Set(),
    fixes: { left: mostFixes },
  };
  const found: CheckFinding[][] = [];
  for (const [i, { manifest }] of files.entries()) {
    const { objects: all = [], parts = [] } = standings[i] ?? {};
    const objects = all.filter((object) => isWhole(manifest, object));
    const own = unreadable(manifest);
    for (const part of parts.filter((one) => isWhole(manifest, one)))
      own.push(...told(manifest, part, objectHints(manifest, part, circumstances, alone), scope));
    const others: ManifestObject[] = [];
    for (const object of objects) {
      yield;
      const findings = objectFindings(manifest, object, scope);
      own.push(...findings);
      if (podTemplatePath(object.kind) === undefined && findings.length === 0) others.push(object);
    }
    own.push(...refusedFindings(others, circumstances));
    if (objects.some(({ kind, value }) => kind === 'Service' && !scope.world.choosesPods(value)))
      own.push(...strangeServices(manifest, objects, [...existing, ...values.flatMap((some, k) => (k === i ? [] : some))], scope)); // prettier-ignore
    found.push(inOrder(own));
  }
  return found;
}

/** Services that choose none of all pods, and only just. */
function strangeServices(
  manifest: Manifest,
  objects: readonly ManifestObject[],
  others: readonly WrittenObject[],
  scope: Scope,
): CheckFinding[] {
  return selectorHints(manifest, others).flatMap((hint) => {
    const isAround = ({ range }: ManifestObject): boolean =>
      range.start <= hint.range.start && hint.range.end <= range.end;
    const service = objects.find(isAround);
    return service ? told(manifest, service, [hint], scope, others) : [];
  });
}

/** What all files of a check have in common. */
interface Scope {
  circumstances: Circumstances;
  world: CheckedWorld;
  /** The likeness of workloads of which nothing is to be told. */
  isSound: Set<string>;
  fixes: { left: number };
}

/** What counts for an object is told otherwise. */
const alone: Pick<Manifest, 'documents'> = { documents: [] };

function objectFindings(manifest: Manifest, object: ManifestObject, scope: Scope): CheckFinding[] {
  const { circumstances, world, isSound } = scope;
  if (podTemplatePath(object.kind) === undefined) {
    const release = controlPlaneRelease(circumstances);
    return told(manifest, object, kindHints(manifest, object, release), scope);
  }
  const around = world.around(object.value);
  const like = likeness(object, around);
  const away = elsewhere(object, world);
  if (isSound.has(like)) return away;
  const hints = objectHints(manifest, object, { ...circumstances, existing: around }, alone);
  const isTold = hints.some(({ severity }) => severity === 'error');
  const further = isTold ? [] : workloadFindings(object, around, circumstances);
  if (hints.length === 0 && further.length === 0) isSound.add(like);
  return [...told(manifest, object, hints, scope, around), ...away, ...further];
}

function told(
  manifest: Manifest,
  object: ManifestObject,
  hints: readonly ManifestHint[],
  { circumstances, fixes }: Scope,
  existing: readonly WrittenObject[] = [],
): CheckFinding[] {
  return hints.map((hint) => {
    const finding = hintFinding(hint, object, circumstances);
    if (finding.severity === 'info' || fixes.left-- <= 0) return finding;
    const fix = fixFor(manifest, object, hint, { ...circumstances, existing });
    return fix ? { ...finding, fix } : finding;
  });
}

/** Whether its document can be read, and is not rendered first by something else: else nothing is certain. */
function isWhole(manifest: Manifest, { document }: ManifestObject): boolean {
  const parsed = manifest.documents[document]?.parsed;
  return parsed?.templates.length === 0 && !parsed.problems.some(({ severity }) => severity === 'error');
}

/** In the order of the text, each once: several pods may ask for the same by one line. */
function inOrder(findings: readonly CheckFinding[]): CheckFinding[] {
  const unique = new Map(findings.map((one) => [`${one.range.start} ${one.range.end} ${one.message}`, one]));
  return [...unique.values()].sort((a, b) => a.range.start - b.range.start);
}
