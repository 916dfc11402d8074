import type { WrittenObject } from '../../api/kubernetesObject';
import type { Circumstances } from '../../circumstances/circumstances';
import type { ManifestObject } from '../../manifest/manifestObject';
import { podTemplatePath } from '../../manifest/podSpecs';
import type { Manifest } from '../../manifest/parseManifest';
import { newestVersion, releaseOf } from '../../release/kubernetesRelease';
import type { ManifestHint } from '../hints/manifestHint';
import { kindHints, objectHints } from '../hints/manifestHints';
import { selectorHints } from '../hints/selectorHints';
import { standing } from '../meaning/standing';
import type { CheckedFile } from './checkedFile';
import { CheckedWorld } from './checkedWorld';
import type { CheckFinding, CheckSeverity } from './checkFinding';
import { fixFor } from './fixFor';
import { likeness } from './likeness';
import { refusedFindings } from './refusedFindings';
import { ruleNamed } from './ruleTable';
import { scenarioFindings } from './scenarioFindings';
import { unreadable } from './unreadable';
import { workloadFindings } from './workloadFindings';

/** How many findings of a check get their quick fix: each is tried before it is told. */
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
  options: CheckOptions,
): Generator<undefined, CheckFinding[][]> {
  const { circumstances } = options;
  const release = releaseOf(circumstances.kubernetes ?? newestVersion);
  if (circumstances.scenario) {
    const inWorld = scenarioFindings(files, circumstances);
    return files.map(({ manifest }, i) => inOrder([...unreadable(manifest), ...(inWorld[i] ?? [])]));
  }
  const all = files.map((file) => ({ ...file, objects: standing(file.manifest, file.file).objects }));
  const values = all.map(({ objects }) => objects.map(({ value }) => value));
  const { existing = [] } = options;
  const world = new CheckedWorld([...existing, ...values.flat()], circumstances.namespace ?? 'default');
  const isSound = new Set<string>();
  let fixes = mostFixes;
  const found: CheckFinding[][] = [];
  for (const { manifest, file } of files) {
    const own: CheckFinding[] = unreadable(manifest);
    const counted = new Set(all[found.length]?.objects);
    const { parts } = standing(manifest, file);
    const others: ManifestObject[] = [];
    const elsewhere = [...existing, ...values.flatMap((some, i) => (i === found.length ? [] : some))];
    const take = (object: ManifestObject, hints: readonly ManifestHint[], around: readonly WrittenObject[]): void => {
      for (const hint of hints) {
        const { message, range } = hint;
        const severity = severityOf(hint);
        const name = ruleNamed(hint.cause ?? hint.code) ?? 'nothing-says-why';
        const isMendable = severity !== 'info' && fixes > 0;
        const fix = isMendable ? fixFor(manifest, object, hint, { ...circumstances, existing: around }) : undefined;
        if (isMendable) fixes--;
        const subject = `${object.kind} ${object.name}`;
        own.push({
          severity: severity === 'information' ? 'info' : severity,
          name,
          subject,
          message,
          range,
          ...(fix && { fix }),
        });
      }
    };
    for (const object of manifest.objects) {
      yield;
      if (parts.includes(object)) {
        take(object, objectHints(manifest, object, circumstances, { documents: [] }), []);
        continue;
      }
      if (!counted.has(object)) continue;
      if (podTemplatePath(object.kind) === undefined) {
        const hints = kindHints(manifest, object, release);
        take(object, hints, []);
        if (hints.length === 0 && !isTemplate(manifest, object)) others.push(object);
        continue;
      }
      const around = world.around(object.value);
      const like = likeness(object, around);
      if (isSound.has(like)) continue;
      const hints = objectHints(manifest, object, { ...circumstances, existing: around }, { documents: [] });
      take(object, hints, around);
      const isTold = hints.some(({ severity }) => severity === 'error');
      const further = isTold || isTemplate(manifest, object) ? [] : workloadFindings(object, around, circumstances);
      own.push(...further);
      if (hints.length === 0 && further.length === 0) isSound.add(like);
    }
    own.push(...refusedFindings(others, circumstances));
    for (const hint of selectorHints(manifest, elsewhere)) {
      const service = manifest.objects.find(
        ({ range }) => range.start <= hint.range.start && hint.range.end <= range.end,
      );
      if (service) take(service, [hint], elsewhere);
    }
    found.push(inOrder(own));
  }
  return found;
}

/** A gate is there to be opened by somebody. */
function severityOf({ severity, code }: ManifestHint): CheckSeverity {
  if (code === 'scheduling-gated') return 'warning';
  return severity === 'information' ? 'info' : severity;
}

/** A text that something else renders first says nothing certain. */
function isTemplate(manifest: Manifest, { document }: ManifestObject): boolean {
  return (manifest.documents[document]?.parsed.templates.length ?? 0) > 0;
}

/** In the order of the text, each once: several pods may ask for the same by one line. */
function inOrder(findings: readonly CheckFinding[]): CheckFinding[] {
  const unique = new Map(findings.map((one) => [`${one.range.start} ${one.range.end} ${one.message}`, one]));
  return [...unique.values()].sort((a, b) => a.range.start - b.range.start);
}
