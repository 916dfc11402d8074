import type { Evidence } from '../core/observe/evidence/evidence';
import { KubectlError } from './kubectlError';

/** That something is not read, and why. */
export function deniedEvidence(what: string, error: unknown): Evidence {
  const text = error instanceof Error ? error.message : String(error);
  return { kind: 'denied', what, text, ...(isForbidden(error) && { lacksRights: true }) };
}

/** Whether rights are lacking. */
export function isForbidden(error: unknown): boolean {
  return error instanceof KubectlError && error.failure === 'forbidden';
}
