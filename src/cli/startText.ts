import type { Circumstances } from '../core/circumstances/circumstances';
import { listed, remarksOf, type Standing } from '../core/explain/meaning/standing';
import type { ReadText } from '../core/kustomize/kustomization';
import { onOneLine } from '../core/onOneLine';
import type { Trace } from '../core/trace/trace';
import { diagnosesText } from './diagnoses';
import { makesPods } from './makesPods';
import type { ManifestFile } from './manifestFile';
import { partText } from './parts';
import { remarksText, warningsText } from './remarks';
import type { Simulated } from './simulated';

/** A manifest's start, and what there is to be said of it. */
export interface ToldStart {
  source: ManifestFile;
  /** What was said before, a line each. */
  notes: readonly string[];
  /** How the manifest is read. */
  stands: Standing;
  start: Simulated;
  circumstances: Circumstances;
  /** In what the start differs from the usual one. */
  changes: readonly string[];
  /** What that gains, and what other pulls would gain, in lines. */
  gain?: string;
  savings?: string;
  /** A scenario says all that there is: nothing is remarked on how the manifest is read. */
  isExact?: boolean;
}

/**
 * The start of a manifest in words: in what it differs from the usual one, the start itself as `tell` tells it, what the
 * API server warns of, what is not explained as it is written, and why pods do not run. Of a manifest that makes no pods,
 * what it has.
 *
 * @param read reads the kustomization that may name the manifest
 */
export function startText(told: ToldStart, read: ReadText, tell: (trace: Trace) => string): string {
  const { source, notes, stands, start, circumstances, changes, gain = '', savings = '', isExact = false } = told;
  const { objects, parts } = stands;
  const { simulation, asWritten } = start;
  const said = [...notes, ...parts.map((part) => partText(part, source, read))].join('');
  const trace = asWritten(simulation.trace);
  if (!makesPods(objects)) {
    const rest = objects.length === 0 ? '' : `There is no pod in ${source.file}: it has ${listed(objects)}.\n`;
    return `${said}${rest}${objects.length === 0 ? '' : diagnosesText(trace, source)}`;
  }
  const sections = [
    `${changes.map((change) => `What if: ${onOneLine(change)}\n`).join('')}${gain}`,
    tell(trace),
    savings,
    `${said}${warningsText(source, asWritten(simulation.warnings))}${remarksText(source, objects, isExact ? [] : remarksOf(stands), circumstances)}`,
    diagnosesText(trace, source),
  ];
  return sections.filter((section) => section !== '').join('\n');
}
