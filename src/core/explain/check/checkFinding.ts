import type { SourceRange } from '../../manifest/sourceNode';
import type { Fix } from '../fixes/fix';
import type { RuleName } from './ruleTable';

/** `error` for what certainly stops or ends a start, `warning` for what probably does, `info` for what is assumed. */
export type CheckSeverity = 'error' | 'warning' | 'info';

/** The severities, the worst first. */
export const severities: readonly CheckSeverity[] = ['error', 'warning', 'info'];

/** Something in a manifest that hurts the start of its pods, or may. */
export interface CheckFinding {
  severity: CheckSeverity;
  name: RuleName;
  /** What it is about: `Deployment web`; '' of a text that is no object. */
  subject: string;
  /** One or more sentences. */
  message: string;
  /** What to do, in words. */
  next?: string;
  /** Where, in the text of the file. */
  range: SourceRange;
  /** The change of the text that takes it out, where there is one. */
  fix?: Fix;
}
