import { isStrict } from '../../circumstances/start';
import type { Circumstances } from '../../circumstances/circumstances';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { ManifestHint } from '../hints/manifestHint';
import type { CheckFinding, CheckSeverity } from './checkFinding';
import { ruleNamed } from './ruleTable';

/** What a hint in an editor tells, as a finding; without its fix. */
export function hintFinding(hint: ManifestHint, object: ManifestObject, circumstances: Circumstances): CheckFinding {
  const { message, next, range, cause, code } = hint;
  return {
    severity: severityOf(hint, isStrict(circumstances)),
    name: ruleNamed(cause ?? code) ?? 'nothing-says-why',
    subject: `${object.kind} ${object.name}`,
    message,
    ...(next !== undefined && { next }),
    range,
  };
}

function severityOf({ severity, code }: ManifestHint, isStrictlyValidated: boolean): CheckSeverity {
  // A gate is there to be opened by somebody.
  if (code === 'scheduling-gated' || (code === 'unknown-field' && !isStrictlyValidated)) return 'warning';
  return severity === 'information' ? 'info' : severity;
}
